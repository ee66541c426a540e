import Foundation

/// Why a subject file cannot be read at all. What is wrong inside it is told as `Mistakes`.
public enum SubjectFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(path: String)
  case notARegularFile(path: String)
  case unreadable(path: String, code: Int32)
  /// The file is not the one that was checked; nothing read from it counts.
  case changed(path: String)

  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .notARegularFile(let path):
      "\(path): is not a regular file. It is read twice, so it cannot be a directory or a pipe"
    case .unreadable(let path, let code): "\(path): cannot be read: \(String(cString: strerror(code)))"
    case .changed(let path): "\(path): was changed while it was read. Nothing was taken in; run the command again"
    }
  }
}
