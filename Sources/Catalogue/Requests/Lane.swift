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
  /// Characters that a value must have, as it is sent, to mean one person only.
  var atLeast: [IdentifierKind: Int] = [:]

  /// What the partner is told of one subject.
  ///
  /// Raw values are checked before preparation too: the hash of an empty value would look like a good one.
  /// - Throws: `RenderFailure`, or what `secret` threw.
  func prepared(_ item: BatchItem, secret: SecretSource = noSecrets) throws -> SentItem {
    var values = IdentifierValues()
    for kind in identifiers {
      guard let raw = item.values[kind] else {
        throw RenderFailure(.missing, part: kind.rawValue, subject: item.subject)
      }
      values[kind] = try prepared(raw, kind, item.subject, secret)
    }
    for kind in optional {
      if let raw = item.values[kind] { values[kind] = try prepared(raw, kind, item.subject, secret) }
    }
    return SentItem(subject: item.subject, values: values, main: identifiers.first)
  }

  private func prepared(
    _ raw: [UInt8], _ kind: IdentifierKind, _ subject: Int, _ secret: SecretSource
  ) throws -> [UInt8] {
    if let fault = Hygiene.fault(of: raw) { throw RenderFailure(fault, part: kind.rawValue, subject: subject) }
    guard let steps = prepare[kind] else { return try longEnough(raw, kind, subject) }
    var value = raw
    for step in steps {
      guard let next = try step.applied(to: value, secret: secret) else {
        throw RenderFailure(.unpreparable(step.name), part: kind.rawValue, subject: subject)
      }
      guard !next.isEmpty else { throw RenderFailure(.empty, part: kind.rawValue, subject: subject) }
      value = next
    }
    if let fault = Hygiene.fault(of: value) { throw RenderFailure(fault, part: kind.rawValue, subject: subject) }
    return try longEnough(value, kind, subject)
  }

  private func longEnough(_ value: [UInt8], _ kind: IdentifierKind, _ subject: Int) throws -> [UInt8] {
    guard let least = atLeast[kind], String(decoding: value, as: UTF8.self).count < least else { return value }
    throw RenderFailure(.tooShort(least), part: kind.rawValue, subject: subject)
  }
}
