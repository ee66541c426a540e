/// One thing done on a file server.
public enum FileTask: Sendable, Withheld {
  /// Writes the whole file beside its place and renames it there when all of it has arrived. Never resumed: a repeat
  /// begins anew. Servers as common as OpenSSH refuse to rename onto a file that is there already.
  case put([UInt8], at: RemotePath)
  case get(RemotePath)
  /// The names in a folder.
  case list(RemotePath)
  case rename(RemotePath, to: RemotePath)
  case remove(RemotePath)

  public var outline: String {
    switch self {
    case .put(let bytes, _): "put of \(bytes.count) bytes"
    case .get: "get"
    case .list: "list"
    case .rename: "rename"
    case .remove: "remove"
    }
  }

  /// The folder whose address libcurl is given where only commands are run.
  var place: String {
    switch self {
    case .put(_, let path): path.partial
    case .get(let path): path.text
    case .list(let folder): folder.text + "/"
    case .rename(let path, _), .remove(let path): path.folder == "/" ? "/" : path.folder + "/"
    }
  }

  /// SFTP commands for before and after the transfer. Paths hold no character that would need quoting.
  var commands: (before: [String], after: [String]) {
    switch self {
    case .put(_, let path): ([], ["rename \(path.partial) \(path.text)"])
    case .get, .list: ([], [])
    case .rename(let path, let new): (["rename \(path.text) \(new.text)"], [])
    case .remove(let path): (["rm \(path.text)"], [])
    }
  }
}

/// A transfer that ended well. `bytes` hold personal data: whoever keeps them seals them.
public struct FileAnswer: Sendable, Withheld {
  /// Of a file or listing that was fetched; empty otherwise.
  public var bytes: [UInt8] = []
  /// Seconds since 1970 by the server's clock, where it told.
  public var modified: Int?
  /// The key that the server showed, `SHA256:...`.
  public var hostKey = ""
  public var peerAddress = ""

  public init() {}

  /// The names of a listing. What a server calls a file is not trusted to be one: names with a slash are dropped.
  public var names: [String] {
    bytes.split(separator: 0x0a).compactMap { line in
      let name = String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self)
      return name == "." || name == ".." || name.contains("/") || name.isEmpty ? nil : name
    }
  }

  public var outline: String { "\(bytes.count) bytes in" }
}

/// Exactly one of these ends every file transfer. A `put` that failed is `notSent` as long as its file cannot stand
/// under its name: bytes of a temporary file may have left.
public typealias FileResult = Result<FileAnswer, TransferFailure>
