import Crypto
import Foundation

/// What a domain of ours shows to the world, as `partners ddrf publish` writes it: where a partner looks for our keys.
public struct PublishedSite: Hashable, Sendable {
  public let domain: String
  /// By path, without the slash at its beginning.
  public let files: [String: [UInt8]]

  public init(domain: String, files: [String: [UInt8]]) {
    self.domain = domain
    self.files = files
  }

  /// Why a key cannot be found; the raw value is the end of the framework's result code.
  enum Fault: Int, Error { case noDomain = 1, noDocument, noAddress, noKeys, noKey }

  private struct Document: Decodable { let jwksUri: String? }

  struct Keys: Decodable {
    let keys: [Key]

    struct Key: Decodable { let kty, kid, x, y: String, alg: String? }
  }

  /// - Throws: ``Fault``.
  func key(_ id: String) throws(Fault) -> Keys.Key {
    guard let bytes = files[".well-known/iabtl/dsrdelete.json"] ?? files["dsrdelete.json"],
      let document = try? JSONDecoder().decode(Document.self, from: Data(bytes))
    else { throw .noDocument }
    let root = "https://\(domain)/"
    guard let address = document.jwksUri, address.hasPrefix(root) else { throw .noAddress }
    guard let list = files[String(address.dropFirst(root.count))],
      let keys = try? JSONDecoder().decode(Keys.self, from: Data(list))
    else { throw .noKeys }
    guard let key = keys.keys.first(where: { $0.kid == id }) else { throw .noKey }
    return key
  }
}

extension PublishedSite.Keys.Key {
  /// nil for all but P-256.
  var curve: P256.Signing.PublicKey? {
    guard kty == "EC", alg ?? "ES256" == "ES256", let x = CompactToken.bytes(x), let y = CompactToken.bytes(y) else {
      return nil
    }
    return try? P256.Signing.PublicKey(rawRepresentation: x + y)
  }
}
