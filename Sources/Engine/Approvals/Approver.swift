import Store
import Workflow

/// Takes approvals: two different people, two different keys, over exactly this plan.
public struct Approver {
  /// People needed before a wave may be sent.
  public static let needed = 2

  let store: any Store
  let signatures: SSHSignatures
  let surroundings: Surroundings

  public init(store: any Store, signatures: SSHSignatures, surroundings: Surroundings) {
    self.store = store
    self.signatures = signatures
    self.surroundings = surroundings
  }

  /// - Parameter role: A code such as `legal` or `privacy`: it stands in the ledger, the name does not.
  /// - Returns: the approvals so far.
  public func approve(_ waveID: String, signature: String, role: Reason) throws -> [ApprovalRecord] {
    guard let wave = try store.read({ try $0.wave(waveID) }) else { throw StoreError.missing("wave \(waveID)") }
    guard wave.stage == .planned || wave.stage == .approved else {
      throw ApprovalError.notPlanned(wave: wave.id, stage: wave.stage.rawValue)
    }
    let signer = try signatures.verify(signature, over: ApprovalText.of(wave))
    return try store.write { session in
      let earlier = try session.approvals(of: wave.id)
      guard !earlier.contains(where: { $0.principal == signer.principal || $0.fingerprint == signer.fingerprint })
      else { throw ApprovalError.samePerson(signer.principal) }
      try session.insert(
        ApprovalRecord(
          wave: wave.id, role: role.code, principal: signer.principal, fingerprint: signer.fingerprint,
          signature: signature, at: surroundings.now()))
      if earlier.count + 1 >= Approver.needed, wave.stage == .planned {
        try session.set(.approved, of: wave.id)
        for var instruction in try session.instructions(of: wave.id) {
          instruction.state = instruction.state.on(.approved).next
          try session.update(instruction)
        }
      }
      return try session.approvals(of: wave.id)
    }
  }
}
