import ArgumentParser
import Engine
import Foundation

/// Where a rehearsal's home lies. Only a folder that an earlier drill made is ever replaced.
struct DrillPlace {
  var home: String?
  var keep: Bool

  private static let mark = "this-is-a-drill"

  func prepare() throws -> Home {
    let files = FileManager.default
    var path = URL(fileURLWithPath: home ?? ".expunge-drill").standardizedFileURL.path
    if files.fileExists(atPath: path) {
      if keep {
        path = try free(path)
      } else {
        guard files.fileExists(atPath: path + "/" + DrillPlace.mark) else {
          throw ValidationError("\(path) exists and is no drill's home; name another --home.")
        }
        try files.removeItem(atPath: path)
      }
    }
    try files.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try "Made by `expunge drill`; the next drill replaces it.\n"
      .write(toFile: path + "/" + DrillPlace.mark, atomically: true, encoding: .utf8)
    return Home(path)
  }

  private func free(_ path: String) throws -> String {
    for number in 2...9999 where !FileManager.default.fileExists(atPath: "\(path)-\(number)") {
      return "\(path)-\(number)"
    }
    throw ValidationError("There are too many drills beside \(path); remove some.")
  }
}
