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
}

/// Something to be put on the wire. It is handed out only after its intent is durable.
public struct Start: Sendable {
  public enum Action: Sendable {
    case transmit(Prepared)
    case ask(job: [UInt8]?)
  }

  public var ticket: Ticket
  public var order: Order
  public var action: Action
  public var channel: any Channel

  public init(ticket: Ticket, order: Order, action: Action, channel: any Channel) {
    self.ticket = ticket
    self.order = order
    self.action = action
    self.channel = channel
  }
}

/// Something that came back.
public struct Ended: Sendable {
  public var ticket: Ticket
  public var report: Report

  public init(ticket: Ticket, report: Report) {
    self.ticket = ticket
    self.report = report
  }
}
