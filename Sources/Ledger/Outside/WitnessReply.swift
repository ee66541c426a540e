/// What a witness answered to `add-checkpoint`: C2SP tlog-witness. Nothing in it is verified yet.
public enum WitnessReply: Hashable, Sendable {
  /// 200. Lines of other kinds are left out.
  case cosigned([Cosignature])
  /// 409: the size it cosigned last.
  case conflict(size: UInt64)
  /// 400.
  case badRequest
  /// 403: none of the signatures is by a key it trusts for this origin.
  case untrusted
  /// 404: it does not know the origin.
  case unknownLog
  /// 422: the checkpoint does not grow out of the one it cosigned last.
  case inconsistent
  case other(status: Int)
  /// The right status with something else in the body than the format says.
  case unreadable(status: Int)

  public static let sizeType = "text/x.tlog.size"

  public init(status: Int, contentType: String?, body: [UInt8]) {
    switch status {
    case 200: self = Self.lines(body).map { .cosigned($0) } ?? .unreadable(status: status)
    case 400: self = .badRequest
    case 403: self = .untrusted
    case 404: self = .unknownLog
    case 409: self = Self.size(contentType, body).map { .conflict(size: $0) } ?? .unreadable(status: status)
    case 422: self = .inconsistent
    case _: self = .other(status: status)
    }
  }

  private static func lines(_ body: [UInt8]) -> [Cosignature]? {
    (try? SignedNote(parsing: [UInt8(ascii: "-"), 0x0A, 0x0A] + body))?.cosignatures
  }

  private static func size(_ contentType: String?, _ body: [UInt8]) -> UInt64? {
    let type = contentType?.split(separator: ";", omittingEmptySubsequences: false).first
    guard type?.trimmingPrefix(while: { $0 == " " }).lowercased() == sizeType, body.last == 0x0A else { return nil }
    return Decimal63.parse(body.dropLast())
  }
}
