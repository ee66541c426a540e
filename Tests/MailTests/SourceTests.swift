import Foundation
import Testing

@testable import Mail

private struct Folder {
  let path = FileManager.default.temporaryDirectory.appending(path: "mails-" + UUID().uuidString).path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  func put(_ name: String, _ text: String) throws -> String { try put(name, Array(text.utf8)) }

  @discardableResult
  func put(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

private func all(_ path: String, limit: Int = 10 << 20) throws -> [StoredMail] {
  let file = try MailFile(path, limit: limit)
  var mails: [StoredMail] = []
  while let mail = try file.next() { mails.append(mail) }
  return mails
}

private func texts(_ path: String) throws -> [String] {
  try all(path).map { String(decoding: $0.bytes, as: UTF8.self) }
}

private let first = "From bob@b.example Mon Jan  1 12:00:00 2024"

struct SourceTests {
  @Test(arguments: ["\n", "\r\n"])
  func `an mbox gives its mails without quoting and without the lines between`(ending: String) throws {
    let folder = try Folder()
    defer { folder.remove() }
    let lines = [
      first, "Subject: 1", "", ">From the start", ">>From twice", "> From no", "", "From here on it is a sentence", "",
      "",
      "end", "", first, "Subject: 2", "", "tight", first, "", first, "Subject: 3", "", "",
    ]
    let path = try folder.put("box", lines.joined(separator: ending))
    let found = try texts(path)
    let one = [
      "Subject: 1", "", "From the start", ">From twice", "> From no", "", "From here on it is a sentence", "", "",
      "end", "",
    ]
    #expect(found.count == 3)
    #expect(found.first == one.joined(separator: "\r\n"))
    #expect(found.dropFirst().first == "Subject: 2\r\n\r\ntight\r\n\(first)\r\n")
    #expect(found.last == "Subject: 3\r\n")
    #expect(Set(try all(path).map(\.place)).count == 3)
  }

  @Test func `a mail beyond the limit is cut, says so, and does not touch the next`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let long = String(repeating: "x", count: 700_000)
    let path = try folder.put("box", "\(first)\nA: 1\n\n\(long)\nFrom z 12:00\n\n\(first)\nB: 2\n\n")
    let found = try all(path, limit: 1000)
    #expect(found.map(\.isCut) == [true, false])
    #expect(found.first?.bytes.count == 1000)
    #expect(found.first?.size == "A: 1\r\n\r\n".utf8.count + 700_002 + "From z 12:00\r\n".utf8.count)
    #expect(found.last.map { String(decoding: $0.bytes, as: UTF8.self) } == "B: 2\r\n")
    #expect(found.first.map { "\($0)" } == "mail of \(found.first?.size ?? 0) bytes")
  }

  @Test func `a maildir gives each mail once, whatever its flags`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    _ = try folder.put("box/cur/2.b:2,S", "B: 2\n\n")
    _ = try folder.put("box/new/1.a", "A: 1\n\n")
    _ = try folder.put("box/cur/1.a:2,", "A: 1\n\n")
    _ = try folder.put("box/cur/.hidden", "x")
    let file = try MailFile(folder.path + "/box")
    #expect(file.kind == .maildir)
    #expect(try file.next()?.place == "1.a")
    // Its turn comes when it has another name already.
    try FileManager.default.moveItem(
      atPath: folder.path + "/box/cur/2.b:2,S", toPath: folder.path + "/box/cur/2.b:2,RS")
    #expect(try file.next()?.bytes == Array("B: 2\r\n\r\n".utf8))
    #expect(try file.next() == nil)
  }

  @Test func `a single message is read as it is`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let bytes = Array("Subject: x\r\n\r\nFrom a 12:00\r\n>From b\nbare\rCR ".utf8) + [0, 0xff, 0x0a]
    let path = try folder.put("mail.eml", bytes)
    let file = try MailFile(path)
    #expect(file.kind == .message)
    let expected = Array("Subject: x\r\n\r\nFrom a 12:00\r\n>From b\r\nbare\rCR ".utf8) + [0, 0xff, 0x0d, 0x0a]
    #expect(try file.next()?.bytes == expected)
    #expect(try file.next() == nil)
  }

  @Test func `what is no mail is refused, and nothing waits for a pipe`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: MailFileFault.noMail(pipe)) { try MailFile(pipe) }
    #expect(throws: MailFileFault.noMail(folder.path)) { try MailFile(folder.path) }
    #expect(throws: MailFileFault.missing(folder.path + "/none")) { try MailFile(folder.path + "/none") }
    for text in ["", "version: 1\npartners:\n  - id: from\n", "Hello,\r\n\r\nSubject: x\r\n", "\nFrom: a@b.example\n"] {
      let path = try folder.put("file", text)
      #expect(throws: MailFileFault.noMail(path)) { try all(path) }
    }
  }

  @Test func `a large mbox comes out whole`() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let line = String(repeating: "y", count: 70) + "\n"
    let mail = "\(first)\nSubject: x\n\n" + String(repeating: line, count: 14_000) + "\n"
    let path = try folder.put("box", String(repeating: mail, count: 40))
    let file = try MailFile(path)
    var (count, size) = (0, 0)
    while let mail = try file.next() {
      count += 1
      size += mail.size
    }
    #expect(count == 40)
    #expect(size == 40 * (14_000 * 72 + "Subject: x\r\n\r\n".utf8.count))
  }
}
