import Workflow

/// When two values are the same identifier.
struct ValueHash {
  let hash: KeyedHash
  /// One for each kind, in the order of `allCases`.
  private let salts: [IdentifierKind: UInt64]

  init(_ hash: KeyedHash) {
    self.hash = hash
    salts = Dictionary(uniqueKeysWithValues: IdentifierKind.allCases.map { ($0, hash(Array($0.rawValue.utf8))) })
  }

  func callAsFunction(_ value: [UInt8], _ kind: IdentifierKind) -> UInt64 {
    let own = value.withUnsafeBufferPointer { bytes in
      switch kind {
      case .clientID: hash(Self.withoutDepth(bytes))
      case .ip: ClientAddress.key(bytes, hash) ?? hash(bytes)
      case .subject, .url, .clickID, .userID, .visitorID, .sessionID, .email, .phone, .deviceID, .advertisingID,
        .idfa, .gaid, .externalID:
        hash(bytes)
      }
    }
    return hash.joined(own, salts[kind] ?? 0)
  }

  /// `GA1.2.` before a client id says how deep in the domain the cookie was set, not who it is.
  private static func withoutDepth(_ value: Bytes) -> Bytes {
    guard value.starts(with: "GA"), let first = value.firstIndex(of: UInt8(ascii: ".")),
      let second = value[(first + 1)...].firstIndex(of: UInt8(ascii: "."))
    else { return value }
    return value.part((second + 1)...)
  }
}
