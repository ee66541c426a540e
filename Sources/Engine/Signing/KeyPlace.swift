import Catalogue
import Foundation
import Ledger

/// Who holds a ledger's signing key. For all but a file the secret never comes here: bytes go out, a signature comes back.
public enum KeyPlace: Hashable, Sendable {
  /// 32 secret bytes in the home's `keys` folder, readable by their owner only.
  case file
  /// The ssh-agent behind `SSH_AUTH_SOCK` or `socket` holds the Ed25519 key.
  case agent(publicKey: [UInt8], socket: String?)
  /// A program gets the bytes on its standard input and prints the base64 of the 64-byte Ed25519 signature.
  case command([String], publicKey: [UInt8])

  enum Word: String, CaseIterable { case file, agent, command }

  /// Reads `with`, `key` and `command`, as they stand in `settings.yaml` under `signing` and in a key's own file.
  init?(_ fields: Fields) {
    let word = fields.requiredChoice("with", Word.self)
    let key = fields.string("key")
    let command = fields.strings("command")
    let socket = fields.string("socket")
    fields.finish()
    switch word {
    case .file: self = .file
    case .agent:
      guard let key = KeyPlace.publicKey(key, fields) else { return nil }
      self = .agent(publicKey: key, socket: socket)
    case .command:
      guard let key = KeyPlace.publicKey(key, fields) else { return nil }
      guard command.first?.hasPrefix("/") == true else {
        fields.report(
          "\(fields.name): 'command' must begin with the absolute path of a program", "Write [/path, argument].")
        return nil
      }
      self = .command(command, publicKey: key)
    case nil: return nil
    }
  }

  /// From a command line.
  public init(holder: String, publicKey: String?, command: [String], socket: String?) throws {
    guard let word = Word(rawValue: holder) else { throw KeyPlaceError.unknownHolder(holder) }
    if case .file = word {
      self = .file
      return
    }
    guard let key = publicKey.flatMap(SSHPublicKey.init) else { throw KeyPlaceError.noPublicKey }
    if case .agent = word {
      self = .agent(publicKey: key.bytes, socket: socket)
      return
    }
    guard command.first?.hasPrefix("/") == true else { throw KeyPlaceError.noCommand }
    self = .command(command, publicKey: key.bytes)
  }

  private static func publicKey(_ text: String?, _ fields: Fields) -> [UInt8]? {
    if let text, let key = SSHPublicKey(text) { return key.bytes }
    fields.report(
      "\(fields.name): 'key' must be an Ed25519 public key as OpenSSH writes it",
      "Paste the line of the .pub file: ssh-ed25519 AAAA...")
    return nil
  }

  /// The text of a key's own file; nil for a key that is a file itself.
  var text: String? {
    switch self {
    case .file: nil
    case .agent(let key, let socket):
      "with: agent\nkey: \(SSHPublicKey(bytes: key))\n" + (socket.map { "socket: \(quoted($0))\n" } ?? "")
    case .command(let command, let key):
      "with: command\nkey: \(SSHPublicKey(bytes: key))\ncommand: [\(command.map(quoted).joined(separator: ", "))]\n"
    }
  }

  /// YAML's single quotes: nothing inside is special but the quote itself.
  private func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }
}

public enum KeyPlaceError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownHolder(String)
  case noPublicKey
  case noCommand

  public var description: String {
    switch self {
    case .unknownHolder(let word): "a key is held by file, agent or command, not by '\(word)'"
    case .noPublicKey: "the public key is missing or not Ed25519; name a file with a line ssh-ed25519 AAAA..."
    case .noCommand: "the signing command must begin with the absolute path of a program"
    }
  }
}

/// An Ed25519 public key in OpenSSH's spelling.
struct SSHPublicKey: CustomStringConvertible {
  static let type = "ssh-ed25519"
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter text: `ssh-ed25519 AAAA... comment`
  init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count >= 2, parts[0] == SSHPublicKey.type, let blob = Base64.decode(Array(parts[1].utf8)) else {
      return nil
    }
    var reader = SSHReader(blob)
    guard reader.string().map({ $0.elementsEqual(SSHPublicKey.type.utf8) }) == true, let key = reader.string(),
      key.count == 32,
      reader.isAtEnd
    else { return nil }
    bytes = key
  }

  /// What the agent knows the key by.
  var blob: [UInt8] { SSHWriter().string(Array(SSHPublicKey.type.utf8)).string(bytes).bytes }

  var description: String { "\(SSHPublicKey.type) " + String(decoding: Base64.encode(blob), as: UTF8.self) }
}

/// RFC 4251, section 5: a string is its length, four bytes big-endian, and its bytes.
struct SSHReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func byte() -> UInt8? {
    guard at < bytes.count else { return nil }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func string() -> [UInt8]? {
    guard bytes.count - at >= 4 else { return nil }
    let count = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count - at - 4 >= count else { return nil }
    defer { at += 4 + count }
    return Array(bytes[at + 4..<at + 4 + count])
  }
}

struct SSHWriter {
  private(set) var bytes: [UInt8] = []

  func byte(_ value: UInt8) -> SSHWriter { SSHWriter(bytes: bytes + [value]) }
  func number(_ value: Int) -> SSHWriter {
    SSHWriter(bytes: bytes + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) })
  }
  func string(_ value: [UInt8]) -> SSHWriter { SSHWriter(bytes: number(value.count).bytes + value) }
}
