import Foundation
import Glibc
import Ledger
import Store

/// The newest checkpoint of each ledger, kept outside the home: without it a home that was restored as a whole looks
/// like any other.
///
/// Shape: `<folder>/<deployment>/<matter>`, each the signed checkpoint as it stood in the ledger, so that
/// `ledger verify --against` takes it too.
public struct Memory: Sendable {
  public let folder: String
  /// Whether the settings name the folder: then a note that cannot be written ends the run.
  public let isDemanded: Bool

  public init(folder: String, isDemanded: Bool = true) {
    self.folder = folder
    self.isDemanded = isDemanded
  }

  /// Where this installation's memory is. A rehearsal has none unless its settings name one.
  public static func of(
    _ settings: Settings, deployment: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Memory? {
    if let path = settings.memory { return Memory(folder: path + "/" + deployment) }
    if settings.allowsLoopback { return nil }
    let base = environment["XDG_STATE_HOME"] ?? environment["HOME"].map { $0 + "/.local/state" }
    return base.map { Memory(folder: $0 + "/expunge/" + deployment, isDemanded: false) }
  }

  public struct Note: Sendable {
    public var checkpoint: Checkpoint
    /// When it was noted.
    public var at: LedgerTime
  }

  /// - Throws: when something is noted that cannot be read; a missing note is `nil`.
  public func note(of matter: String) throws -> Note? {
    let path = folder + "/" + matter
    guard FileTree.isThere(path) else { return nil }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    return Note(checkpoint: try Checkpoint(parsing: bytes), at: LedgerTime(date ?? Date(timeIntervalSince1970: 0)))
  }

  /// Durable when it returns.
  /// - Throws: only where the settings name the folder; `doctor` tells of a default folder that cannot be written.
  public func remember(_ checkpoint: Checkpoint, of matter: String) throws {
    do { try write(checkpoint, of: matter) } catch {
      if isDemanded { throw error }
    }
  }

  func write(_ checkpoint: Checkpoint, of matter: String) throws {
    try FileTree.makeFolder(folder)
    let (path, draft) = (folder + "/" + matter, folder + "/." + matter + ".new")
    unlink(draft)
    try FileTree.write(String(decoding: checkpoint.bytes, as: UTF8.self), to: draft)
    guard rename(draft, path) == 0 else {
      throw HomeError.unwritable(path: path, why: String(cString: strerror(errno)))
    }
    try FileTree.sync(folder)
  }

  /// After a person's decision: the note that the home fell behind stays as evidence under another name.
  func setAside(_ matter: String, at time: LedgerTime) throws {
    guard let note = try note(of: matter) else { return }
    let path = "\(folder)/\(matter).left-\(note.checkpoint.size)-\(time.seconds)"
    guard rename(folder + "/" + matter, path) == 0 else {
      throw HomeError.unwritable(path: path, why: String(cString: strerror(errno)))
    }
    try FileTree.sync(folder)
  }
}

extension Installation {
  /// - Throws: a mistake in the settings.
  public func memory() throws -> Memory? {
    Memory.of(try settings(), deployment: try store.read { try $0.deployment() })
  }
}
