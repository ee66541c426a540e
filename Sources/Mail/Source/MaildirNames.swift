import Foundation

/// The mails of a Maildir in order of their names, each once, even when other programs move them from `new` to `cur` or
/// change their flags meanwhile: what had moved when its turn came is looked for again at the end.
struct MaildirNames {
  private let path: String
  private var waiting: [(name: String, path: String)] = []
  private var read: Set<String> = []
  private var rounds = 0

  init?(_ path: String) {
    self.path = path
    guard MaildirNames.isFolder(path + "/new"), MaildirNames.isFolder(path + "/cur") else { return nil }
  }

  mutating func next() throws(MailFileFault) -> (name: String, path: String)? {
    if waiting.isEmpty && rounds < 4 {
      rounds += 1
      try look()
    }
    return waiting.popLast()
  }

  mutating func wasRead(_ name: String) { read.insert(name) }

  private mutating func look() throws(MailFileFault) {
    var found: [String: String] = [:]
    for folder in ["new", "cur"] {
      for file in try MaildirNames.files(path + "/" + folder) {
        let name = String(file.prefix { $0 != ":" })
        if !read.contains(name) { found[name] = "\(path)/\(folder)/\(file)" }
      }
    }
    waiting = found.sorted { $0.key > $1.key }.map { (name: $0.key, path: $0.value) }
  }

  private static func files(_ folder: String) throws(MailFileFault) -> [String] {
    guard let listing = opendir(folder) else { throw .unreadable(folder, system: errno) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
