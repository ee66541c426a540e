import Foundation

/// Why nothing was resolved. Names files and formats, never what stands in a line.
public enum ResolveError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(path: String)
  case unreadable(path: String, code: Int32)
  case truncatedArchive(path: String)
  case brokenArchive(path: String)
  case unusable(path: String, format: String, lines: Int)
  case columnsUnknown(path: String)
  case exists(path: String)
  case unwritable(path: String, code: Int32)
  case tooManySubjects(Int)
  case rule(String)

  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such log"
    case .unreadable(let path, let code): "\(path): cannot be read: \(String(cString: strerror(code)))"
    case .truncatedArchive(let path):
      "\(path): the gzip file ends too early. Nothing was written; fetch the log again and run the command again"
    case .brokenArchive(let path):
      "\(path): is damaged, or something other than gzip follows in it. Nothing was written; check it with `gzip -t`"
    case .unusable(let path, let format, let lines):
      "\(path): none of \(lines) lines could be read as \(format). Name the format with --format, or the fields with --map"
    case .columnsUnknown(let path):
      "\(path): the first line names no column that is known. Name the columns with --map, such as --map ip=client"
    case .exists(let path): "\(path): exists already and was left as it is; choose another name, or add --force"
    case .unwritable(let path, let code): "\(path): cannot be written: \(String(cString: strerror(code)))"
    case .tooManySubjects(let count):
      "\(count) subjects are more than one file can resolve; split it below 2,000,000,000"
    case .rule(let text): text
    }
  }
}
