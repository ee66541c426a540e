import Workflow

/// A matter as stored: its file sealed, as it may describe more than the ledger says.
public struct MatterRecord: Sendable, Hashable {
  public var id: String
  public var sealedFile: [UInt8]
  /// SHA-256 of the file, which the ledger's `matter/1` line holds.
  public var digest: [UInt8]
  public var openedAt: Instant

  public init(id: String, sealedFile: [UInt8], digest: [UInt8], openedAt: Instant) {
    self.id = id
    self.sealedFile = sealedFile
    self.digest = digest
    self.openedAt = openedAt
  }
}

public enum WaveStage: String, Sendable, CaseIterable, Codable {
  case planned, approved, sending, closed, void
}

public struct WaveRecord: Sendable, Hashable {
  public var id: String
  public var matter: String
  public var stage: WaveStage
  public var subjects: Int
  public var plan: Plan
  /// SHA-256 of what would be sent: what the approvals sign.
  public var digest: [UInt8]
  /// Fingerprint (`SHA256:...`) of the planner's key, or the planner's login name: this person cannot approve alone.
  public var planner: String
  public var createdAt: Instant
  /// The moment of legal's button.
  public var sentAt: Instant?

  public init(
    id: String, matter: String, stage: WaveStage, subjects: Int, plan: Plan, digest: [UInt8], planner: String,
    createdAt: Instant, sentAt: Instant? = nil
  ) {
    self.id = id
    self.matter = matter
    self.stage = stage
    self.subjects = subjects
    self.plan = plan
    self.digest = digest
    self.planner = planner
    self.createdAt = createdAt
    self.sentAt = sentAt
  }
}

/// A text that a wave was planned with: partner entries, templates. Pinned, so that a later edit changes nothing under way.
public struct PinnedText: Sendable, Hashable {
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

public struct ApprovalRecord: Sendable, Hashable {
  public var wave: String
  public var role: String
  /// The principal of the allowed signers file: identifies the person.
  public var principal: String
  /// `SHA256:...` of the SSH key.
  public var fingerprint: String
  public var signature: String
  public var at: Instant

  public init(
    wave: String, role: String, principal: String, fingerprint: String, signature: String, at: Instant
  ) {
    self.wave = wave
    self.role = role
    self.principal = principal
    self.fingerprint = fingerprint
    self.signature = signature
    self.at = at
  }
}

public struct InstructionID: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var wave: String
  public var partner: String

  public init(wave: String, partner: String) {
    self.wave = wave
    self.partner = partner
  }

  public var description: String { "\(wave)/\(partner)" }
  public static func < (left: Self, right: Self) -> Bool { (left.wave, left.partner) < (right.wave, right.partner) }
}

public struct InstructionRecord: Sendable, Hashable {
  public var id: InstructionID
  public var state: InstructionState
  public var ladder: Ladder
  /// Planned dispatches that exist as rows; the rest is implied by the plan.
  public var begun: Int
  /// Planned dispatches in all.
  public var planned: Int
  /// The next free dispatch number: planned ones first, then splits and reminders.
  public var nextNumber: Int
  public var remindersSent: Int
  /// When a timer of the instruction itself fires: reminder, end of waiting, end of a hold.
  public var timer: Instant?
  /// Which of the partner's contacts is spoken to: 0 is the first one.
  public var contact: Int
  /// Counts changes: the guard of every update.
  public var version: Int

  public init(id: InstructionID, state: InstructionState, planned: Int) {
    self.id = id
    self.state = state
    self.ladder = Ladder()
    self.begun = 0
    self.planned = planned
    self.nextNumber = planned
    self.remindersSent = 0
    self.timer = nil
    self.contact = 0
    self.version = 0
  }
}

public enum DispatchPurpose: Int, Sendable, Hashable, Codable {
  case deletion = 0
  case reminder = 1
  /// A look-up before its subject settles.
  case probe = 2
  /// A look-up after the instruction has ended.
  case recheck = 3
  /// A letter again, to another of the partner's contacts.
  case redirect = 4
}

public struct DispatchRecord: Sendable, Hashable {
  public var instruction: InstructionID
  public var number: Int
  public var parent: Int?
  public var purpose: DispatchPurpose
  /// The lane of the plan; `nil` for a selector.
  public var lane: Int?
  /// `nil` for a selector.
  public var subjects: SubjectRanges?
  public var state: DispatchState
  /// The same for every attempt.
  public var key: String
  /// SHA-256 of the body; empty until the first intent.
  public var bodyHash: [UInt8]
  /// The partner's reference, sealed.
  public var sealedJob: [UInt8]?
  /// Ledger index of the newest line that speaks of it: what its outcome will rest on.
  public var answer: Int?

  public init(
    instruction: InstructionID, number: Int, parent: Int? = nil, purpose: DispatchPurpose = .deletion, lane: Int?,
    subjects: SubjectRanges?, state: DispatchState, key: String
  ) {
    self.instruction = instruction
    self.number = number
    self.parent = parent
    self.purpose = purpose
    self.lane = lane
    self.subjects = subjects
    self.state = state
    self.key = key
    self.bodyHash = []
    self.sealedJob = nil
    self.answer = nil
  }

  /// The dispatch's name in the ledger.
  public var name: String { instruction.partner + "-" + String(number) }
}

/// How many subjects of an instruction ended in which way. `subjects` counts a selector's outcome as all subjects of the wave.
public struct Tally: Sendable, Hashable {
  public var outcome: Outcome
  public var grade: Grade?
  public var reason: Reason?
  public var subjects: Int

  public init(outcome: Outcome, grade: Grade?, reason: Reason?, subjects: Int) {
    self.outcome = outcome
    self.grade = grade
    self.reason = reason
    self.subjects = subjects
  }
}

/// How far a matter's ledger is: `next` counts lines committed to the outbox too, `size` and `root` what the ledger holds.
public struct LedgerPosition: Sendable, Hashable {
  public var next: Int
  public var size: Int
  public var root: [UInt8]

  public init(next: Int, size: Int, root: [UInt8]) {
    self.next = next
    self.size = size
    self.root = root
  }
}

/// Lines that wait for the ledger, in order.
public struct OutboxBatch: Sendable, Hashable {
  public var first: Int
  public var lines: [[UInt8]]

  public init(first: Int, lines: [[UInt8]]) {
    self.first = first
    self.lines = lines
  }
}
