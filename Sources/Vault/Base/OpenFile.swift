import Foundation

/// A descriptor that is closed with its last reference. Symbolic links are never followed.
final class OpenFile: Sendable {
  let descriptor: Int32
  let path: String

  init(_ path: String, _ flags: Int32) throws(VaultError) {
    descriptor = open(path, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
    self.path = path
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw .missing(path: path)
      case EEXIST: throw .exists(path: path)
      case ELOOP: throw .symbolicLink(path: path)
      case let code: throw .system(call: "open", path: path, code: code)
      }
    }
  }

  deinit { close(descriptor) }

  func status() throws(VaultError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(call: "fstat", path: path, code: errno) }
    return status
  }

  func size() throws(VaultError) -> Int { Int(try status().st_size) }

  func append(_ bytes: [UInt8]) throws(VaultError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(call: "write", path: path, code: errno)
      }
      written += count
    }
  }

  /// Up to `count` bytes; fewer only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(VaultError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    guard failure == 0 else { throw .system(call: "read", path: path, code: failure) }
    return bytes
  }

  func sync() throws(VaultError) {
    guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, code: errno) }
  }

  func cut(to size: Int) throws(VaultError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .system(call: "ftruncate", path: path, code: errno) }
    try sync()
  }

  func moveToEnd() throws(VaultError) {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw .system(call: "lseek", path: path, code: errno) }
  }

  /// Held until the descriptor closes; `false` where another holder has it.
  func lock() throws(VaultError) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK else { throw .system(call: "flock", path: path, code: errno) }
    return false
  }
}
