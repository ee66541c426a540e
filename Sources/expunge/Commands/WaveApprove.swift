import ArgumentParser
import Engine
import Foundation
import Store
import Workflow

struct WaveApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve a planned wave with an SSH key. Two different people are needed.",
    discussion: """
      Example: expunge wave approve devices-2022-12-w1 --ssh-key ~/.ssh/id_ed25519 --role legal

      Without the key at hand: expunge wave approve W --text > w.txt; \
      ssh-keygen -Y sign -n expunge-approval -f KEY w.txt; expunge wave approve W --signature w.txt.sig
      """)

  @Argument(help: "The wave.") var wave: String
  @Option(name: .customLong("ssh-key"), help: "Sign with this SSH key (a public key uses ssh-agent).") var key: String?
  @Option(help: "A file with a signature made by ssh-keygen -Y sign.") var signature: String?
  @Option(help: "Your role, as the ledger will say: legal, privacy, ...") var role = "approver"
  @Option(
    name: .customLong("allowed-signers"), help: "The people who may approve (default: allowed_signers in the home).")
  var allowedSigners: String?
  @Flag(help: "Only print the text that is signed.") var text = false
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func validate() throws {
    guard text || (key == nil) != (signature == nil) else {
      throw ValidationError("Give either --ssh-key KEY or --signature FILE (or --text to see what is signed).")
    }
    guard Reason.isCode(role) else { throw ValidationError("--role is a short code such as legal or privacy.") }
  }

  func run() throws {
    if text {
      return print(ApprovalText.of(try requireWave(wave, in: try home.reading())), terminator: "")
    }
    let approvals = try home.writing { installation in
      let record = try requireWave(wave, in: installation)
      let signed =
        try signature.map { try readText($0, "The signature") }
        ?? SSHSignatures.sign(ApprovalText.of(record), key: key ?? "")
      let signatures = SSHSignatures(allowedSigners: allowedSigners ?? installation.home.allowedSigners)
      return try Approver(store: installation.store, signatures: signatures, surroundings: installation.surroundings)
        .approve(wave, signature: signed, role: Reason(role))
    }
    if output.json { return try printJSON(approvals.map(ApprovalRow.init)) }
    for approval in approvals { print("approved by \(approval.principal) (\(approval.role)), \(approval.fingerprint)") }
    let missing = Approver.needed - approvals.count
    print(missing > 0 ? "Needed: \(missing) more, by another person." : "Next: expunge wave send \(wave)")
  }
}

private struct ApprovalRow: Encodable {
  var principal: String
  var role: String
  var key: String
  var at: String

  init(_ record: ApprovalRecord) {
    principal = record.principal
    role = record.role
    key = record.fingerprint
    at = record.at.written
  }
}
