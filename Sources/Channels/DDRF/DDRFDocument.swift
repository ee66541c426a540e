import Catalogue
import Foundation
import Workflow

/// A party's `dsrdelete.json`: where it takes requests, for which identifiers, and by which keys it signs.
public struct DDRFDocument: Sendable {
  let endpoint: String?
  /// What it takes; `nil` where the list is missing.
  let identifiers: [DdrfRoute.Kind]?
  /// Those that stand in the document itself, as version 1.0 has it.
  var keys: [PublishedKey]
  let keysAddress: String?
  let retiredKeysAddress: String?
  /// Where an owner of many domains keeps the real one.
  let elsewhere: String?
  let needsScript: Bool
  /// How long it may be remembered.
  let lives: Span

  init?(_ bytes: [UInt8]) {
    guard let members = LenientJSON.object(bytes) else { return nil }
    func text(_ name: String) -> String? { members[name] as? String }
    endpoint = text("endpoint")
    identifiers = (members["identifiers"] as? [Any])?.compactMap { entry in
      guard let entry = entry as? [String: Any], let type = entry["type"] as? String else { return nil }
      return DdrfRoute.Kind(type: type, format: entry["format"] as? String ?? "")
    }
    keys = PublishedKey.all(in: members["publicKey"])
    keysAddress = text("jwksUri")
    retiredKeysAddress = text("publishedJwksUri")
    elsewhere = text("dsrdeleteJsonUri")
    switch members["vendorScriptRequirement"] {
    case let text as String: needsScript = text.lowercased() == "true"
    case let number as NSNumber: needsScript = number.boolValue
    case _: needsScript = false
    }
    let seconds = (members["pollFrequency"] as? NSNumber)?.int64Value ?? text("pollFrequency").flatMap { Int64($0) }
    lives = min(max(.seconds(seconds ?? 3600), .minutes(5)), .days(1))
  }

  enum Fit: Hashable, Sendable { case fits, type, format }

  /// Whether the partner takes this identifier; a document without a list is asked and answers itself.
  func takes(_ kind: DdrfRoute.Kind) -> Fit {
    guard let identifiers else { return .fits }
    let same = identifiers.filter { $0.type.lowercased() == kind.type.lowercased() }
    if same.isEmpty { return .type }
    return same.contains { $0.format.isEmpty || $0.format.lowercased() == kind.format.lowercased() } ? .fits : .format
  }
}
