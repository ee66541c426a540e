/// One wave as its lines tell it so far.
struct WaveStanding {
  struct Partner {
    /// Without subjects: ``routed`` holds them.
    let details: WavePartner
    var routed: SubjectBitmap
    /// Subjects told to the partner so far.
    var dispatched: SubjectBitmap
    /// Whether a selector went out.
    var hasSelector = false
    var settled: SubjectBitmap
    var dispatches = DispatchBook()
    var tally = OutcomeTally()

    init(details: WavePartner, subjects: Int) {
      var bare = details
      bare.subjects = IndexRanges()
      self.details = bare
      let nobody = SubjectBitmap(size: subjects)
      (routed, dispatched, settled) = (nobody, nobody, nobody)
      routed.insert(details.subjects)
    }
  }

  struct Closing {
    let firstIndex: UInt64
    let entry: WaveCloseEntry
    var totals: [WaveTotal]
  }

  /// Without partners.
  let opening: WaveOpenEntry
  let openedAt: UInt64
  var partners: [Partner] = []
  private(set) var numbers: [String: Int] = [:]
  var hasTraffic = false
  var closing: Closing?
  var isClosed = false

  /// A bit per subject is kept for each partner, so a false N must not ask for all memory.
  static let subjectLimit = 1 << 28

  init(opening: WaveOpenEntry, openedAt: UInt64) {
    var bare = opening
    bare.partners = []
    (self.opening, self.openedAt) = (bare, openedAt)
  }

  var subjects: Int { opening.subjects }
  var id: String { opening.wave }

  mutating func add(_ partner: WavePartner) {
    numbers[partner.id] = partners.count
    partners.append(Partner(details: partner, subjects: subjects))
  }

  /// What is wrong with a close at this moment.
  func coverageProblems() -> [String] {
    partners.sorted { $0.details.id < $1.details.id }.compactMap { partner in
      guard partner.settled.count < subjects else { return nil }
      let open = partner.settled.missing
      let shown = IndexRanges(checked: Array(open.spans.prefix(5)))
      let dots = open.spans.count > 5 ? " and more" : ""
      return "closes wave \(id) while partner \(partner.details.id) has no outcome for \(open.count) of "
        + "\(subjects) subjects: \(shown)\(dots)"
    }
  }

  func totalsProblems(_ totals: [WaveTotal]) -> [String] {
    struct Pair: Hashable { let partner: String, outcome: LedgerOutcome }
    var wanted: [Pair: Int] = [:]
    for partner in partners {
      for (outcome, count) in partner.tally.byOutcome {
        wanted[Pair(partner: partner.details.id, outcome: outcome)] = count
      }
    }
    var problems: [String] = []
    for total in totals {
      let counted = wanted.removeValue(forKey: Pair(partner: total.partner, outcome: total.outcome)) ?? 0
      if counted != total.subjects {
        problems.append(
          "states \(total.subjects) subjects as \(total.outcome.rawValue) at partner \(total.partner); "
            + "the outcomes add up to \(counted)")
      }
    }
    for (pair, count) in wanted.sorted(by: {
      ($0.key.partner, $0.key.outcome.rawValue) < ($1.key.partner, $1.key.outcome.rawValue)
    }) {
      problems.append("leaves out \(count) subjects settled as \(pair.outcome.rawValue) at partner \(pair.partner)")
    }
    return problems
  }

  /// Who was not asked although a wave is complete only when everybody is accounted for.
  func openingProblems() -> [String] {
    partners.compactMap { partner in
      let details = partner.details
      guard details.scope == .subjects, details.rest == nil, partner.routed.count < subjects else { return nil }
      return "opens wave \(id) with partner \(details.id), which \(subjects - partner.routed.count) of \(subjects) "
        + "subjects are not routed to, and states no outcome for them"
    }
  }

  var report: LedgerReport.Wave {
    LedgerReport.Wave(
      id: id, subjects: subjects, isClosed: isClosed,
      partners: partners.sorted { $0.details.id < $1.details.id }.map { partner in
        LedgerReport.Partner(
          id: partner.details.id, name: partner.details.name, routed: partner.routed.count,
          settled: partner.settled.count, byOutcome: partner.tally.byOutcome, byGrade: partner.tally.byGrade,
          open: partner.settled.missing)
      })
  }
}
