import Engine
import Foundation

/// Two invented people with real SSH keys.
struct DrillPeople {
  static let names = ["anna.legal", "ben.privacy"]
  let home: Home

  init(_ home: Home) { self.home = home }

  func key(of name: String) -> String { "\(home.path)/people/\(name)" }

  func make() throws {
    try FileManager.default.createDirectory(
      atPath: home.path + "/people", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var signers = ""
    for name in DrillPeople.names {
      try SSHSignatures.makeKey(at: key(of: name), comment: name)
      let publicKey = try String(contentsOfFile: key(of: name) + ".pub", encoding: .utf8)
      signers += "\(name)@devices.example \(publicKey.split(separator: " ").prefix(2).joined(separator: " "))\n"
    }
    try signers.write(toFile: home.allowedSigners, atomically: true, encoding: .utf8)
  }
}
