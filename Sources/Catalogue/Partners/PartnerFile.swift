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
    let contents = contents(of: text, on: sheet)
    try sheet.verdict()
    return contents.entries
  }

  /// One entry, to be looked at or tried by itself: mistakes of other entries are counted and stand in nobody's way. A
  /// wave takes a whole file without mistakes, or none.
  /// - Returns: `entry` is `nil` if there is no such id; `ids` are those of the entries that can be read.
  /// - Throws: `Mistakes` where the entry itself has some, or the file as a whole.
  public static func read(
    only id: String, of text: String, file: String
  ) throws -> (entry: PartnerEntry?, ids: [String], mistakesElsewhere: Int) {
    let sheet = Sheet(file: file)
    let contents = contents(of: text, on: sheet)
    let elsewhere = contents.mistakes.filter { $0.id != id }.flatMap(\.found)
    let inTheWay = sheet.mistakes.filter { !elsewhere.contains($0) }
    if !inTheWay.isEmpty { throw Mistakes(inTheWay) }
    return (contents.entries.first { $0.id == id }, contents.entries.map(\.id), elsewhere.count)
  }

  private struct Contents {
    var entries: [PartnerEntry] = []
    /// What was found while one entry was read; what concerns several, or the file, is nobody's own.
    var mistakes: [(id: String?, found: [Mistake])] = []
  }

  private static func contents(of text: String, on sheet: Sheet) -> Contents {
    guard let root = sheet.root(of: text) else { return Contents() }
    checkVersion(root)
    let contents = read(root)
    root.finish()
    return contents
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

  private static func read(_ root: Fields) -> Contents {
    _ = root.required("partners")
    var lines: [String: Int] = [:]
    var contents = Contents()
    var readings: [EntryReading] = []
    for fields in root.mappings("partners", named: { "partner \($0 + 1)" }) {
      let before = root.sheet.mistakes.count
      let reading = EntryReading(fields)
      if let entry = reading.entry() { contents.entries.append(entry) }
      contents.mistakes.append((reading.id, Array(root.sheet.mistakes[before...])))
      if let id = reading.id, let first = lines.updateValue(fields.node.mark?.line ?? 1, forKey: id) {
        reading.report("the id '\(id)' is taken by the entry in line \(first)", "Give each entry its own id.")
      }
      readings.append(reading)
    }
    for reading in readings {
      let before = root.sheet.mistakes.count
      reading.checkMentions(among: lines.keys.sorted())
      contents.mistakes.append((reading.id, Array(root.sheet.mistakes[before...])))
    }
    let sharings = readings.compactMap { reading in reading.sharing.map { (reading, $0) } }
    contents.entries = share(Sharing.settle(sharings), among: contents.entries)
    return contents
  }
}
