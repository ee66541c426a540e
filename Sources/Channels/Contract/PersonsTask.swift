import Workflow

/// A route that only a person can go: nothing is ever transmitted by it.
public struct PersonsTask: Channel {
  public init() {}

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared { throw .unusable(Reason("portal-task")) }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    onEnd(Report(finding: .sent(.rejected(Reason("portal-task")))))
  }

  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    onEnd(Report(finding: .asked(.unknown(Reason("portal-task")))))
  }

  public func close(grace: Span) {}
}
