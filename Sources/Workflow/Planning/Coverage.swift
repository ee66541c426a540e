/// One cell of the coverage table: what can be asked of one partner about one data type. There is no empty cell.
public struct CoverageCell: Hashable, Sendable, Codable {
  public var data: DataType
  public var finding: Finding

  public init(data: DataType, finding: Finding) {
    self.data = data
    self.finding = finding
  }

  public enum Finding: Hashable, Sendable, Codable {
    /// Asked by this route; the grade is the best proof that the route can give.
    case asked(Route, Grade)
    /// Nothing can be asked, for a factual reason with its source.
    case notPossible(Reason, because: String, source: String?)
  }

  public var isAsked: Bool {
    switch finding {
    case .asked: true
    case .notPossible: false
    }
  }
}

/// A duty with its clock running.
public struct DutyClock: Hashable, Sendable, Codable {
  public var duty: String
  public var from: Instant
  public var due: Instant

  public init(duty: String, from: Instant, due: Instant) {
    self.duty = duty
    self.from = from
    self.due = due
  }
}
