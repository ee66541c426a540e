import Channels
import Store
import Workflow

/// Names one thing under way. Answers carry it back, so that a late or repeated one is known for what it is.
public struct Ticket: Hashable, Sendable {
  public var instruction: InstructionID
  public var number: Int
  public var epoch: Int
  public var attempt: Int

  public init(instruction: InstructionID, number: Int, epoch: Int, attempt: Int) {
    self.instruction = instruction
    self.number = number
    self.epoch = epoch
    self.attempt = attempt
  }

  /// The number alone tells nearly all tickets of a pass apart.
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// Something to be put on the wire. It is handed out only after its intent is durable.
///
/// An object, because it is large and goes from hand to hand.
public final class Start: Sendable {
  public enum Action: Sendable {
    case transmit(Prepared)
    case ask(job: [UInt8]?)
  }

  public let ticket: Ticket
  public let order: Order
  public let action: Action
  public let channel: any Channel
  /// Where the evidence of what comes back is kept.
  public let access: any WaveAccess

  init(ticket: Ticket, order: Order, action: Action, channel: any Channel, access: any WaveAccess) {
    (self.ticket, self.order, self.action) = (ticket, order, action)
    (self.channel, self.access) = (channel, access)
  }

  /// Puts it on the wire. What comes back is sealed on the thread that brings it, beside the conductor's own work.
  public func launch(onEnd: @escaping @Sendable (Ended) -> Void) {
    let deliver: @Sendable (Report) -> Void = { [self] report in
      let evidence = report.evidence.isEmpty ? nil : Result { try access.keep(report.evidence) }
      onEnd(
        Ended(
          ticket: ticket, finding: report.finding, signer: report.signer, evidence: evidence, memory: report.memory,
          identifiers: report.identifiers, refusesContact: report.refusesContact, start: self)
      )
    }
    switch action {
    case .transmit(let prepared): channel.transmit(prepared, order, onEnd: deliver)
    case .ask(let job): channel.ask(job: job, order, onEnd: deliver)
    }
  }
}

/// Something that came back. An object for the same reason.
public final class Ended: Sendable {
  public let ticket: Ticket
  public let finding: Report.Finding
  public let signer: [UInt8]?
  /// The 32 bytes that name the sealed evidence, or why it could not be kept; `nil` where there is none.
  public let evidence: Result<[UInt8], any Error>?
  public let memory: [UInt8]?
  /// The kinds of identifiers that were sent, where they are not all of the lane's.
  public let identifiers: [IdentifierKind]?
  /// As the channel's report says.
  public let refusesContact: Bool
  /// What it ends. Kept only so that its memory is given back by the thread that took it: allocators make threads wait
  /// for each other where one frees what another has allocated.
  private let start: Start?

  public init(
    ticket: Ticket, finding: Report.Finding, signer: [UInt8]? = nil, evidence: Result<[UInt8], any Error>? = nil,
    memory: [UInt8]? = nil, identifiers: [IdentifierKind]? = nil, refusesContact: Bool = false, start: Start? = nil
  ) {
    self.refusesContact = refusesContact
    self.start = start
    self.identifiers = identifiers
    self.ticket = ticket
    self.finding = finding
    self.signer = signer
    self.evidence = evidence
    self.memory = memory
  }
}
