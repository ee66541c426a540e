/// Why a witness did not cosign. Each says what to do next.
public enum WitnessRefusal: Hashable, Sendable, CustomStringConvertible {
  case unknownLog(vkey: String)
  case untrusted(vkey: String)
  /// It holds a checkpoint of this very size with another root.
  case forked(size: UInt64)
  /// The proof does not lead from what it holds to this checkpoint.
  case inconsistent(size: UInt64)
  /// It has seen a larger tree than this checkpoint's.
  case ahead(size: UInt64)
  case restless
  case badRequest
  case noCosignature
  case failing(CosignatureError)
  case wrongClock(LedgerTime)
  case status(Int)
  case unreadable(status: Int)

  public var description: String {
    switch self {
    case .unknownLog(let vkey): "the witness does not know this ledger; have it add the key \(vkey)"
    case .untrusted(let vkey): "the witness trusts other keys for this ledger; have it add the key \(vkey)"
    case .forked(let size):
      "the witness holds another root for size \(size): two histories were signed; keep both checkpoints and compare"
    case .inconsistent(let size):
      """
      this ledger does not grow out of what the witness saw at size \(size): it was cut, rewritten or restored; run \
      `ledger verify` against an older checkpoint
      """
    case .ahead(let size):
      "the witness has seen size \(size) already, more than this checkpoint holds; send it the newest checkpoint"
    case .restless: "the witness named another size at every try; try again when nobody else sends it checkpoints"
    case .badRequest: "the witness could not read the request; check that its address is a C2SP witness"
    case .noCosignature: "the witness's answer holds no cosignature by its key; check the vkey in the policy"
    case .failing(let error): "\(error)"
    case .wrongClock(let time): "the witness's cosignature says \(time), which is not now; check both clocks"
    case .status(let status): "the witness answered with status \(status); look at its log, and try again later"
    case .unreadable(let status):
      "the witness's answer with status \(status) is not in the format; check that its address is a C2SP witness"
    }
  }
}

/// A log's side of `add-checkpoint` with one witness: bytes in, the next request or the end out. It sends nothing.
///
/// ```swift
/// var exchange = WitnessExchange(
///   checkpoint: reader.checkpoint, logKey: reader.key, key: witness.key, prove: reader.consistencyProof)
/// var step = try exchange.start()
/// while case .post(let body) = step {
///   let answer = try await post(body, to: witness.url)
///   step = try exchange.receive(status: answer.status, contentType: answer.type, body: answer.body, at: now)
/// }
/// ```
public struct WitnessExchange {
  public enum Step: Hashable, Sendable {
    /// Send this to `<submission prefix>/add-checkpoint`.
    case post([UInt8])
    case cosigned(Cosignature)
    case refused(WitnessRefusal)
  }

  /// How far the witness's clock may be off, in seconds: what a ledger's brackets allow.
  static let clockTolerance: Int64 = 300
  static let tryLimit = 3

  private let checkpoint: Checkpoint
  private let logKey: VerifierKey
  private let key: WitnessKey
  private let prove: (_ old: UInt64, _ new: UInt64) throws -> [LedgerHash]
  private var oldSize: UInt64
  private var tries = 0

  /// - Parameters:
  ///   - logKey: The ledger's key, for telling the witness's keeper what to add.
  ///   - knownSize: What this witness cosigned last; 0 if that is not known: it will say.
  ///   - prove: The consistency proof between two sizes of the ledger, neither above the checkpoint's.
  public init(
    checkpoint: Checkpoint, logKey: VerifierKey, key: WitnessKey, knownSize: UInt64 = 0,
    prove: @escaping (_ old: UInt64, _ new: UInt64) throws -> [LedgerHash]
  ) {
    (self.checkpoint, self.logKey, self.key, self.prove) = (checkpoint, logKey, key, prove)
    // What is written down about the witness may be wrong; it knows best.
    oldSize = knownSize <= checkpoint.size ? knownSize : 0
  }

  /// The first request.
  public mutating func start() throws -> Step { try post() }

  /// - Parameter now: The time on the log's clock.
  public mutating func receive(status: Int, contentType: String?, body: [UInt8], at now: LedgerTime) throws -> Step {
    switch WitnessReply(status: status, contentType: contentType, body: body) {
    case .cosigned(let lines): return accept(lines, now)
    case .conflict(let size): return try follow(size)
    case .badRequest: return .refused(.badRequest)
    case .untrusted: return .refused(.untrusted(vkey: logKey.description))
    case .unknownLog: return .refused(.unknownLog(vkey: logKey.description))
    case .inconsistent: return .refused(.inconsistent(size: oldSize))
    case .other(let status): return .refused(.status(status))
    case .unreadable(let status): return .refused(.unreadable(status: status))
    }
  }

  private mutating func post() throws -> Step {
    tries += 1
    let proof = try prove(oldSize, checkpoint.size)
    return .post(AddCheckpoint(oldSize: oldSize, proof: proof, checkpoint: checkpoint).bytes)
  }

  private mutating func follow(_ size: UInt64) throws -> Step {
    if size > checkpoint.size { return .refused(.ahead(size: size)) }
    if size == oldSize, size == checkpoint.size { return .refused(.forked(size: size)) }
    guard size != oldSize, tries < Self.tryLimit else { return .refused(.restless) }
    oldSize = size
    return try post()
  }

  private func accept(_ lines: [Cosignature], _ now: LedgerTime) -> Step {
    guard let line = lines.first(where: { $0.isNamed(for: key) }) else { return .refused(.noCosignature) }
    do throws(CosignatureError) {
      let time = try line.verify(checkpoint.note, by: key)
      guard abs(time.seconds - now.seconds) <= Self.clockTolerance else { return .refused(.wrongClock(time)) }
      return .cosigned(line)
    } catch {
      return .refused(.failing(error))
    }
  }
}
