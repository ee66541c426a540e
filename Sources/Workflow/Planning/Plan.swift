/// What a wave would do, frozen: the thing that two people approve.
public struct Plan: Hashable, Sendable, Codable {
  public var matter: String
  public var wave: String
  public var subjects: Int
  /// Root of the subject set, 32 bytes.
  public var setRoot: [UInt8]
  /// SHA-256 of each input that shapes what is sent: matter file, templates, documents, partner entries.
  public var inputs: [Input]
  public var clocks: [DutyClock]
  public var partners: [PlannedPartner]

  public init(
    matter: String, wave: String, subjects: Int, setRoot: [UInt8], inputs: [Input], clocks: [DutyClock],
    partners: [PlannedPartner]
  ) {
    self.matter = matter
    self.wave = wave
    self.subjects = subjects
    self.setRoot = setRoot
    self.inputs = inputs
    self.clocks = clocks
    self.partners = partners
  }

  public struct Input: Hashable, Sendable, Codable {
    public var name: String
    public var digest: [UInt8]

    public init(name: String, digest: [UInt8]) {
      self.name = name
      self.digest = digest
    }
  }

  public func partner(_ id: String) -> PlannedPartner? { partners.first { $0.id == id } }

  public var requests: Int { partners.reduce(0) { $0 + $1.requests } }
  public var mayNeedMore: Bool { partners.contains { $0.route != nil && $0.mayNeedMore } }
  public var mails: Int { partners.reduce(0) { $0 + $1.mails } }
  public var asked: [PlannedPartner] { partners.filter { $0.route != nil } }
  public var notPossible: [PlannedPartner] { partners.filter { $0.route == nil } }
}

/// What one partner would be told.
public struct PlannedPartner: Hashable, Sendable, Codable {
  public var id: String
  public var name: String
  /// `nil` where nothing can be asked.
  public var route: Route?
  public var scope: Scope
  public var bestGrade: Grade?
  /// Why nothing can be asked, where `route` is `nil`.
  public var obstacle: Reason?
  public var lanes: [PlannedLane]
  public var cells: [CoverageCell]
  public var terms: Terms?
  /// What the plan wants a person to know: hazards, unconfirmed facts, retention.
  public var remarks: [String]
  /// `nil` where the partner file says nothing of the kind, so that older plans keep their digest.
  public var facts: PlannedFacts?

  public init(
    id: String, name: String, route: Route?, scope: Scope, bestGrade: Grade?, obstacle: Reason?, lanes: [PlannedLane],
    cells: [CoverageCell], terms: Terms?, remarks: [String], facts: PlannedFacts? = nil
  ) {
    self.id = id
    self.name = name
    self.route = route
    self.scope = scope
    self.bestGrade = bestGrade
    self.obstacle = obstacle
    self.lanes = lanes
    self.cells = cells
    self.terms = terms
    self.remarks = remarks
    self.facts = facts
  }

  /// Whether one transmission without subjects goes out.
  public var sendsSelector: Bool {
    switch (route, scope) {
    case (nil, _), (_, .subjects): false
    case (_, .selector), (_, .both): true
    }
  }

  public var routed: SubjectRanges { lanes.reduce(SubjectRanges()) { $0.union($1.subjects) } }

  /// Transmissions known in advance: selector first, then the lanes' batches in order.
  public var dispatches: Int { (sendsSelector ? 1 : 0) + lanes.reduce(0) { $0 + $1.dispatches } }

  /// Calls that are certain: at least so many, where `mayNeedMore`.
  public var requests: Int {
    switch route {
    case .api, .opendsr, .ddrf, .drp, .file: facts?.certainCalls ?? dispatches
    case .email, .portal, nil: 0
    }
  }

  /// What is asked depends on what is found.
  public var mayNeedMore: Bool { facts?.certainCalls != nil }

  public var mails: Int { route == .email ? dispatches : 0 }

  /// What the dispatch with this number covers; `nil` past the end. A selector's dispatch has no lane.
  public func dispatch(_ number: Int) -> (lane: Int?, subjects: SubjectRanges?)? {
    guard number >= 0, route != nil else { return nil }
    var rest = number
    if sendsSelector {
      if rest == 0 { return (nil, nil) }
      rest -= 1
    }
    for (place, lane) in lanes.enumerated() {
      if rest < lane.dispatches {
        return (place, lane.subjects.slice(rest * lane.batch..<min((rest + 1) * lane.batch, lane.count)))
      }
      rest -= lane.dispatches
    }
    return nil
  }
}

/// Subjects that go by the same identifiers.
public struct PlannedLane: Hashable, Sendable, Codable {
  public var name: String
  public var identifiers: [IdentifierKind]
  public var subjects: SubjectRanges
  /// Subjects in one transmission, at least 1.
  public var batch: Int
  public let count: Int

  public init(name: String, identifiers: [IdentifierKind], subjects: SubjectRanges, batch: Int) {
    self.name = name
    self.identifiers = identifiers
    self.subjects = subjects
    self.batch = max(1, batch)
    self.count = subjects.count
  }

  public var dispatches: Int { (count + batch - 1) / batch }

  /// Lanes of the entry that a subject is told by, one after the other: `user+cookie` is two.
  public var parts: Int { name.utf8.count { $0 == UInt8(ascii: "+") } + 1 }
}
