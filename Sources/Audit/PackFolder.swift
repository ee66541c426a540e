import Crypto
import Foundation

/// A folder in the making: files go into a sibling of the destination, which takes its place only when all is there.
///
/// Modes do not depend on the caller's umask, and nothing depends on the clock, so the same ledger gives the same pack.
final class PackFolder {
  enum Privacy {
    case shared
    /// Holds personal data: for its owner's eyes.
    case personal

    var file: mode_t { self == .shared ? 0o644 : 0o600 }
    var program: mode_t { self == .shared ? 0o755 : 0o700 }
  }

  private let destination: String
  private let temporary: String
  private let privacy: Privacy
  private var sums: [(path: String, digest: String)] = []
  private var isFinished = false
  private(set) var byteCount: UInt64 = 0

  /// - Throws: ``PackError/notEmpty(path:)`` where something is at the destination.
  init(_ destination: String, privacy: Privacy = .shared) throws {
    let url = URL(fileURLWithPath: destination).standardizedFileURL
    self.destination = url.path
    self.privacy = privacy
    let files = FileManager.default
    if files.fileExists(atPath: url.path) {
      guard try files.contentsOfDirectory(atPath: url.path).isEmpty else { throw PackError.notEmpty(path: destination) }
    }
    let parent = url.deletingLastPathComponent()
    try files.createDirectory(at: parent, withIntermediateDirectories: true)
    temporary = parent.path + "/.\(url.lastPathComponent).\(getpid())-\(UInt32.random(in: 0 ... .max)).partial"
    try Self.makeDirectory(temporary, mode: privacy.program)
  }

  deinit {
    if !isFinished { try? FileManager.default.removeItem(atPath: temporary) }
  }

  func put(_ bytes: [UInt8], _ path: String, isProgram: Bool = false) throws {
    let file = try open(path, isProgram: isProgram)
    try file.write(bytes)
    try close(file)
  }

  func copy(_ source: String, to path: String) throws {
    let reading = Glibc.open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard reading >= 0 else { throw PackError.missing(path: path) }
    defer { Glibc.close(reading) }
    let file = try open(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = read(reading, &buffer, buffer.count)
      guard got >= 0 else { throw PackError.system(call: "read", path: source, code: errno) }
      if got == 0 { break }
      try file.write(buffer[..<got])
    }
    try close(file)
  }

  /// A file that is written piece by piece; to be handed back to ``close(_:)``.
  func open(_ path: String, isProgram: Bool = false) throws -> PackFile {
    var folder = temporary
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if !FileManager.default.fileExists(atPath: folder) { try Self.makeDirectory(folder, mode: privacy.program) }
    }
    return try PackFile(
      path, at: temporary + "/" + path, mode: isProgram ? privacy.program : privacy.file)
  }

  func close(_ file: PackFile) throws {
    sums.append((file.path, try file.finish()))
    byteCount += file.byteCount
  }

  /// Writes SHA256SUMS, makes all of it durable and puts the folder in its place.
  /// - Returns: how many files there are.
  func finish() throws -> Int {
    var lines: [UInt8] = []
    for (path, digest) in sums.sorted(by: { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }) {
      lines += Array("\(digest)  \(path)\n".utf8)
    }
    try put(lines, PackSums.path)
    sync()
    guard rename(temporary, destination) == 0 else {
      if errno == ENOTEMPTY || errno == EEXIST { throw PackError.notEmpty(path: destination) }
      throw PackError.system(call: "rename", path: destination, code: errno)
    }
    isFinished = true
    return sums.count
  }

  private static func makeDirectory(_ path: String, mode: mode_t) throws {
    guard mkdir(path, 0o700) == 0, chmod(path, mode) == 0 else {
      throw PackError.system(call: "mkdir", path: path, code: errno)
    }
  }
}

/// One file of a pack, hashed while it is written.
final class PackFile {
  let path: String
  private let handle: FileHandle
  private var hasher = SHA256()
  private var pending: [UInt8] = []
  private(set) var byteCount: UInt64 = 0

  fileprivate init(_ path: String, at place: String, mode: mode_t) throws {
    self.path = path
    let descriptor = Glibc.open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0, fchmod(descriptor, mode) == 0 else {
      throw PackError.system(call: "open", path: path, code: errno)
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  func write(_ bytes: some Collection<UInt8>) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= 1 << 18 { try flush() }
  }

  fileprivate func finish() throws -> String {
    try flush()
    try handle.close()
    return hasher.finalize().hex
  }

  private func flush() throws {
    byteCount += UInt64(pending.count)
    hasher.update(data: pending)
    try handle.write(contentsOf: pending)
    pending.removeAll(keepingCapacity: true)
  }
}

extension Sequence<UInt8> {
  var hex: String {
    String(decoding: flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] }, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
