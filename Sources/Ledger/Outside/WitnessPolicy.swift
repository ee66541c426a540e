/// Which logs and witnesses count, and how many witnesses it takes: C2SP tlog-policy.
///
/// ```
/// log example.com/expunge/m1+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
/// witness auditor audit.example/w1+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G http://127.0.0.1:8390
/// quorum auditor
/// ```
public struct WitnessPolicy: Hashable, Sendable {
  public struct Log: Hashable, Sendable {
    public let key: VerifierKey
    public let url: String?
  }

  public struct Witness: Hashable, Sendable {
    /// Its name inside the policy, which need not be the key's name.
    public let name: String
    public let key: WitnessKey
    /// Where it takes checkpoints: `/add-checkpoint` is appended.
    public let url: String?
  }

  /// A name of the policy and what it stands for. Members are places of earlier nodes.
  struct Node: Hashable, Sendable {
    enum Rule: Hashable, Sendable {
      case witness(Int)
      case group(threshold: Int, members: [Int])
    }
    /// Octets, as the format wants: two spellings of a letter are two names.
    let name: [UInt8]
    let rule: Rule
  }

  public let logs: [Log]
  public let witnesses: [Witness]
  let nodes: [Node]
  /// Place of a node; nil for `quorum none`.
  let quorum: Int?

  /// - Parameter file: The name that mistakes are told with.
  public init(parsing bytes: [UInt8], file: String = "policy") throws(WitnessPolicyError) {
    var reading = WitnessPolicyReading()
    self = try reading.read(bytes, file: file)
  }

  init(logs: [Log], witnesses: [Witness], nodes: [Node], quorum: Int?) {
    (self.logs, self.witnesses, self.nodes, self.quorum) = (logs, witnesses, nodes, quorum)
  }

  /// True for `quorum none`: no cosignature is asked for.
  public var asksForNobody: Bool { quorum == nil }

  /// The witness that an `anchor/1` names.
  public func witness(for authority: LedgerHash) -> WitnessKey? {
    witnesses.first { $0.key.authority == authority }?.key
  }

  /// The witness whose key a line names.
  public func witness(named line: Cosignature) -> Witness? { witnesses.first { line.isNamed(for: $0.key) } }

  /// Whether a listed log signed the checkpoint and enough witnesses did: ``judge(_:over:)`` tells who.
  public func isSatisfied(by lines: [Cosignature], over checkpoint: [UInt8]) throws(NoteError) -> Bool {
    try judge(lines, over: checkpoint).isSatisfied
  }

  /// Verifies the lines, and those that stand in the checkpoint itself. Lines by unknown keys count for nothing.
  public func judge(_ lines: [Cosignature], over checkpoint: [UInt8]) throws(NoteError) -> WitnessVerdict {
    let note = try Checkpoint(parsing: checkpoint).note
    var times: [Int: LedgerTime] = [:]
    var failed: Set<Int> = []
    for line in note.cosignatures + lines {
      guard let at = witnesses.firstIndex(where: { line.isNamed(for: $0.key) }) else { continue }
      do throws(CosignatureError) {
        let time = try line.verify(note, by: witnesses[at].key)
        times[at] = min(times[at] ?? time, time)
      } catch {
        failed.insert(at)
      }
    }
    return WitnessVerdict(
      signed: times.sorted { $0.key < $1.key }.map { .init(witness: witnesses[$0.key], time: $0.value) },
      failed: failed.sorted().map { witnesses[$0] }, isQuorum: isQuorum { times[$0] != nil },
      isByKnownLog: logs.isEmpty || (try? note.verify(by: logs.map(\.key))) != nil)
  }

  /// - Parameter signed: Whether the witness at this place cosigned.
  func isQuorum(_ signed: (Int) -> Bool) -> Bool {
    guard let quorum else { return true }
    var holds: [Bool] = []
    for node in nodes {
      switch node.rule {
      case .witness(let at): holds.append(signed(at))
      case .group(let threshold, let members): holds.append(members.count { holds[$0] } >= threshold)
      }
    }
    return holds[quorum]
  }
}

/// What a policy says of a checkpoint.
public struct WitnessVerdict: Hashable, Sendable {
  public struct Signed: Hashable, Sendable {
    public let witness: WitnessPolicy.Witness
    /// The earliest, where it signed more than once.
    public let time: LedgerTime
  }

  /// In the policy's order.
  public let signed: [Signed]
  /// Known witnesses under whose name a line stands that does not verify: something was changed.
  public let failed: [WitnessPolicy.Witness]
  /// Enough witnesses signed.
  public let isQuorum: Bool
  /// A listed log signed; true where the policy lists none.
  public let isByKnownLog: Bool

  /// A known key whose signature fails makes the note worthless, however many others signed.
  public var isSatisfied: Bool { isQuorum && isByKnownLog && failed.isEmpty }
}
