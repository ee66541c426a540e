import Foundation
import Glibc

/// One engine process at a time in a home. The kernel lets go when the process dies, so a crash leaves nothing behind.
public struct EngineLock: ~Copyable {
  private let descriptor: Int32

  /// - Throws: `HomeError.busy` at once when another process holds it.
  public init(_ home: Home) throws {
    let descriptor = Glibc.open(home.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw HomeError.unwritable(path: home.lock, why: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw HomeError.busy(home.path)
    }
    self.descriptor = descriptor
  }

  deinit { Glibc.close(descriptor) }
}
