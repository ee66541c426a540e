import Foundation
import Ledger

/// The leaf hashes of a planned wave, kept beside the ledger until the wave is sent.
struct PlannedSet {
  private let handle: FileHandle

  init(creating path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw HomeError.unwritable(path: path, why: "the subject set cannot be written here") }
    self.handle = handle
  }

  func append(_ leaves: [LedgerHash]) throws {
    var bytes = Data(capacity: leaves.count * LedgerHash.byteCount)
    for leaf in leaves { leaf.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    try handle.write(contentsOf: bytes)
  }

  func finish() throws {
    try handle.synchronize()
    try handle.close()
  }

  static func leaves(at path: String) throws -> [LedgerHash] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    guard bytes.count % LedgerHash.byteCount == 0 else {
      throw HomeError.unwritable(path: path, why: "the subject set is damaged; plan the wave again")
    }
    return stride(from: 0, to: bytes.count, by: LedgerHash.byteCount).compactMap {
      LedgerHash(bytes[$0..<$0 + LedgerHash.byteCount])
    }
  }
}
