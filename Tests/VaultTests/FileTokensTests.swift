import Foundation
import Testing

@testable import Vault

@Suite struct FileTokensTests {
  private let scratch: Scratch
  private let root: RootKey

  init() throws {
    scratch = try Scratch()
    root = try RootKey.create(file: scratch.path + "/root")
  }

  private var folder: String { scratch.path + "/vault" }
  private func tokens(_ root: RootKey? = nil) throws -> FileTokens {
    try Vault(directory: folder, root: root ?? self.root).tokens()
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/tokens").map { "\(folder)/tokens/\($0)" }
  }

  @Test func `what was stored last is there after a restart, each under its own name`() throws {
    #expect(try tokens().load(partner: "acme", name: "refresh") == nil)
    try tokens().store(Array("one".utf8), partner: "acme", name: "refresh")
    try tokens().store(Array("two, longer".utf8), partner: "acme", name: "refresh")
    try tokens().store(Array("three".utf8), partner: "acme", name: "other")
    #expect(try tokens().load(partner: "acme", name: "refresh") == Array("two, longer".utf8))
    #expect(try tokens().load(partner: "acme", name: "other") == Array("three".utf8))
    #expect(try tokens().load(partner: "bcme", name: "refresh") == nil)
    #expect(try files().count == 2)
  }

  @Test func `nothing readable stands on the disk, and names cannot leave the folder`() throws {
    try tokens().store(Array("canary-token".utf8), partner: "../../x", name: "/etc/passwd")
    let file = try #require(try files().first)
    let bytes = try Data(contentsOf: URL(filePath: file))
    #expect(bytes.range(of: Data("canary".utf8)) == nil)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    let shown = "\(try tokens())"
    #expect(shown == "FileTokens(<withheld>)")
  }

  @Test func `an altered file is refused, and so is one moved to another name`() throws {
    try tokens().store(Array("one".utf8), partner: "acme", name: "refresh")
    let file = try #require(try files().first)
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(filePath: file))
    #expect(throws: VaultError.self) { try tokens().load(partner: "acme", name: "refresh") }
    bytes[bytes.count - 1] ^= 1
    try tokens().store(Array("two".utf8), partner: "acme", name: "other")
    let other = try #require(try files().first { $0 != file })
    try bytes.write(to: URL(filePath: other))
    #expect(throws: VaultError.self) { try tokens().load(partner: "acme", name: "other") }
  }

  @Test func `a new root key opens what was sealed under the old one`() throws {
    try tokens().store(Array("one".utf8), partner: "acme", name: "refresh")
    try RootRotation.run(file: scratch.path + "/root", vault: folder)
    let fresh = try RootKey(file: scratch.path + "/root")
    #expect(try tokens(fresh).load(partner: "acme", name: "refresh") == Array("one".utf8))
    #expect(throws: VaultError.self) { try tokens().load(partner: "acme", name: "refresh") }
  }
}
