import Foundation

/// Files below one ledger's directory: durable writes, whole reads. Paths are relative.
struct LedgerFiles: Sendable {
  let root: String

  func absolute(_ path: String) -> String { path.isEmpty ? root : root + "/" + path }

  func read(_ path: String) throws(LedgerError) -> [UInt8] {
    guard let bytes = try readIfPresent(path) else { throw .system(call: "open", path: path, code: ENOENT) }
    return bytes
  }

  /// Nil where there is no such file.
  func readIfPresent(_ path: String) throws(LedgerError) -> [UInt8]? {
    try read(path) { size, fill in
      [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        fill(UnsafeMutableRawBufferPointer(buffer))
        count = size
      }
    }
  }

  /// Nil where there is no such file.
  func readPinnedIfPresent(_ path: String) throws(LedgerError) -> PinnedBytes? {
    try read(path) { size, fill in PinnedBytes(count: size, fill: fill) }
  }

  /// - Parameter make: Gets the file's size, makes room and has it filled.
  private func read<Bytes>(
    _ path: String, into make: (Int, (UnsafeMutableRawBufferPointer) -> Void) -> Bytes
  ) throws(LedgerError) -> Bytes? {
    let descriptor = open(absolute(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(call: "open", path: path, code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(call: "stat", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged(path: path, what: "it is not a regular file") }
    let size = Int(status.st_size)
    var filled = 0
    var code: Int32 = 0
    let bytes = make(size) { buffer in
      while filled < size {
        let got = Foundation.read(descriptor, buffer.baseAddress.map { $0 + filled }, size - filled)
        if got < 0, errno == EINTR { continue }
        if got <= 0 {
          code = got < 0 ? errno : EIO
          break
        }
        filled += got
      }
    }
    guard filled == size else { throw .system(call: "read", path: path, code: code) }
    return bytes
  }

  func write(_ bytes: [UInt8], to path: String, syncing: Bool = false) throws(LedgerError) {
    let descriptor = open(absolute(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let put = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw .system(call: "write", path: path, code: errno) }
      rest = rest.dropFirst(put)
    }
    guard !syncing || fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, code: errno) }
  }

  /// A reader sees the old bytes or the new ones, whatever happens in between.
  func replace(_ path: String, with bytes: [UInt8], afterWriting: () throws -> Void = {}) throws {
    try write(bytes, to: path + LedgerFiles.temporarySuffix, syncing: true)
    try afterWriting()
    guard rename(absolute(path + LedgerFiles.temporarySuffix), absolute(path)) == 0 else {
      throw LedgerError.system(call: "rename", path: path, code: errno)
    }
    try sync(directoryOf(path))
  }

  static let temporarySuffix = ".new"

  func sync(_ path: String) throws(LedgerError) {
    let descriptor = open(absolute(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, code: errno) }
  }

  /// Creates `path` and its parents; returns the directories that got a new name in them.
  func makeDirectory(_ path: String) throws(LedgerError) -> [String] {
    if mkdir(absolute(path), 0o755) == 0 { return [directoryOf(path)] }
    if errno == EEXIST { return [] }
    guard errno == ENOENT, !path.isEmpty else { throw .system(call: "mkdir", path: path, code: errno) }
    let changed = try makeDirectory(directoryOf(path))
    guard mkdir(absolute(path), 0o755) == 0 || errno == EEXIST else {
      throw .system(call: "mkdir", path: path, code: errno)
    }
    return changed + [directoryOf(path)]
  }

  func remove(_ path: String) throws(LedgerError) {
    guard Foundation.remove(absolute(path)) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw .system(call: "remove", path: path, code: errno)
    }
  }

  /// Names and whether each is a directory, sorted; empty where there is no such directory.
  func list(_ path: String) throws(LedgerError) -> [(name: String, isDirectory: Bool)] {
    guard let handle = opendir(absolute(path)) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw .system(call: "opendir", path: path, code: errno)
    }
    defer { closedir(handle) }
    var names: [(name: String, isDirectory: Bool)] = []
    while let item = readdir(handle) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      guard name != ".", name != ".." else { continue }
      names.append((name, try isDirectory(item.pointee.d_type, path.isEmpty ? name : path + "/" + name)))
    }
    return names.sorted { $0.name < $1.name }
  }

  /// - Parameter type: What the directory says; some file systems leave it open.
  private func isDirectory(_ type: UInt8, _ path: String) throws(LedgerError) -> Bool {
    if type != DT_UNKNOWN { return type == DT_DIR }
    var status = stat()
    guard lstat(absolute(path), &status) == 0 else { throw .system(call: "stat", path: path, code: errno) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  func directoryOf(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
