import Crypto
import Foundation

/// A file for its owner alone (0600) that has its name only once it is whole.
final class OutFile {
  private let path: String
  private let draft: String
  private let force: Bool
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var hasher = SHA256()
  private var isPublished = false

  init(_ path: String, force: Bool) throws(ResolveError) {
    if !force, access(path, F_OK) == 0 { throw .exists(path: path) }
    self.path = path
    self.force = force
    draft = path + ".\(UInt32.random(in: 0 ... .max)).new"
    descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
    if !isPublished { unlink(draft) }
  }

  /// SHA-256 in hexadecimal of all that was written.
  var digest: String { hasher.finalize().map { String(format: "%02x", $0) }.joined() }

  func write(_ bytes: [UInt8]) throws(ResolveError) {
    hasher.update(data: bytes)
    pending.append(contentsOf: bytes)
    if pending.count > 1 << 18 { try flush() }
  }

  /// Gives the file its name; without `force`, only if nothing has it.
  func publish() throws(ResolveError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw .unwritable(path: path, code: errno) }
    if force {
      guard rename(draft, path) == 0 else { throw .unwritable(path: path, code: errno) }
    } else {
      guard link(draft, path) == 0 else {
        throw errno == EEXIST ? .exists(path: path) : .unwritable(path: path, code: errno)
      }
      unlink(draft)
    }
    isPublished = true
  }

  private func flush() throws(ResolveError) {
    var written = 0
    while written < pending.count {
      let count = pending.withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(path: path, code: errno) }
      written += count
    }
    pending.removeAll(keepingCapacity: true)
  }
}
