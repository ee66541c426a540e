/// The kind of a typed value that a subject can be found by.
///
/// The kinds are a published list, because they stand in the ledger, in CSV headers and in partners.yaml.
public enum IdentifierKind: String, CaseIterable, Codable, Hashable, Sendable, Comparable {
  /// The company's own key of a person: never sent to a partner, kept so that a person's proof can be found.
  case subject
  case ip
  case url
  case clientID = "client-id"
  case clickID = "click-id"
  case userID = "user-id"
  case visitorID = "visitor-id"
  case sessionID = "session-id"
  case email
  case phone
  case deviceID = "device-id"
  /// Of a device whose system is not known, or does not matter to the partner.
  case advertisingID = "advertising-id"
  /// The advertising id of Apple's systems: a UUID in upper case.
  case idfa
  /// The advertising id of Google's systems: a UUID in lower case.
  case gaid
  case externalID = "external-id"

  public static func < (left: IdentifierKind, right: IdentifierKind) -> Bool { left.rawValue < right.rawValue }

  /// What a partner may be told. The company's own key says nothing to a partner and stays inside.
  public var mayLeave: Bool { self != .subject }
}

/// One value of a subject. Deliberately not printable: identifiers must not reach logs or errors.
public struct Identifier: Hashable, Sendable {
  public let kind: IdentifierKind
  /// Tells apart several values of one kind; 0 for the first.
  public let ordinal: Int
  /// Normalised UTF-8, never empty.
  public let value: [UInt8]

  public init(kind: IdentifierKind, ordinal: Int, value: [UInt8]) {
    self.kind = kind
    self.ordinal = ordinal
    self.value = value
  }
}

extension Identifier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(kind.rawValue)=<withheld>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["kind": kind.rawValue]) }
}
