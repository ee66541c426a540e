/// A path on a partner's file server: absolute, or from the log-in folder as `/~/folder/name`.
///
/// libcurl puts it into an address and into commands such as `rename`. So only characters that mean themselves in both
/// are taken: letters, digits and `. _ - + = @ , ~`, with single slashes and no `.` or `..` between them.
public struct RemotePath: Hashable, Sendable, Withheld {
  public let text: String

  /// - Throws: `RemotePathFault`, which names the rule and not the path.
  public init(_ text: String) throws(RemotePathFault) {
    guard text.utf8.first == 0x2f else { throw .notAbsolute }
    guard text.utf8.count <= 1000 else { throw .tooLong }
    for part in text.utf8.dropFirst().split(separator: 0x2f, omittingEmptySubsequences: false) {
      guard !part.isEmpty, !part.elementsEqual([0x2e]), !part.elementsEqual([0x2e, 0x2e]) else { throw .emptyPart }
      guard part.allSatisfy(isPathByte) else { throw .character }
    }
    self.text = text
  }

  public var folder: String {
    let end = text.lastIndex(of: "/") ?? text.startIndex
    return end == text.startIndex ? "/" : String(text[..<end])
  }

  public var name: String { text.split(separator: "/").last.map(String.init) ?? "" }

  /// Where a file stands while it is written: beside its place, with a leading dot, so that whoever looks for names
  /// such as `*.csv` does not find half a file.
  public var partial: String { (folder == "/" ? "" : folder) + "/." + name + ".part" }

  public var outline: String { "path of \(text.utf8.count) bytes" }
}

public enum RemotePathFault: Error, Hashable, Sendable, CustomStringConvertible {
  case notAbsolute, tooLong, emptyPart, character

  public var description: String {
    switch self {
    case .notAbsolute: "The path must begin with '/'; '/~/' is the log-in folder."
    case .tooLong: "The path is longer than 1000 bytes."
    case .emptyPart: "The path must not hold '//', '.', '..' or a slash at its end."
    case .character: "The path may hold letters, digits and . _ - + = @ , ~ only."
    }
  }
}

private func isPathByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2c, 0x2d, 0x2e, 0x3d, 0x40, 0x5f, 0x7e: true
  case _: false
  }
}
