import Workflow
import Yams

/// `partners.yaml`: text in, checked entries out.
public enum PartnerFile {
  public static let version = "1"

  /// - Parameter file: How mistakes name the file.
  /// - Throws: `Mistakes` with every mistake of the file.
  public static func read(_ text: String, file: String) throws -> [PartnerEntry] {
    try read(text, on: Sheet(file: file))
  }

  static func read(_ text: String, on sheet: Sheet) throws -> [PartnerEntry] {
    var entries: [PartnerEntry] = []
    if let root = sheet.root(of: text) {
      checkVersion(root)
      entries = read(root)
      root.finish()
    }
    try sheet.verdict()
    return entries
  }

  private static func checkVersion(_ root: Fields) {
    guard let node = root.required("version"), let written = root.text(of: node, "version") else { return }
    if written != version {
      root.sheet.report(
        at: node, "version '\(written)' of this file is not known", "This program reads version \(version).")
    }
  }

  /// Limits that are written in one entry hold for all that share its budget.
  private static func share(_ limits: [String: Limits], among entries: [PartnerEntry]) -> [PartnerEntry] {
    entries.map { entry in
      guard let word = entry.terms.limits.share, let shared = limits[word] else { return entry }
      var entry = entry
      entry.terms.limits.windows = shared.windows
      entry.terms.limits.jobs = shared.jobs
      entry.terms.limits.concurrency = shared.concurrency
      entry.terms.limits.callBytes = shared.smallestBytes.map { entry.batch.bytes ?? $0 }
      return entry
    }
  }

  private static func read(_ root: Fields) -> [PartnerEntry] {
    _ = root.required("partners")
    var lines: [String: Int] = [:]
    var entries: [PartnerEntry] = []
    var readings: [EntryReading] = []
    for fields in root.mappings("partners", named: { "partner \($0 + 1)" }) {
      let reading = EntryReading(fields)
      if let id = reading.id, let first = lines.updateValue(fields.node.mark?.line ?? 1, forKey: id) {
        reading.report("the id '\(id)' is taken by the entry in line \(first)", "Give each entry its own id.")
      }
      if let entry = reading.entry() { entries.append(entry) }
      readings.append(reading)
    }
    for reading in readings { reading.checkMentions(among: lines.keys.sorted()) }
    return share(
      Sharing.settle(readings.compactMap { reading in reading.sharing.map { (reading, $0) } }), among: entries)
  }
}
