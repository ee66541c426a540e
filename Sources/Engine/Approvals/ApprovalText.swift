import Store
import Workflow

/// The short text that an approver signs. It names what would happen, and pins it by digest.
public enum ApprovalText {
  public static let namespace = "expunge-approval"

  public static func of(_ wave: WaveRecord) -> String {
    let plan = wave.plan
    return """
      expunge approval/1
      matter: \(plan.matter)
      wave: \(plan.wave)
      subjects: \(plan.subjects)
      partners asked: \(plan.asked.count) of \(plan.partners.count)
      requests: \(plan.requests)
      mails: \(plan.mails)
      digest: sha256:\(hex(wave.digest))

      """
  }

  public static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
