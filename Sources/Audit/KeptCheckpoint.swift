import Foundation

/// A checkpoint that was handed out or anchored, with what came from outside for it.
struct KeptCheckpoint {
  let size: UInt64
  /// `<size>.tsr`, `<size>.2.tsr`, ...
  var stamps: [String] = []
  /// `<size>.cosig`
  var cosignatures: [String] = []

  /// Those of a ledger up to `size`, by size.
  ///
  /// A ledger that is being written may keep newer ones than the checkpoint that was just read; they are for the next
  /// pack. But one that the ledger's checkpoint never reached means that the ledger was cut off.
  static func list(in ledger: String, size: UInt64) throws -> [KeptCheckpoint] {
    let directory = ledger + "/checkpoints"
    guard FileManager.default.fileExists(atPath: directory) else { return [] }
    var found: [UInt64: KeptCheckpoint] = [:]
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    for name in names { if let size = number(name) { found[size] = KeptCheckpoint(size: size) } }
    for name in names.sorted() {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count > 1, let size = number(parts[0]), found[size] != nil else { continue }
      if parts.last == "tsr", parts.count == 2 || parts.count == 3 && number(parts[1]) != nil {
        found[size]?.stamps.append(name)
      } else if parts.count == 2, parts[1] == "cosig" {
        found[size]?.cosignatures.append(name)
      }
    }
    if let newest = found.keys.max(), newest > size {
      let text = FileManager.default.contents(atPath: ledger + "/checkpoint").map {
        String(decoding: $0, as: UTF8.self)
      }
      let now = text?.split(separator: "\n").dropFirst().first.flatMap { number(String($0)) } ?? 0
      guard newest <= now else { throw PackError.cutOff(kept: newest, size: now) }
    }
    return found.values.filter { $0.size <= size }.sorted { $0.size < $1.size }
  }

  private static func number(_ text: String) -> UInt64? {
    guard let value = UInt64(text), String(value) == text else { return nil }
    return value
  }
}
