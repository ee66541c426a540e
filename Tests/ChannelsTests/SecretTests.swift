import Catalogue
import Foundation
import Testing

@testable import Channels

private let canary = "s3cret-canary"

/// Where secrets come from, and what is said when they do not.
@Suite struct SecretTests {
  private let folder: Scratch

  init() throws { folder = try Scratch() }

  private func read(_ reference: SecretReference, _ environment: [String: String] = [:]) throws -> String {
    let book = SecretBook(environment: environment)
    return String(decoding: try book.resolve(reference, name: "token", partner: "acme"), as: UTF8.self)
  }

  /// Also that the message names the place and tells nothing of the secret.
  private func fault(_ reference: SecretReference, _ environment: [String: String] = [:]) -> SecretFault? {
    let error = #expect(throws: SecretError.self) { try read(reference, environment) }
    let message = error?.description ?? ""
    #expect(message.hasPrefix("partner 'acme': the secret 'token' (\(reference.description)) "))
    #expect(!message.contains(canary))
    return error?.fault
  }

  private func program(_ script: String) throws -> SecretReference {
    .program(try folder.write("program", "#!/bin/sh\n\(script)\n".utf8, mode: 0o700))
  }

  @Test func `a variable holds a secret as it is; an empty one or none is not set`() throws {
    #expect(try read(.environment("TOKEN"), ["TOKEN": "\(canary) \n"]) == "\(canary) \n")
    #expect(fault(.environment("TOKEN"), ["TOKEN": ""]) == .unset)
    #expect(fault(.environment("TOKEN"), ["OTHER": canary]) == .unset)
  }

  @Test(arguments: ["", "\n", "\r\n", "\n\n"])
  func `a file's last line ends are no part of the secret`(end: String) throws {
    #expect(try read(.file(folder.write("secret", " \(canary)\nx\(end)".utf8))) == " \(canary)\nx")
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o601])
  func `a file that others can open is refused`(mode: Int) throws {
    #expect(fault(.file(try folder.write("secret", canary.utf8, mode: mode))) == .exposed)
  }

  @Test(arguments: [0o600, 0o400])
  func `a file for its owner alone is read`(mode: Int) throws {
    #expect(try read(.file(folder.write("secret", canary.utf8, mode: mode))) == canary)
  }

  @Test func `a symbolic link is refused, even to a good file`() throws {
    let file = try folder.write("secret", canary.utf8)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(fault(.file(link)) == .link)
  }

  @Test func `nothing, a folder, a device or a pipe is no file`() throws {
    #expect(fault(.file(folder.path + "/none")) == .unreadable)
    #expect(fault(.file(folder.path)) == .unreadable)
    #expect(fault(.file("/dev/zero")) == .unreadable)
    let pipe = folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(fault(.file(pipe)) == .unreadable)
  }

  @Test func `64 KiB is enough for a file, and one byte more too much`() throws {
    let whole = [UInt8](repeating: UInt8(ascii: "k"), count: 64 << 10)
    #expect(try read(.file(folder.write("secret", whole))).utf8.count == 64 << 10)
    #expect(fault(.file(try folder.write("secret", whole + whole.prefix(1)))) == .tooLarge)
  }

  @Test(arguments: ["", "\n", "\r\n\n"])
  func `an empty file is no secret`(content: String) throws {
    #expect(fault(.file(try folder.write("secret", content.utf8))) == .empty)
  }

  @Test func `a credential is a file in the folder that systemd names`() throws {
    try folder.write("acme", "\(canary)\n".utf8, mode: 0o400)
    #expect(try read(.credential("acme"), ["CREDENTIALS_DIRECTORY": folder.path]) == canary)
    #expect(fault(.credential("other"), ["CREDENTIALS_DIRECTORY": folder.path]) == .unreadable)
    #expect(fault(.credential("acme")) == .noCredentials)
  }

  @Test func `a program's output is a secret, without its last line end`() throws {
    #expect(try read(try program("printf 's3cret-'; printf 'canary\\n'")) == canary)
  }

  @Test func `a program gets no arguments and no input, and its complaints go nowhere`() throws {
    #expect(try read(try program("cat; echo complaint >&2; echo \"$# \(canary)\"")) == "0 \(canary)")
  }

  @Test func `a program that fails gives no secret, whatever it printed`() throws {
    #expect(fault(try program("echo \(canary); exit 3")) == .failed(3))
    #expect(fault(try program("exit 0")) == .empty)
    #expect(fault(.program(folder.path + "/none")) == .unreadable)
  }

  @Test func `a program that prints a megabyte is refused, not waited for`() throws {
    #expect(fault(try program("head -c 1000000 /dev/zero | tr '\\0' k")) == .tooLarge)
  }

  @Test func `a secret is read once, until it is forgotten`() throws {
    let file = try folder.write("secret", "first".utf8)
    let book = SecretBook(environment: [:])
    func value() throws -> String {
      String(decoding: try book.resolve(.file(file), name: "token", partner: "acme"), as: UTF8.self)
    }
    #expect(try value() == "first")
    try folder.write("secret", "second".utf8)
    #expect(try value() == "first")
    book.forget()
    #expect(try value() == "second")
  }

  @Test func `printing or dumping the book shows nothing`() throws {
    let book = SecretBook(environment: ["TOKEN": canary])
    _ = try book.resolve(.environment("TOKEN"), name: "token", partner: "acme")
    var text = "\(book) \(String(reflecting: book))"
    dump(book, to: &text)
    #expect(!text.contains(canary))
  }

  @Test func `every fault says what to do or what it is, in words of its own`() {
    let faults: [SecretFault] = [
      .unset, .noCredentials, .unreadable, .exposed, .link, .tooLarge, .empty, .failed(3), .hung,
    ]
    let messages = faults.map {
      SecretError(partner: "acme", name: "token", reference: "file:/t", fault: $0).description
    }
    #expect(Set(messages).count == faults.count)
    #expect(messages[3].contains("chmod 600"))
    #expect(messages[7].contains("3"))
  }
}
