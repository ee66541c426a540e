import Ledger

/// A log in the file `logs`: lines with a vkey each; a line that starts with `#`, or an empty one, says nothing.
struct KnownLog: Hashable, Sendable {
  /// The name of its keys.
  let origin: String
  var keys: [VerifierKey]

  /// Byte for byte: Swift holds texts for equal that differ in their spelling.
  func isOf(_ origin: String) -> Bool { self.origin.utf8.elementsEqual(origin.utf8) }

  static func parse(_ bytes: [UInt8], path: String) throws(WitnessError) -> [KnownLog] {
    var logs: [KnownLog] = []
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let key: VerifierKey
      do throws(NoteError) { key = try VerifierKey(String(decoding: line, as: UTF8.self)) } catch {
        throw .badLog(path: path, line: number + 1, what: "\(error)")
      }
      if let at = logs.firstIndex(where: { $0.isOf(key.name) }) {
        if !logs[at].keys.contains(key) { logs[at].keys.append(key) }
      } else {
        logs.append(KnownLog(origin: key.name, keys: [key]))
      }
    }
    return logs
  }
}
