import Foundation

/// One HTTP request as it arrived. Prints without path, headers and body, since those can hold identifiers and keys.
public struct ReceivedCall: Hashable, Sendable, CustomStringConvertible {
  /// Position among all calls of this rehearsal, from 1.
  public let number: Int
  /// Nil when the path names no partner.
  public let partner: DrillPartner?
  public let method: String
  /// The request target as sent: percent-encoded, with its query.
  public let path: String
  /// Names in lower case; values of a repeated name joined with ", ".
  public let headers: [String: String]
  public let body: [UInt8]
  public let time: Date

  /// Path parts after the partner's id, still percent-encoded, without the query.
  public let route: [Substring]

  public var idempotencyKey: String? { headers["idempotency-key"] }

  public init(number: Int, method: String, path: String, headers: [String: String], body: [UInt8], time: Date) {
    self.number = number
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
    self.time = time
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    partner = parts.first.flatMap { DrillPartner(rawValue: String($0)) }
    route = Array(parts.dropFirst())
  }

  public var description: String {
    "call \(number) to \(partner?.rawValue ?? "no partner"): \(method), \(body.count) bytes"
  }

  func decoded<T: Decodable>(_ type: T.Type) -> T? { try? JSONDecoder().decode(type, from: Data(body)) }
}
