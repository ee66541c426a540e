import Catalogue
import Workflow

/// By what one person is named to a recipient: every known value of every kind, each once. The framework wants a
/// request for each of them.
struct DDRFNaming {
  struct Value {
    let kind: IdentifierKind
    let name: DdrfRoute.Kind
    let text: String
    /// Among the values of its kind, from 0.
    let place: Int
    /// Whether its kind is the lane's first.
    let isFirst: Bool
  }

  let subject: Int
  /// The lane's first kind before all, the others by their names.
  let values: [Value]

  /// - Parameter items: One subject; several where it has several values of a kind.
  init(_ items: [SentItem], first: IdentifierKind?, route: DdrfRoute) throws {
    subject = items.first?.subject ?? 0
    let kinds = Set(items.flatMap(\.values.keys)).filter { route.identifiers[$0] != nil }
      .sorted { ($0 == first ? "" : $0.rawValue) < ($1 == first ? "" : $1.rawValue) }
    var values: [Value] = []
    for kind in kinds {
      guard let name = route.identifiers[kind] else { continue }
      var told: [[UInt8]] = []
      for value in items.compactMap({ $0.values[kind] }) where !told.contains(value) {
        guard let text = String(validating: value, as: UTF8.self) else {
          throw RenderFailure(.notUTF8, part: kind.rawValue, subject: subject)
        }
        values.append(Value(kind: kind, name: name, text: text, place: told.count, isFirst: kind == first))
        told.append(value)
      }
    }
    guard !values.isEmpty else { throw RenderFailure(.empty, part: "identifiers", subject: subject) }
    self.values = values
  }
}
