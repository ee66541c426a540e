import Foundation
import Glibc

/// A file that only its owner can read.
enum SecretFile {
  static func read(_ path: String) throws(SecretFault) -> [UInt8] {
    // Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw errno == ELOOP ? .link : .unreadable }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
    guard facts.st_mode & 0o077 == 0, facts.st_uid == geteuid() || facts.st_uid == 0 else { throw .exposed }
    guard facts.st_size <= SecretBook.sizeLimit else { throw .tooLarge }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .unreadable }
    return try SecretFile.trimmed(Array(bytes.prefix(count)))
  }

  /// Editors and programs end a file with a newline that is no part of the secret.
  static func trimmed(_ bytes: [UInt8]) throws(SecretFault) -> [UInt8] {
    var bytes = bytes
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty else { throw .empty }
    return bytes
  }
}

/// A program that prints a secret: no shell, no arguments, ten seconds.
enum SecretProgram {
  static func run(_ path: String) throws(SecretFault) -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch { throw .unreadable }
    let read = Collected()
    let reader = Thread { read.fill(from: output.fileHandleForReading) }
    reader.start()
    let deadline = DispatchTime.now() + 10
    let bytes = read.wait(until: deadline)
    // What was read decides first: a program that says too much waits for a reader that has left.
    guard bytes.map({ $0.count <= SecretBook.sizeLimit }) ?? true else {
      process.terminate()
      throw .tooLarge
    }
    guard let bytes, ended.wait(timeout: deadline) == .success else {
      process.terminate()
      throw .hung
    }
    guard process.terminationStatus == 0 else { throw .failed(process.terminationStatus) }
    return try SecretFile.trimmed(bytes)
  }

  /// Reads beside the wait, so that a talkative program cannot block on a full pipe.
  private final class Collected: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var bytes: [UInt8] = []

    func fill(from handle: FileHandle) {
      bytes = Array((try? handle.read(upToCount: SecretBook.sizeLimit + 1)) ?? Data())
      done.signal()
    }

    /// `nil` when the other end was still open then: the program, or one that it left behind.
    func wait(until deadline: DispatchTime) -> [UInt8]? {
      done.wait(timeout: deadline) == .success ? bytes : nil
    }
  }
}
