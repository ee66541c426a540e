import Crypto
import Vault

/// Where a secret stays that a partner replaces with every token.
public protocol TokenKeeping: Sendable {
  /// Durable when it returns: the partner has already forgotten the one before.
  func store(_ bytes: [UInt8], partner: String, name: String) throws

  /// - Returns: `nil` where nothing was stored.
  func load(partner: String, name: String) throws -> [UInt8]?
}

extension FileTokens: TokenKeeping {}

extension PartnerDesk {
  /// What is kept: the digest of the secret that the person gave, then the one that came of it. So a person who signs
  /// in anew and writes a new secret is heard, and what came of the old one is left alone.
  private static func record(_ given: [UInt8], _ successor: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: given)) + successor
  }

  /// - Returns: `nil` where the secret that the person gave is still the newest.
  func successor(of given: [UInt8], _ name: String) throws -> [UInt8]? {
    guard let record = try tokens?.load(partner: entry.id, name: name), record.count > 32,
      record.prefix(32).elementsEqual(SHA256.hash(data: given))
    else { return nil }
    return Array(record.dropFirst(32))
  }

  /// - Throws: `NoTokenStore`, or what the store threw: then the token must not be used.
  func keep(_ successor: [UInt8], as name: String) throws {
    guard let tokens else { throw NoTokenStore(partner: entry.id, name: name) }
    try tokens.store(PartnerDesk.record(try given(name), successor), partner: entry.id, name: name)
  }
}

struct NoTokenStore: Error, CustomStringConvertible {
  let partner: String
  let name: String

  var description: String {
    "partner '\(partner)': the secret '\(name)' changes with every token, and there is no place to keep the new one; run this from a home directory"
  }
}
