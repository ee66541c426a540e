import Ledger
import Store

/// Changes who signs a ledger. The old key says so itself: the last checkpoint it signs holds the line that names the new
/// one, so whoever trusts the old key can follow; proofs from before stay as they are.
public struct KeyRotation {
  let installation: Installation

  public init(_ installation: Installation) { self.installation = installation }

  public enum Cause: Hashable, Sendable {
    case retired
    /// Somebody else may have signed with it: from this size on its signature alone proves nothing.
    case compromised(fromSize: Int)
  }

  /// - Returns: the new key, which has signed the ledger when this returns.
  public func rotate(_ matter: String, to place: KeyPlace, because cause: Cause) throws -> VerifierKey {
    let keys = LedgerKeys(installation.home)
    let old = try keys.vkey(of: matter)
    let signer = try keys.add(place, to: matter, name: old.name)
    let new = try signer.vkey
    guard new != old else { throw SigningError.sameKey(matter) }
    // A holder that cannot sign would stop the ledger right at the handover.
    _ = try signer.checked(try signer.sign(KeyRotation.trial), over: KeyRotation.trial, by: "the new key's holder")
    try installation.store.write { try write(old, new, cause, matter, in: $0) }
    try installation.sequencer().sequenceAll()
    return new
  }

  /// No checkpoint: a checkpoint's second line is a number.
  private static let trial = Array("expunge\nis this key at hand?\n".utf8)

  private func write(
    _ old: VerifierKey, _ new: VerifierKey, _ cause: Cause, _ matter: String, in session: any StoreWriting
  ) throws {
    guard let position = try session.ledger(of: matter) else { throw StoreError.missing("the ledger of \(matter)") }
    // The line that adds the key is the last the old one signs; the next line is the first the new one signs.
    let from = position.next + 2
    let at = installation.surroundings.now().ledger
    let (action, since): (LedgerKeyAction, Int) =
      switch cause {
      case .retired: (.retire, from)
      case .compromised(let size): (.compromised, min(size, from))
      }
    var book = LineBook()
    try book.add(.key(KeyEntry(at: at, vkey: new.description, action: .add, fromSize: from)), to: matter, in: session)
    try book.add(
      .key(KeyEntry(at: at, vkey: old.description, action: action, fromSize: since)), to: matter, in: session)
    try book.commit(in: session)
    try KeyReigns.add(LedgerKeyRing.Reign(fromSize: UInt64(from), vkey: new), after: old, to: matter, in: session)
    try AnchorDemand.note(matter, in: session)
  }
}

/// Which key signs a ledger from which size on, as the store remembers it: written with the `key/1` lines.
enum KeyReigns {
  private static func name(of matter: String) -> String { "ledger-keys/\(matter)" }

  /// Empty while the ledger has had one key only.
  static func all(of matter: String, in session: any StoreReading) throws -> [LedgerKeyRing.Reign] {
    guard let text = try session.fact(name(of: matter)) else { return [] }
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let size = UInt64(parts[0]), let vkey = try? VerifierKey(String(parts[1])) else {
        throw StoreError.damaged("the keys of the ledger of \(matter) cannot be read")
      }
      return LedgerKeyRing.Reign(fromSize: size, vkey: vkey)
    }
  }

  static func add(
    _ reign: LedgerKeyRing.Reign, after old: VerifierKey, to matter: String, in session: any StoreWriting
  ) throws {
    let known = try all(of: matter, in: session)
    let before = known.isEmpty ? [LedgerKeyRing.Reign(fromSize: 0, vkey: old)] : known
    let lines = (before + [reign]).map { "\($0.fromSize) \($0.vkey)\n" }
    try session.set(fact: name(of: matter), to: lines.joined())
  }
}
