import Foundation
import Ledger
import Testing

@testable import Witness

struct FolderTests {
  struct Crash: Error {}

  private let log: LetterLog
  private let booth: Booth

  init() throws {
    log = try LetterLog("abcdefghijklmnop")
    booth = try Booth(log.key)
  }

  @Test func `a restart keeps what was seen`() throws {
    _ = try booth.desk().answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    let desk = try booth.desk()
    #expect(desk.answer(try LetterLog("abcdXfghij").request(5, 9)).status == 422)
    #expect(desk.answer(try log.request(0, 9)).text == "5\n")
    _ = try desk.answer(log.request(5, 9)).cosignature(over: log.checkpoint(9), by: booth.key)
  }

  @Test func `a crash between state and answer signs nothing else afterwards`() throws {
    let answer = try booth.desk(afterKeeping: { throw Crash() }).answer(log.request(0, 5))
    #expect(answer.status == 500 && !answer.text.contains("\u{2014}"))
    let desk = try booth.desk()
    #expect(desk.answer(try LetterLog("abcdX").request(0, 5)).text == "5\n")
    #expect(desk.answer(try LetterLog("abcdX").request(5, 5)).isConflict)
    #expect(desk.answer(try log.request(0, 5)).text == "5\n")
    _ = try desk.answer(log.request(5, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
  }

  @Test func `what a crash left of a write is not taken for a state`() throws {
    _ = try booth.desk().answer(log.request(0, 5))
    let name = try #require(booth.files("seen").first)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: "\(booth.path)/seen/\(name).new"))
    let desk = try booth.desk()
    _ = try desk.answer(log.request(5, 9)).cosignature(over: log.checkpoint(9), by: booth.key)
    #expect(try booth.files("seen") == [name])
  }

  @Test func `a state that cannot be written leaves without a cosignature`() throws {
    let desk = try booth.desk()
    _ = try desk.answer(log.request(0, 5)).cosignature(over: log.checkpoint(5), by: booth.key)
    let name = try #require(booth.files("seen").first)
    // A folder in the way of the new file stops even a writer who may do anything.
    let obstacle = "\(booth.path)/seen/\(name).new"
    try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
    let answer = desk.answer(try log.request(5, 9))
    #expect(answer.status == 500 && !answer.text.contains("\u{2014}"))
    try FileManager.default.removeItem(atPath: obstacle)
    _ = try desk.answer(log.request(5, 8)).cosignature(over: log.checkpoint(8), by: booth.key)
  }

  @Test func `a state with any byte changed stops the witness from starting`() throws {
    _ = try booth.desk().answer(log.request(0, 5))
    let path = "\(booth.path)/seen/\(try #require(booth.files("seen").first))"
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    let text = try log.checkpoint(5).note.text
    for at in text.indices {
      var bad = good
      bad[at] ^= 1
      try bad.write(to: URL(fileURLWithPath: path))
      #expect(throws: WitnessError.self, "byte \(at)") { try booth.desk() }
    }
    for bad in [Data(), good.dropLast(40)] {
      try bad.write(to: URL(fileURLWithPath: path))
      #expect(throws: WitnessError.self) { try booth.desk() }
    }
    try good.write(to: URL(fileURLWithPath: path))
    try FileManager.default.copyItem(atPath: path, toPath: "\(booth.path)/seen/other")
    #expect(throws: WitnessError.self) { try booth.desk() }
    try FileManager.default.removeItem(atPath: "\(booth.path)/seen/other")
    #expect(throws: Never.self) { try booth.desk() }
  }

  @Test func `one process serves a folder`() throws {
    let desk = try booth.desk()
    #expect(throws: WitnessError.inUse(path: booth.path)) { try booth.desk() }
    #expect(desk.answer(try log.request(0, 1)).status == 200)
  }

  @Test func `the key is made once, is secret, and is the one that signs`() throws {
    #expect(throws: WitnessError.alreadyExists(path: booth.path + "/key")) {
      try WitnessFolder.create(directory: booth.path, name: "audit.example/w2")
    }
    #expect(try booth.folder.key() == booth.key)
    #expect(try String(contentsOfFile: booth.path + "/vkey", encoding: .utf8) == "\(booth.key)\n")
    #expect(try booth.folder.files.readIfPresent("key")?.mode == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: booth.path + "/key")
    #expect(throws: WitnessError.exposedKey(path: booth.path + "/key")) { try booth.desk() }
    for name in ["", "a b", "a+b", "a\n"] {
      #expect(throws: WitnessError.badName) { try WitnessFolder.create(directory: booth.path + "2", name: name) }
    }
    #expect(!FileManager.default.fileExists(atPath: booth.path + "2"))
    #expect(throws: WitnessError.noKey(path: booth.path + "2/key")) {
      try WitnessFolder(directory: booth.path + "2").addLog(vkey: log.key.description)
    }
  }

  @Test func `logs are added once each, and a wrong line is told with its number`() throws {
    let other = try LetterLog("", origin: "example.com/other").key
    for key in [try log.key, other, other] { try booth.folder.addLog(vkey: key.description) }
    #expect(try booth.folder.list().map(\.origin) == [LetterLog.origin, "example.com/other"])
    for text in ["", "nonsense", "\(booth.key)"] {
      #expect(throws: WitnessError.self) { try booth.folder.addLog(vkey: text) }
    }
    let path = booth.path + "/logs"
    try "# ours\n\n\(log.key)\n\(other)".write(toFile: path, atomically: true, encoding: .utf8)
    try booth.folder.addLog(vkey: try LetterLog("", origin: "example.com/third").key.description)
    #expect(try booth.folder.list().count == 3)
    try "\(log.key)\nx\n".write(toFile: path, atomically: true, encoding: .utf8)
    do throws(WitnessError) {
      _ = try booth.folder.list()
      Issue.record("a wrong line was read")
    } catch {
      #expect("\(error)".hasPrefix("\(path):2: "))
    }
  }

  @Test func `two origins that look alike are two logs`() throws {
    let (plain, accented) = ("example.com/caf\u{E9}", "example.com/cafe\u{301}")
    #expect(plain == accented)
    let log = try LetterLog("abc", origin: plain)
    let booth = try Booth(log.key)
    let desk = try booth.desk()
    #expect(desk.answer(try LetterLog("abc", origin: accented).request(0, 3)).status == 404)
    _ = try desk.answer(log.request(0, 3)).cosignature(over: log.checkpoint(3), by: booth.key)
  }
}
