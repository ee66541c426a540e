import Foundation

/// What goes back to a caller, and how much of it arrives.
struct DrillAnswer: Hashable, Sendable {
  var status: Int
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  var signature = Signature.none
  var signer = Signer.processor
  var delivery = Delivery.whole
  /// Seconds to wait before the first byte.
  var delay: TimeInterval = 0

  /// Whether the server signs the body before it leaves.
  enum Signature: Hashable, Sendable { case none, genuine, wrong }

  /// Who signs: OpenDSR's processor in headers, the framework's recipient by a token in place of the body.
  enum Signer: Hashable, Sendable { case processor, recipient }

  /// `cut` announces the whole body, sends half and closes; `dropped` closes without a byte.
  enum Delivery: Hashable, Sendable { case whole, cut, dropped }

  /// `{"error":{"code":"...","message":"..."}}`, the shape of every refusal except OpenDSR's.
  static func refusal(_ status: Int, _ code: String, _ message: String) -> DrillAnswer {
    json(status, RefusalBody(error: .init(code: code, message: message)))
  }

  /// Keys are sorted, so that equal values are equal bytes.
  static func json(_ status: Int, _ value: some Encodable) -> DrillAnswer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let body = try? encoder.encode(value) else { return DrillAnswer(status: 500) }
    return DrillAnswer(status: status, headers: ["content-type": "application/json"], body: [UInt8](body))
  }

  /// The body read back as `type`; nil when it is something else.
  func decoded<T: Decodable>(_ type: T.Type) -> T? { try? JSONDecoder().decode(type, from: Data(body)) }
}

private struct RefusalBody: Encodable {
  let error: Inner

  struct Inner: Encodable { let code, message: String }
}
