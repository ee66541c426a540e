import Workflow

/// The identifier by which an answer says whom it means.
enum Naming: Hashable, Sendable {
  case kind(IdentifierKind)
  /// The first identifier of the lane at hand.
  case own

  /// As the partner file writes it.
  var written: String {
    switch self {
    case .kind(let kind): kind.rawValue
    case .own: "identifier"
    }
  }
}

extension SentItem {
  func kind(of naming: Naming) -> IdentifierKind? {
    switch naming {
    case .kind(let kind): kind
    case .own: main
    }
  }

  /// As the partner was told it.
  func value(of naming: Naming) -> [UInt8]? { kind(of: naming).flatMap { values[$0] } }
}

extension [SentItem] {
  /// Two subjects may share an identifier; what is said of it is said of both.
  func places(of naming: Naming) -> [[UInt8]: [Int]] {
    var places: [[UInt8]: [Int]] = [:]
    for (position, item) in enumerated() {
      if let value = item.value(of: naming) { places[value, default: []].append(position) }
    }
    return places
  }
}
