import Foundation
import Glibc

/// The file that says: this home came out of a backup, and nobody has decided yet how to go on.
struct RestoreMark {
  let path: String

  init(_ home: Home) { path = home.path + "/restored" }

  /// - Returns: when the backup was made, in words; `nil` without a mark.
  func read() throws -> String? {
    guard FileTree.isThere(path) else { return nil }
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let first = text.split(separator: "\n").first.map(String.init) ?? ""
    return first.isEmpty ? "at an unknown time" : first
  }

  func remove() throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw HomeError.unwritable(path: path, why: String(cString: strerror(errno)))
    }
    try FileTree.sync(FileTree.parent(of: path))
  }
}
