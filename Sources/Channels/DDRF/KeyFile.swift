import Foundation
import Glibc

/// A new file for a private key: only its owner reads it, from its first byte on, and nothing is overwritten.
public enum KeyFile {
  /// - Throws: `KeyFileError`.
  public static func create(_ path: String, _ text: String) throws(KeyFileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw KeyFileError(path: path, code: errno) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw KeyFileError(path: path, code: errno)
    }
  }
}

public struct KeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let code: Int32

  public var description: String {
    "the key file \(path) could not be written: \(String(cString: strerror(code))); no key was made"
  }
}
