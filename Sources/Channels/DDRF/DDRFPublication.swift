import Catalogue
import Foundation
import Workflow

/// What our own domain has to show before anybody believes our requests: the document of both versions, and the keys.
public struct DDRFPublication: Sendable {
  public var issuer: String
  /// Where others send deletion requests to us; the framework demands one of everybody.
  public var endpoint: String
  public var identifiers: [DdrfRoute.Kind]
  public var keys: [(key: SigningKey, keyID: String)]

  public init(
    issuer: String, endpoint: String, identifiers: [DdrfRoute.Kind], keys: [(key: SigningKey, keyID: String)]
  ) {
    self.issuer = issuer
    self.endpoint = endpoint
    self.identifiers = identifiers
    self.keys = keys
  }

  /// Paths below the root of the site, with their bytes.
  public func files() throws -> [(path: String, bytes: [UInt8])] {
    let keys = try published()
    let document = Array((try text(keys) + "\n").utf8)
    return [
      ("dsrdelete.json", document), (".well-known/iabtl/dsrdelete.json", document),
      (".well-known/iabtl/jwks.json", Array("{\"keys\":[\(keys)]}\n".utf8)),
    ]
  }

  private func published() throws -> String {
    try keys.map { try $0.key.published(keyID: $0.keyID) }.joined(separator: ",")
  }

  /// `publicKey` is version 1.0's, the members after it version 2.0's; each version skips what it does not know.
  private func text(_ keys: String) throws -> String {
    let kinds = identifiers.enumerated().map { place, kind in
      JSONText.object([
        ("id", String(place + 1)), ("type", JSONText.quoted(kind.type)), ("format", JSONText.quoted(kind.format)),
      ])
    }
    return JSONText.object([
      ("endpoint", JSONText.quoted(endpoint)), ("identifiers", "[\(kinds.joined(separator: ","))]"),
      ("publicKey", "[\(keys)]"),
      ("jwksUri", JSONText.quoted("https://\(issuer)/.well-known/iabtl/jwks.json")), ("pollFrequency", "86400"),
      ("vendorScriptRequirement", "false"),
    ])
  }
}
