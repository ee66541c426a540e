import Foundation

/// Files below a witness's folder: durable writes, whole reads. Paths are relative.
struct WitnessFiles: Sendable {
  private static let temporarySuffix = ".new"
  let root: String

  func absolute(_ path: String) -> String { path.isEmpty ? root : root + "/" + path }

  /// Nil where there is no such file.
  func readIfPresent(_ path: String) throws(WitnessError) -> (bytes: [UInt8], mode: mode_t)? {
    let descriptor = open(absolute(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failed("open", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failed("stat", path) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let got = Foundation.read(descriptor, &chunk, chunk.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw failed("read", path) }
      if got == 0 { return (bytes, status.st_mode & 0o777) }
      bytes += chunk[..<got]
    }
  }

  /// A reader sees the old bytes or the new ones, and after the return the new ones survive a power cut.
  func replace(_ path: String, with bytes: [UInt8]) throws(WitnessError) {
    let new = path + Self.temporarySuffix
    try write(bytes, to: new)
    guard rename(absolute(new), absolute(path)) == 0 else { throw failed("rename", path) }
    try sync(Self.folder(of: path))
  }

  /// - Throws: ``WitnessError/alreadyExists(path:)``; a file that is there is never touched.
  func create(_ path: String, with bytes: [UInt8]) throws(WitnessError) {
    let new = path + Self.temporarySuffix
    try write(bytes, to: new)
    let linked = link(absolute(new), absolute(path))
    let code = errno
    unlink(absolute(new))
    guard linked == 0 else {
      if code == EEXIST { throw .alreadyExists(path: absolute(path)) }
      throw .system(call: "link", path: absolute(path), code: code)
    }
    try sync(Self.folder(of: path))
  }

  func makeFolder(_ path: String) throws(WitnessError) {
    guard mkdir(absolute(path), 0o700) == 0 else {
      if errno == EEXIST { return }
      throw failed("mkdir", path)
    }
    try sync(Self.folder(of: path))
  }

  /// Names, sorted; what a crash left of a write is not among them.
  func names(in path: String) throws(WitnessError) -> [String] {
    guard let handle = opendir(absolute(path)) else { throw failed("opendir", path) }
    defer { closedir(handle) }
    var names: [String] = []
    while let item = readdir(handle) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != "..", !name.hasSuffix(Self.temporarySuffix) { names.append(name) }
    }
    return names.sorted()
  }

  private func write(_ bytes: [UInt8], to path: String) throws(WitnessError) {
    let descriptor = open(absolute(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failed("open", path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let put = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw failed("write", path) }
      rest = rest.dropFirst(put)
    }
    guard fsync(descriptor) == 0 else { throw failed("fsync", path) }
  }

  private func sync(_ path: String) throws(WitnessError) {
    let descriptor = open(absolute(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failed("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failed("fsync", path) }
  }

  private func failed(_ call: String, _ path: String) -> WitnessError {
    .system(call: call, path: absolute(path), code: errno)
  }

  private static func folder(of path: String) -> String {
    guard !path.isEmpty else { return ".." }
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

/// Held until it is let go of, or the process ends, however it ends.
final class WitnessLock: Sendable {
  private let descriptor: Int32

  /// - Parameter waits: Whether to wait for another holder; otherwise that is ``WitnessError/inUse(path:)``.
  init(_ path: String, waits: Bool) throws(WitnessError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(descriptor)
      throw code == EWOULDBLOCK ? .inUse(path: path) : .system(call: "flock", path: path, code: code)
    }
  }

  deinit { close(descriptor) }
}
