import Foundation
import Testing

@testable import Vault

@Test func `a new root key is 32 bytes that only the owner can read, and opens again`() throws {
  let scratch = try Scratch()
  _ = try RootKey.create(file: "\(scratch.path)/root")
  #expect(try scratch.mode("root") == 0o600)
  #expect(try scratch.everything().map(\.bytes.count) == [32], "no draft is left behind")
  _ = try RootKey(file: "\(scratch.path)/root")
}

@Test func `two root keys differ`() throws {
  let scratch = try Scratch()
  _ = try RootKey.create(file: "\(scratch.path)/a")
  _ = try RootKey.create(file: "\(scratch.path)/b")
  let files = try scratch.everything()
  #expect(files[0].bytes != files[1].bytes)
}

@Test func `an existing root key is never overwritten`() throws {
  let scratch = try Scratch()
  let file = try scratch.write("root", Array(repeating: 7, count: 32))
  #expect(throws: VaultError.exists(path: file)) { try RootKey.create(file: file) }
  #expect(try scratch.everything().map(\.bytes) == [Array(repeating: 7, count: 32)])
}

@Test(arguments: [0o640, 0o604, 0o610, 0o602, 0o666])
func `a root key that others can touch is refused`(mode: Int) throws {
  let scratch = try Scratch()
  let file = try scratch.write("root", Array(repeating: 7, count: 32), mode: mode)
  #expect(throws: VaultError.openToOthers(path: file, mode: UInt32(mode))) { try RootKey(file: file) }
}

@Test(arguments: [0, 31, 33])
func `a root key of another length is refused`(length: Int) throws {
  let scratch = try Scratch()
  let file = try scratch.write("root", Array(repeating: 7, count: length))
  #expect(throws: VaultError.wrongLength(path: file, found: length, wanted: 32)) { try RootKey(file: file) }
}

@Test func `a symbolic link, a directory and nothing at all are no root keys`() throws {
  let scratch = try Scratch()
  let file = try scratch.write("root", Array(repeating: 7, count: 32))
  let link = "\(scratch.path)/link"
  try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
  #expect(throws: VaultError.symbolicLink(path: link)) { try RootKey(file: link) }
  #expect(throws: VaultError.notARegularFile(path: scratch.path)) { try RootKey(file: scratch.path) }
  #expect(throws: VaultError.missing(path: "\(scratch.path)/no")) { try RootKey(file: "\(scratch.path)/no") }
}

@Test(.enabled(if: geteuid() == 0, "only root can give files away"))
func `a root key that belongs to somebody else is refused`() throws {
  let scratch = try Scratch()
  let file = try scratch.write("root", Array(repeating: 7, count: 32))
  try #require(chown(file, 1, 1) == 0)
  #expect(throws: VaultError.foreignOwner(path: file, owner: 1)) { try RootKey(file: file) }
}
