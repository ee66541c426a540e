import Catalogue
import Vault
import Workflow

/// One way to one partner: turns a dispatch into a transmission and bytes back into a verdict.
///
/// A channel never decides what happens next and never writes to the store. `onEnd` is called exactly once for
/// each transmission, from any thread, also when the channel is closed meanwhile.
public protocol Channel: Sendable {
  /// Builds the bytes and sends nothing.
  /// - Throws: `PrepareFailure`, before anything left the machine.
  func prepare(_ order: Order) throws(PrepareFailure) -> Prepared

  func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void)

  /// Asks for the state of a job; without one, whether the partner knows the dispatch's key (`query-first`).
  func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void)

  /// Ends what is under way after `grace`; nothing new may be begun.
  func close(grace: Span)
}

/// What the engine knows of one transmission.
public struct Order: Sendable {
  public enum Purpose: Hashable, Sendable {
    case deletion
    /// The n-th reminder of the instruction, from 1.
    case reminder(Int)
    /// The same again to the partner's next contact.
    case redirect
    /// Whether the one subject is still there.
    case probe
  }

  public var matter: String
  public var wave: String
  public var partner: String
  public var dispatch: String
  /// The same for every attempt.
  public var key: String
  /// The key of the instruction's first dispatch: what reminders thread onto.
  public var firstKey: String
  /// Keys of the letters that went before in the same conversation, oldest first.
  public var earlierKeys: [String] = []
  /// Which of the partner's contacts is spoken to; 0 is the first one.
  public var contact = 0
  public var purpose: Purpose
  /// `nil` for a selector.
  public var lane: String?
  /// Empty for a selector.
  public var items: [BatchItem]
  /// What the channel wanted to remember of this dispatch's earlier calls.
  public var memory: [UInt8]?
  /// Whether an earlier attempt of this call may have reached the partner.
  public var isRepeat = false
  /// The date of the wave, or of the reminder: the same for every attempt, so that repeats are the same bytes.
  public var issuedAt: Instant
  public var now: Instant

  public init(
    matter: String, wave: String, partner: String, dispatch: String, key: String, firstKey: String, purpose: Purpose,
    lane: String?, items: [BatchItem], issuedAt: Instant, now: Instant
  ) {
    self.matter = matter
    self.wave = wave
    self.partner = partner
    self.dispatch = dispatch
    self.key = key
    self.firstKey = firstKey
    self.purpose = purpose
    self.lane = lane
    self.items = items
    self.issuedAt = issuedAt
    self.now = now
  }
}

/// Bytes ready to leave. Only the channel that made it can read it.
public struct Prepared: Sendable {
  /// SHA-256 of the body.
  public var bodyHash: [UInt8]
  public var content: any Sendable
  /// Kept sealed with the intent, and handed back as the order's `memory` when the call is made again: where the same
  /// order would not give the same bytes twice.
  public var keep: [UInt8]?

  public init(bodyHash: [UInt8], content: any Sendable, keep: [UInt8]? = nil) {
    self.keep = keep
    self.bodyHash = bodyHash
    self.content = content
  }
}

public enum PrepareFailure: Error, Hashable, Sendable {
  /// More than the partner takes in one call; the dispatch is cut in two.
  case tooLarge
  /// A slot resolves to nothing or to something that must not be sent.
  case unusable(Reason)
  /// The same, because of a single subject; a dispatch of several is cut in two until it stands alone.
  case oneIsUnusable(Reason)
}

/// What came of one transmission or question.
public struct Report: Sendable {
  public enum Finding: Hashable, Sendable {
    case sent(Verdict)
    case asked(PollVerdict)
  }

  public var finding: Finding
  /// The exact bytes, to be sealed: request, response, certificate, mail.
  public var evidence: [EvidenceFile]
  /// SHA-256 of the signer's public key (SPKI), where the answer's signature was verified.
  public var signer: [UInt8]?
  /// What the channel needs to go on with this dispatch: kept sealed, until a later report brings another.
  public var memory: [UInt8]?
  /// The kinds of identifiers that were sent, where they are not all of the lane's.
  public var identifiers: [IdentifierKind]?
  /// The address does not exist, or takes nothing: another of the partner's contacts may.
  public var refusesContact = false

  public init(
    finding: Finding, evidence: [EvidenceFile] = [], signer: [UInt8]? = nil, memory: [UInt8]? = nil,
    identifiers: [IdentifierKind]? = nil
  ) {
    self.identifiers = identifiers
    self.finding = finding
    self.evidence = evidence
    self.signer = signer
    self.memory = memory
  }
}
