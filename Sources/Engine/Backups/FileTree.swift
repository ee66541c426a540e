import Crypto
import Foundation
import Glibc

/// Files below a folder: listed, copied, synced. Nothing is followed that is not a plain file or a folder.
enum FileTree {
  /// Paths of the plain files below `root`, relative and sorted.
  /// - Throws: `BackupError.oddFile` for a symbolic link, a socket or another thing that a backup must not hold.
  static func files(below root: String) throws -> [String] {
    let items = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
    return try items.sorted().filter { path in
      switch try kind(of: "\(root)/\(path)") {
      case S_IFREG: return true
      case S_IFDIR: return false
      case _: throw BackupError.oddFile("\(root)/\(path)")
      }
    }
  }

  static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func isEmptyFolder(_ path: String) -> Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw HomeError.unwritable(path: path, why: "the folder cannot be made; is the one above it writable?") }
  }

  /// Copies one file, 0600 and synced. - Returns: SHA-256 of the bytes read, in hexadecimal.
  @discardableResult
  static func copy(_ source: String, to target: String) throws -> String {
    try makeFolder((target as NSString).deletingLastPathComponent)
    let reading = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard reading >= 0 else { throw failed(source) }
    let from = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    let to = try create(target)
    var hash = SHA256()
    while let piece = try from.read(upToCount: 1 << 20), !piece.isEmpty {
      hash.update(data: piece)
      try to.write(contentsOf: piece)
    }
    try to.synchronize()
    try to.close()
    return ApprovalText.hex(Array(hash.finalize()))
  }

  static func write(_ text: String, to path: String) throws {
    let handle = try create(path)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.synchronize()
    try handle.close()
  }

  static func digest(_ path: String) throws -> String { ApprovalText.hex(try PlanDigest.ofFile(path)) }

  /// Makes every name below `root` durable, and `root` itself.
  static func syncFolders(below root: String) throws {
    let items = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
    for path in [root] + items.map({ "\(root)/\($0)" }) where try kind(of: path) == S_IFDIR { try sync(path) }
  }

  /// Gives `draft` its final name; until then nobody takes it for what it will be.
  static func publish(_ draft: String, as path: String) throws {
    try syncFolders(below: draft)
    guard rename(draft, path) == 0 else { throw failed(path) }
    try sync(parent(of: path))
  }

  static func parent(of path: String) -> String {
    let parent = (path as NSString).deletingLastPathComponent
    return parent.isEmpty ? "." : parent
  }

  static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failed(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failed(path) }
  }

  private static func create(_ path: String) throws -> FileHandle {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failed(path) }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private static func kind(of path: String) throws -> UInt32 {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw failed(path) }
    return status.st_mode & S_IFMT
  }

  private static func failed(_ path: String) -> HomeError {
    .unwritable(path: path, why: String(cString: strerror(errno)))
  }
}
