import Foundation
import Store
import Workflow

/// How far one outside service has vouched for one ledger, and when it is to be asked again.
struct AnchorMark: Hashable, Codable {
  /// The newest size it vouched for; 0 for none.
  var size = 0
  /// When it did.
  var at: Instant?
  /// In a row.
  var failures = 0
  var retryAt: Instant?
  /// Why the last try failed, in words; never anything personal.
  var trouble: String?

  /// Every five minutes at first, every six hours at last: a dead service is not to be hammered, nor forgotten.
  mutating func fail(_ why: String, at now: Instant) {
    failures += 1
    trouble = why
    retryAt = now + .minutes(min(5 << Int64(min(failures - 1, 7)), 360))
  }

  mutating func succeed(_ size: Int, at now: Instant) {
    self = AnchorMark(size: max(size, self.size), at: now)
  }

  /// - Parameters:
  ///   - size: The ledger's.
  ///   - demanded: The size that has to be vouched for without delay.
  ///   - interval: Between two anchors otherwise.
  func dueAt(size: Int, demanded: Int, interval: Span) -> Instant? {
    guard size > self.size else { return nil }
    let asSoonAsPossible = retryAt ?? Instant(milliseconds: .min)
    guard let at, self.size >= demanded else { return asSoonAsPossible }
    return max(at + interval, asSoonAsPossible)
  }
}

/// What has to be vouched for at once: a ledger's opening, a wave's before its first byte, a wave's close.
enum AnchorDemand {
  private static func name(of matter: String) -> String { "anchor-demand/\(matter)" }

  /// To be called in the transaction that wrote the line.
  static func note(_ matter: String, in session: any StoreWriting) throws {
    guard let position = try session.ledger(of: matter) else { return }
    try session.set(fact: name(of: matter), to: String(position.next))
  }

  /// The size that holds the newest such line.
  static func size(of matter: String, in session: any StoreReading) throws -> Int {
    try session.fact(name(of: matter)).flatMap { Int($0) } ?? 1
  }
}

/// Marks live in the store, by matter and service.
struct AnchorMarks {
  let matter: String

  private func name(of service: String) -> String { "anchor/\(matter)/\(service)" }

  func mark(of service: String, in session: any StoreReading) throws -> AnchorMark {
    guard let text = try session.fact(name(of: service)) else { return AnchorMark() }
    return (try? JSONDecoder().decode(AnchorMark.self, from: Data(text.utf8))) ?? AnchorMark()
  }

  func set(_ mark: AnchorMark, of service: String, in session: any StoreWriting) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try session.set(fact: name(of: service), to: String(decoding: try encoder.encode(mark), as: UTF8.self))
  }
}
