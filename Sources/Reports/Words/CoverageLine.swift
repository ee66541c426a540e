/// The sentence that the notice to the public rests on: asked N of M; K not possible, because ...
struct CoverageLine: Hashable {
  /// Why one partner could not be asked.
  struct Obstacle: Hashable {
    var partner: String
    var because: String
  }

  /// Where one partner stands towards the question whether it was asked.
  enum Standing: Hashable {
    case asked
    case notPossible(because: String)
    /// Settled without anything having reached it.
    case notReached
    case notYet
  }

  private(set) var asked = 0
  private(set) var partners = 0
  private(set) var obstacles: [Obstacle] = []
  private(set) var notReached: [String] = []
  private(set) var notYet: [String] = []

  mutating func add(_ name: String, _ standing: Standing) {
    partners += 1
    switch standing {
    case .asked: asked += 1
    case .notPossible(let because): obstacles.append(Obstacle(partner: name, because: because))
    case .notReached: notReached.append(name)
    case .notYet: notYet.append(name)
    }
  }

  var text: String {
    var text = "asked \(Figures.grouped(asked)) of \(Figures.grouped(partners)); "
    text += "\(Figures.grouped(obstacles.count)) not possible"
    if !obstacles.isEmpty {
      text +=
        ", because " + reasons.map { "\($0.partners.joined(separator: ", ")): \($0.because)" }.joined(separator: "; ")
    }
    if !notReached.isEmpty { text += "; \(notReached.count) not reached: " + notReached.joined(separator: ", ") }
    if !notYet.isEmpty { text += "; \(Figures.grouped(notYet.count)) not asked yet" }
    return text
  }

  /// Partners with the same reason stand together, in the order in which they came.
  var reasons: [(because: String, partners: [String])] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for obstacle in obstacles {
      if names[obstacle.because] == nil { order.append(obstacle.because) }
      names[obstacle.because, default: []].append(obstacle.partner)
    }
    return order.map { ($0, names[$0, default: []]) }
  }
}
