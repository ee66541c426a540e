import Foundation
import Testing

@testable import Vault

private let plain = Array("person.7@mail.example".utf8)

private final class Rotation {
  let scratch: Scratch
  let sealed: [UInt8]
  let oldKeys: [UInt8]
  let oldRoot: [UInt8]

  init() throws {
    scratch = try Scratch()
    let vault = try scratch.vault()
    sealed = try vault.createWave("w1").seal(plain, table: "t", row: 0, column: "c")
    _ = try vault.createWave("matter.m")
    _ = try vault.createWave("w2")
    try vault.shred("w2")
    oldKeys = Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/vault/keys/w1")))
    oldRoot = Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/root")))
  }

  func run() throws { try RootRotation.run(file: scratch.path + "/root", vault: scratch.path + "/vault") }

  /// All that holds after a rotation, however it came about.
  func check() throws {
    let vault = try scratch.vault()
    #expect(try vault.open("w1").open(sealed, table: "t", row: 0, column: "c") == plain)
    _ = try vault.open("matter.m")
    #expect(throws: VaultError.shredded("w2")) { try vault.open("w2") }
    #expect(try !scratch.everything().contains { holds($0.bytes, oldRoot) || holds($0.bytes, oldKeys) })
    #expect(!RootRotation.isUnfinished(file: scratch.path + "/root"))
    #expect(try scratch.mode("root") == 0o600)
    #expect(try scratch.mode("vault/keys/w1") == 0o600)
    // The copy that somebody made of the wrapped key opens with the old root key only.
    let copy = try Scratch()
    try FileManager.default.createDirectory(atPath: copy.path + "/vault/keys", withIntermediateDirectories: true)
    _ = try copy.write("vault/keys/w1", oldKeys)
    let today = try RootKey(file: scratch.path + "/root")
    #expect(throws: VaultError.wrongRootKey(wave: "w1")) {
      try Vault(directory: copy.path + "/vault", root: today).open("w1")
    }
    _ = try Vault(directory: copy.path + "/vault", root: RootKey(bytes: oldRoot)).open("w1")
  }
}

@Test func `a new root key opens what is there, and no copy of what was`() throws {
  let rotation = try Rotation()
  try rotation.run()
  try rotation.check()
}

@Test func `rotating twice is as good as once`() throws {
  let rotation = try Rotation()
  try rotation.run()
  try rotation.run()
  try rotation.check()
}

/// The files as a crash leaves them after each move.
@Test(arguments: ["created", "half-wrapped", "linked", "moved"])
func `a rotation that was cut short is ended by the next`(moment: String) throws {
  let rotation = try Rotation()
  let (root, files) = (rotation.scratch.path + "/root", FileManager.default)
  let next = try RootKey.create(file: root + "_next")
  if moment != "created" {
    let path = rotation.scratch.path + "/vault/keys/w1"
    let binding = Vault.binding("w1")
    let key = try #require(
      Sealing.open(rotation.oldKeys, key: try RootKey(file: root).wrapping, binding: binding))
    try Disk.replace(path, try #require(Sealing.seal(key, key: next.wrapping, binding: binding)))
  }
  if moment == "linked" || moment == "moved" { try files.linkItem(atPath: root, toPath: root + "_last") }
  if moment == "moved" {
    // By then every key was wrapped anew; the matter's too.
    let path = rotation.scratch.path + "/vault/keys/matter.m"
    let binding = Vault.binding("matter.m")
    let wrapped = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let key = try #require(Sealing.open(wrapped, key: try RootKey(file: root).wrapping, binding: binding))
    try Disk.replace(path, try #require(Sealing.seal(key, key: next.wrapping, binding: binding)))
    try Disk.move(root + "_next", to: root)
  }
  #expect(RootRotation.isUnfinished(file: root))
  try rotation.run()
  try rotation.check()
}

@Test func `a file among the keys that is none does not stop a rotation, and a key that others can read does`() throws {
  let rotation = try Rotation()
  _ = try rotation.scratch.write("vault/keys/notes", [1, 2, 3])
  try rotation.run()
  let file = try rotation.scratch.write("vault/keys/w9", rotation.oldKeys, mode: 0o644)
  #expect(throws: VaultError.openToOthers(path: file, mode: 0o644)) { try rotation.run() }
}
