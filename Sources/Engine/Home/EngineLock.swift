import Foundation
import Glibc

/// One engine process at a time in a home. The kernel lets go when the process dies, so a crash leaves nothing behind.
public final class EngineLock: Sendable {
  private let descriptor: Int32

  /// - Parameter waiting: true waits until the other process ends.
  /// - Throws: `HomeError.busy` at once when another process holds it, unless `waiting`.
  public init(_ home: Home, waiting: Bool = false) throws {
    let descriptor = Glibc.open(home.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw HomeError.unwritable(path: home.lock, why: String(cString: strerror(errno)))
    }
    guard flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw HomeError.busy(home.path)
    }
    self.descriptor = descriptor
  }

  deinit { Glibc.close(descriptor) }
}
