import Foundation

/// Files that only their owner may read, written so that a crash leaves the old state or the new one.
enum Disk {
  static func makeDirectory(_ path: String) throws(VaultError) {
    guard mkdir(path, 0o700) != 0 else { return }
    let code = errno
    var status = stat()
    guard code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .system(call: "mkdir", path: path, code: code)
    }
  }

  /// Durable when it returns. A file of that name is left alone: `VaultError.exists`.
  static func create(_ path: String, _ bytes: [UInt8]) throws(VaultError) {
    let draft = "\(path).\(getpid()).draft"
    unlink(draft)
    do {
      let file = try OpenFile(draft, O_WRONLY | O_CREAT | O_EXCL)
      try file.append(bytes)
      try file.sync()
    }
    defer { unlink(draft) }
    // link, not rename: it fails where a file of that name exists.
    guard link(draft, path) == 0 else {
      let code = errno
      throw code == EEXIST ? .exists(path: path) : .system(call: "link", path: path, code: code)
    }
    try syncDirectory(of: path)
  }

  /// - Parameter length: The only length accepted.
  static func readPrivate(_ path: String, length: Int) throws(VaultError) -> [UInt8] {
    let file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
    let status = try file.status()
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(path: path) }
    guard status.st_uid == geteuid() else { throw .foreignOwner(path: path, owner: status.st_uid) }
    guard status.st_mode & 0o077 == 0 else { throw .openToOthers(path: path, mode: status.st_mode & 0o7777) }
    guard Int(status.st_size) == length else {
      throw .wrongLength(path: path, found: Int(status.st_size), wanted: length)
    }
    let bytes = try file.bytes(at: 0, count: length)
    guard bytes.count == length else { throw .wrongLength(path: path, found: bytes.count, wanted: length) }
    return bytes
  }

  /// Overwrites in place, then unlinks; each step durable before the next.
  static func destroy(_ path: String, noise: [UInt8]) throws(VaultError) {
    let file = try OpenFile(path, O_WRONLY)
    try file.append(noise)
    try file.sync()
    guard unlink(path) == 0 else { throw .system(call: "unlink", path: path, code: errno) }
    try syncDirectory(of: path)
  }

  /// Puts `bytes` in place of what the file held: a crash leaves the old content or the new one.
  static func replace(_ path: String, _ bytes: [UInt8]) throws(VaultError) {
    let draft = "\(path).\(getpid()).draft"
    unlink(draft)
    let file = try OpenFile(draft, O_WRONLY | O_CREAT | O_EXCL)
    try file.append(bytes)
    try file.sync()
    try move(draft, to: path)
  }

  /// Durable when it returns; a file at the new name is replaced.
  static func move(_ path: String, to name: String) throws(VaultError) {
    guard rename(path, name) == 0 else { throw .system(call: "rename", path: path, code: errno) }
    try syncDirectory(of: name)
  }

  /// Removes a directory of plain files. They hold sealed bytes only, so they are cut and unlinked, not overwritten.
  static func removeDirectory(_ path: String) throws(VaultError) {
    guard isThere(path) else { return }
    for name in names(in: path) where name != "." && name != ".." {
      let file = "\(path)/\(name)"
      guard truncate(file, 0) == 0, unlink(file) == 0 else { throw .system(call: "unlink", path: file, code: errno) }
    }
    guard rmdir(path) == 0 else { throw .system(call: "rmdir", path: path, code: errno) }
    try syncDirectory(of: path)
  }

  /// Makes a new or removed name durable.
  static func syncDirectory(of path: String) throws(VaultError) {
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let directory = try OpenFile(parent.isEmpty ? "/" : parent, O_RDONLY | O_DIRECTORY)
    try directory.sync()
  }

  static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// File names, unsorted; empty where the directory does not exist.
  static func names(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }
}
