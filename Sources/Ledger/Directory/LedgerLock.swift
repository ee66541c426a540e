import Foundation

/// Holds a ledger's directory for one writer. The system lets go when the process ends, however it ends.
final class LedgerLock {
  private let descriptor: Int32

  init(directory: String) throws(LedgerError) {
    descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: directory, code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .inUse(path: directory)
    }
  }

  deinit { close(descriptor) }
}
