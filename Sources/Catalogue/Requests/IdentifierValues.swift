import Workflow

/// One value for each of a few kinds. Not printable.
///
/// Nearly all subjects are told by one value, and each dispatch makes a few of these: the first pair needs no allocation,
/// and comparing kinds costs less than hashing them.
public struct IdentifierValues: Sendable, Sequence, CustomStringConvertible, CustomReflectable {
  public typealias Element = (key: IdentifierKind, value: [UInt8])

  private var first: Element?
  private var others: [Element] = []

  public init() {}

  public init(_ values: [IdentifierKind: [UInt8]]) {
    for (kind, value) in values { self[kind] = value }
  }

  public subscript(_ kind: IdentifierKind) -> [UInt8]? {
    get {
      guard let first else { return nil }
      return first.key == kind ? first.value : others.first { $0.key == kind }?.value
    }
    set {
      if first == nil || first?.key == kind {
        set(first: newValue.map { (kind, $0) })
      } else {
        others.removeAll { $0.key == kind }
        if let newValue { others.append((kind, newValue)) }
      }
    }
  }

  private mutating func set(first pair: Element?) {
    first = pair
    if pair == nil, !others.isEmpty { first = others.removeFirst() }
  }

  public var isEmpty: Bool { first == nil }
  public var keys: [IdentifierKind] { map(\.key) }
  public var values: [[UInt8]] { map(\.value) }

  public func mapValues(_ change: ([UInt8]) -> [UInt8]) -> IdentifierValues {
    var changed = IdentifierValues()
    for (kind, value) in self { changed[kind] = change(value) }
    return changed
  }

  public func makeIterator() -> some IteratorProtocol<Element> {
    (first.map { [$0] + others } ?? []).makeIterator()
  }

  public var description: String { "values withheld" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
