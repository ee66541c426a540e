import Workflow

/// One way a subject can be named to the partner.
public struct Lane: Hashable, Sendable {
  public let name: String
  /// All of them are needed; the first is what `{identifier}` stands for.
  public let identifiers: [IdentifierKind]
  /// Sent where known.
  public let optional: [IdentifierKind]
  /// Texts that differ from lane to lane, as `{lane.NAME}`.
  let words: [String: String]
  let prepare: [IdentifierKind: [Preparation]]

  /// What the partner is told of one subject.
  ///
  /// Raw values are checked before preparation too: the hash of an empty value would look like a good one.
  /// - Throws: `RenderFailure`.
  func prepared(_ item: BatchItem) throws(RenderFailure) -> SentItem {
    var values: [IdentifierKind: [UInt8]] = [:]
    values.reserveCapacity(identifiers.count + optional.count)
    for kind in identifiers {
      guard let raw = item.values[kind] else {
        throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
      }
      values[kind] = try prepared(raw, kind, item.subject)
    }
    for kind in optional {
      if let raw = item.values[kind] { values[kind] = try prepared(raw, kind, item.subject) }
    }
    return SentItem(subject: item.subject, values: values)
  }

  private func prepared(_ raw: [UInt8], _ kind: IdentifierKind, _ subject: Int) throws(RenderFailure) -> [UInt8] {
    if let fault = Hygiene.fault(of: raw) { throw RenderFailure(fault, part: kind.rawValue, subject: subject) }
    guard let steps = prepare[kind] else { return raw }
    var value = raw
    for step in steps {
      guard let next = step.applied(to: value) else {
        throw RenderFailure(.unpreparable(step.rawValue), part: kind.rawValue, subject: subject)
      }
      guard !next.isEmpty else { throw RenderFailure(.empty, part: kind.rawValue, subject: subject) }
      value = next
    }
    if let fault = Hygiene.fault(of: value) { throw RenderFailure(fault, part: kind.rawValue, subject: subject) }
    return value
  }
}
