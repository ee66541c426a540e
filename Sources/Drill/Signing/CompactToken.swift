import Crypto
import Foundation

/// A signed token in the compact form of RFC 7515, as the deletion request framework passes it around.
struct CompactToken: Sendable {
  let text: String
  let algorithm: String
  let keyID: String
  let payload: [UInt8]
  private let signed: [UInt8]
  private let signature: [UInt8]

  private struct Head: Decodable { let alg, kid: String }

  /// - Returns: nil for anything but three parts, the first of them JSON that names a key and an algorithm.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let head = Self.bytes(parts[0]), let payload = Self.bytes(parts[1]),
      let signature = Self.bytes(parts[2]), let names = try? JSONDecoder().decode(Head.self, from: Data(head))
    else { return nil }
    self.text = text
    (algorithm, keyID) = (names.alg, names.kid)
    (self.payload, self.signature) = (payload, signature)
    signed = Array("\(parts[0]).\(parts[1])".utf8)
  }

  func isSigned(by key: P256.Signing.PublicKey) -> Bool {
    guard let pair = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
    return key.isValidSignature(pair, for: SHA256.hash(data: signed))
  }

  static func make(_ payload: [UInt8], key: P256.Signing.PrivateKey, keyID: String, spoiled: Bool) -> [UInt8]? {
    let head = letters(Array("{\"typ\":\"JWT\",\"alg\":\"ES256\",\"kid\":\"\(keyID)\"}".utf8))
    let signed = Array((head + "." + letters(payload)).utf8)
    guard let signature = try? key.signature(for: SHA256.hash(data: spoiled ? signed + [0x20] : signed)) else {
      return nil
    }
    return signed + Array(("." + letters(Array(signature.rawRepresentation))).utf8)
  }

  /// Base64 for addresses, without padding.
  static func letters(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  static func bytes(_ letters: some StringProtocol) -> [UInt8]? {
    guard !letters.contains(where: { "+/=".contains($0) }) else { return nil }
    let plain = String(letters).replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).map { Array($0) }
  }
}
