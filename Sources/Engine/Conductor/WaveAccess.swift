import Catalogue
import Channels
import Store
import Vault
import Workflow

/// All that the conductor needs of one wave beside the store: the seam where a simulation takes the place of the world.
public protocol WaveAccess: Sendable {
  /// Identifiers of some subjects, in the order of their indices.
  func items(_ subjects: SubjectRanges, of kinds: [IdentifierKind], in session: any StoreReading) throws -> [BatchItem]
  /// Seals evidence. - Returns: the 32 bytes that stand in the ledger for it.
  func keep(_ files: [EvidenceFile]) throws -> [UInt8]
  /// Makes everything kept so far durable; called before the transaction that names it.
  func syncEvidence() throws
  func seal(job: [UInt8], instruction: InstructionID, number: Int) throws -> [UInt8]
  func open(job: [UInt8], instruction: InstructionID, number: Int) throws -> [UInt8]
  func channel(for partner: String) throws -> any Channel
  /// SHA-256 of the partner entry that the wave was approved with.
  func adapter(of partner: String) throws -> [UInt8]
  /// References of the secrets that the partner is shown; two entries with the same ones use one account.
  func credentials(of partner: String) -> Set<String>
  /// Identifier kinds of a lane, all that may be sent.
  func kinds(of partner: String, lane: Int) throws -> [IdentifierKind]
}

extension WaveAccess {
  public func credentials(of partner: String) -> Set<String> { [] }
}

/// The world's clock and dice, handed in from outside.
public struct Surroundings: Sendable {
  public var now: @Sendable () -> Instant
  /// Uniform in 0..<1.
  public var dice: @Sendable () -> Double

  public init(now: @escaping @Sendable () -> Instant, dice: @escaping @Sendable () -> Double) {
    self.now = now
    self.dice = dice
  }
}
