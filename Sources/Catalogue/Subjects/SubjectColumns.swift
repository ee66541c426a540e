import Workflow

/// One column of a subject file: `email` is the first e-mail address, `email.2` the second.
public struct SubjectColumn: Hashable, Sendable {
  public let kind: IdentifierKind
  /// From 0.
  public let ordinal: Int

  public init(kind: IdentifierKind, ordinal: Int) {
    self.kind = kind
    self.ordinal = ordinal
  }
}

/// A set of identifier kinds in one word: which kinds a row has.
public struct KindSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The bit of a kind is its place in `IdentifierKind.allCases`; never stored outside one run.
  public init(_ kind: IdentifierKind) {
    var bit: UInt32 = 1
    for known in IdentifierKind.allCases {
      if known == kind { break }
      bit <<= 1
    }
    self.init(rawValue: bit)
  }

  public init(_ kinds: some Sequence<IdentifierKind>) {
    self = kinds.reduce(into: []) { $0.formUnion(KindSet($1)) }
  }

  public func contains(_ kind: IdentifierKind) -> Bool { isSuperset(of: KindSet(kind)) }

  public var kinds: [IdentifierKind] { IdentifierKind.allCases.filter(contains) }

  /// Something that may leave: the company's own key finds nobody at a partner.
  var hasIdentifier: Bool { !subtracting(KindSet(.subject)).isEmpty }
}

/// The header of a subject file.
struct SubjectHeader {
  enum Fault: Equatable {
    case unknown(column: Int, remedy: String?)
    case twice(column: Int)
    case empty(column: Int)
    case noKnownColumn(separator: String?)
    case onlySubject
  }

  let columns: [SubjectColumn]
  let faults: [Fault]

  /// The names are not quoted in faults: where a header is missing, the first line is somebody's data.
  init(names: [String]) {
    var columns: [SubjectColumn] = []
    var faults: [Fault] = []
    for (column, name) in names.enumerated() {
      if name.isEmpty {
        faults.append(.empty(column: column))
      } else if let known = SubjectHeader.column(name) {
        if columns.contains(known) { faults.append(.twice(column: column)) }
        columns.append(known)
      } else {
        faults.append(.unknown(column: column, remedy: SubjectHeader.advice(on: name)))
      }
    }
    if columns.isEmpty {
      let other = names.count == 1 ? names.first.flatMap(SubjectHeader.separator) : nil
      faults = [.noKnownColumn(separator: other)]
    } else if faults.isEmpty, columns.allSatisfy({ $0.kind == .subject }) {
      faults = [.onlySubject]
    }
    self.columns = columns
    self.faults = faults
  }

  private static func column(_ name: String) -> SubjectColumn? {
    if let kind = IdentifierKind(rawValue: name) { return SubjectColumn(kind: kind, ordinal: 0) }
    guard let dot = name.lastIndex(of: "."), let kind = IdentifierKind(rawValue: String(name[..<dot])),
      let number = Int(name[name.index(after: dot)...]), (2...16).contains(number), kind != .subject,
      name.hasSuffix(".\(number)")
    else { return nil }
    return SubjectColumn(kind: kind, ordinal: number - 1)
  }

  private static func separator(_ name: String) -> String? {
    if name.contains(";") { return "semicolons" }
    return name.contains("\t") ? "tabs" : nil
  }

  private static func advice(on name: String) -> String {
    let known = IdentifierKind.allCases.map(\.rawValue)
    let plain = name.lowercased().split(whereSeparator: { " _".contains($0) }).joined(separator: "-")
    return remedy(for: plain, among: known)
  }
}
