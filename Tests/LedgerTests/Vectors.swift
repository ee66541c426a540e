import Foundation

/// Foreign test vectors beside the repository. Where they are absent, the tests that need them are disabled.
enum Vectors {
  static let folder: URL = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.appendingPathComponent("shared/vectors")
  }()

  static let arePresent: Bool = {
    let present = FileManager.default.fileExists(atPath: folder.path)
    if !present { print("no foreign vectors at ../shared/vectors: their tests are disabled") }
    return present
  }()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(path)))
  }

  static func decode<V: Decodable>(_: V.Type, _ url: URL) throws -> V {
    try JSONDecoder().decode(V.self, from: Data(contentsOf: url))
  }

  static func files(below path: String) -> [URL] {
    let walker = FileManager.default.enumerator(
      at: folder.appendingPathComponent(path), includingPropertiesForKeys: nil)
    return (walker?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
  }
}
