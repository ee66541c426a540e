import Foundation

@testable import Vault

/// A directory that is gone when the test is over.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/vault-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func vault() throws -> Vault {
    let file = "\(path)/root"
    let root = try Disk.isThere(file) ? RootKey(file: file) : RootKey.create(file: file)
    return try Vault(directory: "\(path)/vault", root: root)
  }

  func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }

  /// Every file below, with its bytes.
  func everything() throws -> [(name: String, bytes: [UInt8])] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
    return names.compactMap { name in
      var directory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &directory), !directory.boolValue,
        let data = FileManager.default.contents(atPath: "\(path)/\(name)")
      else { return nil }
      return (name, Array(data))
    }
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}

func holds(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
  haystack.count >= needle.count && Data(haystack).range(of: Data(needle)) != nil
}

extension SegmentRecord {
  func bytes(sealed: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = append(to: &bytes) { place in
      place += sealed
      return true
    }
    return bytes
  }
}
