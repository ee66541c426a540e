import Foundation

/// The files of one append: written one by one, made durable together.
struct TileBatch {
  /// Files synced at a time: the file system commits what arrives together once, and the disk flushes once.
  private static let lanes = 32

  private let files: LedgerFiles
  private var written: [String] = []
  private var directories: Set<String> = []

  init(files: LedgerFiles) { self.files = files }

  mutating func write(_ tile: Tile, _ bytes: [UInt8]) throws {
    let path = tile.path
    let directory = files.directoryOf(path)
    if directories.insert(directory).inserted { directories.formUnion(try files.makeDirectory(directory)) }
    try files.write(bytes, to: path)
    written.append(path)
  }

  /// Files and their names together: a name whose bytes a crash lost is beyond the checkpoint, where the next start
  /// removes it.
  func sync() throws {
    try Self.sync(written + directories.sorted(), in: files)
  }

  private static func sync(_ paths: [String], in files: LedgerFiles) throws {
    let failure = FirstFailure()
    let group = DispatchGroup()
    for lane in 0..<min(lanes, paths.count) {
      group.enter()
      Thread.detachNewThread {
        defer { group.leave() }
        do {
          for at in stride(from: lane, to: paths.count, by: lanes) { try files.sync(paths[at]) }
        } catch { failure.note(error) }
      }
    }
    group.wait()
    if let error = failure.error { throw error }
  }
}

/// Unchecked: the lock guards the only field.
private final class FirstFailure: @unchecked Sendable {
  private let lock = NSLock()
  private var first: (any Error)?

  func note(_ error: any Error) { lock.withLock { first = first ?? error } }
  var error: (any Error)? { lock.withLock { first } }
}
