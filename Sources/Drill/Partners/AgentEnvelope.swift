import Crypto
import Foundation

/// A message of the Data Rights Protocol 1.0 as it travels: base64 of an Ed25519 signature before the bytes it signs.
struct AgentEnvelope: Sendable {
  let message: Message
  private let signature: [UInt8]
  private let signed: [UInt8]

  struct Message: Decodable, Sendable {
    let agentID, businessID, issuedAt, expiresAt, version: String
    let requestID, exercise, email: String?

    enum CodingKeys: String, CodingKey {
      case agentID = "agent-id"
      case businessID = "business-id"
      case issuedAt = "issued-at"
      case expiresAt = "expires-at"
      case version = "drp.version"
      case requestID = "agent-request-id"
      case exercise, email
    }
  }

  /// - Returns: nil for what is no base64, too short, or without the members that every message has.
  init?(_ body: [UInt8]) {
    guard let data = Data(base64Encoded: Data(body)), data.count > 64,
      let message = try? JSONDecoder().decode(Message.self, from: data.dropFirst(64))
    else { return nil }
    self.message = message
    signature = Array(data.prefix(64))
    signed = Array(data.dropFirst(64))
  }

  func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
    key.isValidSignature(Data(signature), for: Data(signed))
  }

  func isGood(at now: Date) -> Bool {
    guard let begin = Self.time(message.issuedAt), let end = Self.time(message.expiresAt) else { return false }
    return begin < now && now < end
  }

  private static func time(_ text: String) -> Date? {
    (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
      ?? (try? Date(text, strategy: .iso8601))
  }
}
