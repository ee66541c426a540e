import Foundation

/// Where programs are looked for: folders, as in PATH.
struct ToolPath: Sendable {
  let folders: [String]

  static var system: ToolPath {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ToolPath(folders: path.split(separator: ":").map(String.init))
  }

  func find(_ name: String) throws(SealFault) -> String {
    let paths = folders.map { "\($0)/\(name)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { throw .toolMissing(name: name) }
    return path
  }
}
