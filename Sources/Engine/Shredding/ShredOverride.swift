import Foundation
import Ledger
import Store
import Workflow

/// Two people's word that a wave, or one person of it, is shredded although partners are open.
public struct ShredOverride: Hashable, Sendable, Codable {
  public struct Signer: Hashable, Sendable, Codable {
    public var principal: String
    public var role: String
    public var fingerprint: String
    var signature: String
  }

  var matter: String
  var target: ShredTarget
  /// Partners that are open. When others are open than these, nobody has agreed to that.
  public var open: [String]
  /// The ledger's head when the text was made.
  var size: UInt64
  var root: String
  var at: Instant
  public var signers: [Signer] = []

  public static let namespace = "expunge-shred"
  static let prefix = "shred-override/"
  /// A second signature that comes later than this is about another situation.
  static let validity = Span.days(7)

  /// The short text that both sign.
  public var text: String {
    """
    expunge shred-override/1
    matter: \(matter)
    wave: \(target.wave)
    subject: \(target.subject.map(String.init) ?? "all")
    open: \(open.joined(separator: ", "))
    ledger: \(size) \(root)
    at: \(at.written)

    """
  }
}

/// Collects the signatures of an override.
public struct ShredOverrides {
  let installation: Installation
  let signatures: SSHSignatures

  public init(_ installation: Installation, signatures: SSHSignatures) {
    self.installation = installation
    self.signatures = signatures
  }

  /// The override to be signed: the one that waits for its second signature, or a new one.
  public func pinned(_ target: ShredTarget) throws -> ShredOverride {
    let (wave, open) = try Shredding(installation).check(target)
    guard !open.isEmpty else { throw ShreddingError.nothingOpen(wave: wave.id) }
    if let known = try stored(target), isValid(known, open) { return known }
    let head = try LedgerReader(directory: installation.home.ledger(of: wave.matter)).checkpoint
    let fresh = ShredOverride(
      matter: wave.matter, target: target, open: open.map(\.partner), size: head.size, root: head.root.base64,
      at: Instant(seconds: installation.surroundings.now().seconds))
    try store(fresh)
    return fresh
  }

  /// - Parameter role: A code such as `legal`: it stands in the ledger, the name does not.
  /// - Returns: the override with all signatures so far.
  public func sign(_ target: ShredTarget, signature: String, role: Reason) throws -> ShredOverride {
    var override = try pinned(target)
    let signer = try signer(of: signature, override)
    guard
      !override.signers.contains(where: { $0.principal == signer.principal || $0.fingerprint == signer.fingerprint })
    else { throw ShreddingError.samePerson(signer.principal) }
    override.signers.append(
      .init(
        principal: signer.principal, role: role.code, fingerprint: signer.fingerprint, signature: signature))
    try store(override)
    return override
  }

  /// Verified again at the moment of shredding: a row in a database proves nothing.
  func complete(_ target: ShredTarget, open: [OpenPartner]) throws -> ShredOverride {
    guard let override = try stored(target), isValid(override, open) else {
      throw ShreddingError.notOverridden(wave: target.wave, have: 0)
    }
    let signers = try override.signers.map { try signer(of: $0.signature, override) }
    guard Set(signers.map(\.principal)).count >= Approver.needed,
      Set(signers.map(\.fingerprint)).count >= Approver.needed
    else { throw ShreddingError.notOverridden(wave: target.wave, have: signers.count) }
    return override
  }

  private func signer(of signature: String, _ override: ShredOverride) throws -> SSHSignatures.Signer {
    do {
      return try signatures.verify(signature, over: override.text, namespace: ShredOverride.namespace)
    } catch ApprovalError.badSignature { throw ShreddingError.badSignature(override.target) }
  }

  private func isValid(_ override: ShredOverride, _ open: [OpenPartner]) -> Bool {
    override.open == open.map(\.partner)
      && installation.surroundings.now() - override.at <= ShredOverride.validity
  }

  private func stored(_ target: ShredTarget) throws -> ShredOverride? {
    try installation.store.read { try $0.fact(ShredOverride.prefix + target.name) }
      .map { try FactText.decode(ShredOverride.self, $0) }
  }

  private func store(_ override: ShredOverride) throws {
    try installation.store.write {
      try $0.set(fact: ShredOverride.prefix + override.target.name, to: try FactText.encode(override))
    }
  }
}
