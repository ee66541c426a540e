import Foundation

/// A token in the compact form of RFC 7515, with a JSON payload.
struct SignedToken: Sendable {
  /// A member of the payload, as far as anybody asks.
  enum Claim: Hashable, Sendable {
    case text(String)
    case number(Int64)
    case other
  }

  let text: String
  let algorithm: String
  let keyID: String?
  let payload: [String: Claim]
  private let signed: [UInt8]
  private let signature: [UInt8]

  /// - Returns: `nil` for anything but three parts of JSON, JSON and bytes. The algorithm is not judged here.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, text.utf8.count <= 64 << 10, let head = Self.object(parts[0]),
      let payload = Self.object(parts[1]), let signature = Base64URL.decode(parts[2]),
      let algorithm = head["alg"] as? String, head["crit"] == nil
    else { return nil }
    self.text = text
    self.algorithm = algorithm
    self.payload = payload.mapValues(Self.claim)
    self.signature = signature
    keyID = head["kid"] as? String
    signed = Array("\(parts[0]).\(parts[1])".utf8)
  }

  private static func object(_ part: Substring) -> [String: Any]? {
    guard let bytes = Base64URL.decode(part) else { return nil }
    return (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
  }

  /// The algorithm is the key's; a token that names another one is not signed by it.
  func isSigned(by key: PublishedKey) -> Bool {
    algorithm == key.algorithm && key.isValid(signature: signature, of: signed)
  }

  private static func claim(_ value: Any) -> Claim {
    switch value {
    case let text as String: .text(text)
    case let number as NSNumber:
      Int64(exactly: number.doubleValue).map(Claim.number) ?? .other
    case _: .other
    }
  }

  func string(_ name: String) -> String? {
    if case .text(let text)? = payload[name] { text } else { nil }
  }

  /// Some partners write numbers as texts.
  func integer(_ name: String) -> Int64? {
    switch payload[name] {
    case .text(let text): Int64(text)
    case .number(let number): number
    case .other, nil: nil
    }
  }

  /// Signs `payload`, which is JSON already.
  static func make(payload: String, key: SigningKey, keyID: String) throws -> String {
    let head = JSONText.object([
      ("typ", "\"JWT\""), ("alg", JSONText.quoted(key.algorithm)), ("kid", JSONText.quoted(keyID)),
    ])
    let signed = Base64URL.encode(Array(head.utf8)) + "." + Base64URL.encode(Array(payload.utf8))
    return signed + "." + Base64URL.encode(try key.signature(of: Array(signed.utf8)))
  }
}
