import Vault

/// What a shredding did.
public struct ShreddingReport: Hashable, Sendable, Codable {
  public var target: ShredTarget
  /// Ledger indices of the `shred/1` lines.
  public var receipts: [Int] = []
  /// Partners at which something was open and is now `withdrawn`, reason `shredded`.
  public var withdrawn: [String] = []
  /// For one person: what became of the wave's evidence. For a wave all of it is gone.
  public var evidence: EvidenceMoved?
  /// Whether the wave was closed by it.
  public var closed = false

  init(_ target: ShredTarget) { self.target = target }
}

public enum ShreddingError: Error, Hashable, Sendable, CustomStringConvertible {
  case alreadyShredded(wave: String)
  case subjectShredded(Int, wave: String)
  case unknownSubject(Int, wave: String, count: Int)
  case notSent(wave: String)
  case stillOpen(wave: String, partners: [String])
  case nothingOpen(wave: String)
  case notOverridden(wave: String, have: Int)
  case samePerson(String)
  case badSignature(ShredTarget)

  public var description: String {
    switch self {
    case .alreadyShredded(let wave): "wave \(wave) was shredded before; there is nothing left to shred"
    case .subjectShredded(let subject, let wave):
      "subject \(subject) of wave \(wave) was shredded: the identifiers and keys cannot be opened any more"
    case .unknownSubject(let subject, let wave, let count):
      "there is no subject \(subject) in wave \(wave); its \(count) subjects are numbered from 0"
    case .notSent(let wave):
      "wave \(wave) has not been sent, so one person is taken out by planning it anew without them; shred the old plan as a whole"
    case .stillOpen(let wave, let partners):
      """
      wave \(wave) is not shredded: still open at \(partners.joined(separator: ", ")). Nothing can be sent again or \
      proved to a person afterwards. Settle these first, or let two people sign: \
      expunge vault shred \(wave) --override --ssh-key KEY
      """
    case .nothingOpen(let wave): "no partner of wave \(wave) is open, so no override is needed; leave --override out"
    case .notOverridden(let wave, let have):
      "wave \(wave) has \(have) valid signatures of \(Approver.needed) for shredding it while partners are open; nothing was shredded"
    case .samePerson(let who):
      "\(who) has signed already; the second signature must come from another person with another key"
    case .badSignature(let target):
      "the signature does not fit the text about \(target.name); print it with `vault shred W --override --text`, sign exactly that, namespace \(ShredOverride.namespace)"
    }
  }
}
