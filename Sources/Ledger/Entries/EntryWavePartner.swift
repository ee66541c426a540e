/// One partner of a wave, with what can be had from it at best.
public struct WavePartner: Hashable, Sendable {
  public var id: String
  public var name: String
  /// Nil where the partner cannot be reached.
  public var route: LedgerCode?
  /// The strongest grade the route can give.
  public var bestGrade: LedgerGrade?
  public var scope: LedgerScope
  /// Subjects routed to the partner.
  public var subjects: IndexRanges
  /// The best outcome for the subjects that are not routed; nil where there are none.
  public var rest: LedgerOutcome?

  public init(
    id: String, name: String, route: LedgerCode?, bestGrade: LedgerGrade?, scope: LedgerScope, subjects: IndexRanges,
    rest: LedgerOutcome?
  ) {
    self.id = id
    self.name = name
    self.route = route
    self.bestGrade = bestGrade
    self.scope = scope
    self.subjects = subjects
    self.rest = rest
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("best_grade")
      w.optional(bestGrade) { w, v in w.word(v) }
      w.key("id")
      w.string(id)
      w.key("name")
      w.string(name)
      w.key("rest")
      w.optional(rest) { w, v in w.word(v) }
      w.key("route")
      w.optional(route) { w, v in w.code(v) }
      w.key("scope")
      w.word(scope)
      w.key("subjects")
      w.ranges(subjects)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let bestGrade = try r.field("best_grade") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.word(LedgerGrade.self) }
      }
      let id = try r.field("id") { (r) throws(EntryError) in try r.name() }
      let name = try r.field("name") { (r) throws(EntryError) in try r.name() }
      let rest = try r.field("rest") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.word(LedgerOutcome.self) }
      }
      let route = try r.field("route") { (r) throws(EntryError) in
        try r.optional { (r) throws(EntryError) in try r.code() }
      }
      let scope = try r.field("scope") { (r) throws(EntryError) in try r.word(LedgerScope.self) }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in try r.ranges() }
      return WavePartner(
        id: id, name: name, route: route, bestGrade: bestGrade, scope: scope, subjects: subjects, rest: rest)
    }
  }
}
