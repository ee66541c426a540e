import Ledger

/// What an entry says, as one sentence without its index, time, kind and partner.
enum EntryWords {
  static func of(_ entry: Entry) -> String {
    switch entry {
    case .genesis(let entry): "ledger \(Plain.name(entry.origin)) of \(Plain.name(entry.operatorName)) begins"
    case .matter(let entry): matter(entry)
    case .waveOpen(let entry): open(entry)
    case .dispatch(let entry): dispatch(entry)
    case .answer(let entry): answer(entry)
    case .outcome(let entry): outcome(entry)
    case .hold(let entry): hold("kept still", entry.subjects, entry.basis, entry.until)
    case .release(let entry): hold("released", entry.subjects, entry.basis, entry.until)
    case .amend(let entry):
      "corrects entry \(entry.index): " + entry.fields.map { Plain.text($0.name) }.joined(separator: ", ")
        + "; \(entry.reason.text)"
    case .key(let entry): "\(entry.action.rawValue) key \(Plain.name(entry.vkey)) from size \(entry.fromSize)"
    case .anchor(let entry): anchor(entry)
    case .shred(let entry): "keys destroyed for \(subjects(entry.subjects, none: "the whole wave")), \(by(entry.by))"
    case .waveClose(let entry): close(entry)
    }
  }

  /// `100 subjects (0-99)`; the first few ranges where there are many.
  static func subjects(_ ranges: IndexRanges?, none: String) -> String {
    guard let ranges else { return none }
    let count = Figures.count(ranges.count, "subject")
    guard !ranges.isEmpty else { return count }
    let shown = ranges.spans.prefix(3).map { $0.count == 1 ? "\($0.first)" : "\($0.first)-\($0.last)" }
    let more = ranges.spans.count > 3 ? ", and \(Figures.count(ranges.spans.count - 3, "more range"))" : ""
    return "\(count) (\(shown.joined(separator: ", "))\(more))"
  }

  private static func matter(_ entry: MatterEntry) -> String {
    let contained = entry.containedAt.map { ", contained at \($0)" } ?? ""
    let clocks = entry.clocks.map { "\($0.duty.text) due \($0.due ?? "without a date")" }.joined(separator: ", ")
    return "matter \(Plain.name(entry.matter)), discovered on \(entry.discoveredOn)\(contained); data "
      + entry.data.map(\.text).joined(separator: ", ") + (clocks.isEmpty ? "" : "; clocks \(clocks)")
  }

  private static func open(_ entry: WaveOpenEntry) -> String {
    "wave \(Plain.name(entry.wave)) opens with \(Figures.count(entry.subjects, "subject")) and "
      + Figures.count(entry.partners.count, "partner") + "; approved by "
      + entry.approvals.map(by).joined(separator: " and ")
  }

  private static func dispatch(_ entry: DispatchEntry) -> String {
    let grade = entry.grade.map { ", \($0.rawValue)" } ?? ""
    let reason = entry.reason.map { ", \($0.text)" } ?? ""
    let kinds = entry.identifiers.isEmpty ? "" : " by " + entry.identifiers.map(\.text).joined(separator: ", ")
    return "\(Plain.name(entry.dispatch)), attempt \(entry.attempt) by \(entry.route.text): \(entry.result.rawValue)"
      + "\(grade)\(reason); \(subjects(entry.subjects, none: "a selector"))\(kinds)"
  }

  private static func answer(_ entry: AnswerEntry) -> String {
    let dispatch = entry.dispatch.map { " to \(Plain.name($0))" } ?? ""
    let says =
      switch (entry.outcome, entry.grade) {
      case (let outcome?, let grade): OutcomeWords.phrase(outcome.outcome, grade?.grade)
      case (nil, let grade?): grade.rawValue
      case (nil, nil): "decides nothing"
      }
    let reason = entry.reason.map { ", \($0.text)" } ?? ""
    return "\(entry.via.rawValue)\(dispatch): \(says)\(reason); \(subjects(entry.subjects, none: "the whole request"))"
  }

  private static func outcome(_ entry: OutcomeEntry) -> String {
    let reason = entry.reason.flatMap { $0.text == entry.outcome.rawValue ? nil : ", \($0.text)" } ?? ""
    let backups = entry.residual.map { "; backups until \($0.backupsUntil)" } ?? ""
    return OutcomeWords.phrase(entry.outcome.outcome, entry.grade?.grade) + reason
      + "; \(subjects(entry.subjects, none: "all subjects"))\(backups)" + because(entry.answers)
  }

  private static func because(_ answers: [Int]) -> String {
    guard !answers.isEmpty else { return "" }
    let shown = answers.prefix(4).map(String.init).joined(separator: ", ")
    return "; by \(answers.count == 1 ? "entry" : "entries") \(shown)"
      + (answers.count > 4 ? " and \(answers.count - 4) more" : "")
  }

  private static func hold(_ verb: String, _ ranges: IndexRanges?, _ basis: LedgerCode, _ until: String?) -> String {
    "\(subjects(ranges, none: "all subjects")) \(verb), \(basis.text)" + (until.map { ", until \($0)" } ?? "")
  }

  private static func anchor(_ entry: AnchorEntry) -> String {
    let how = entry.token == nil ? "a witness signed" : "a time-stamp covers"
    return "\(how) size \(entry.size), at \(entry.time)"
  }

  private static func close(_ entry: WaveCloseEntry) -> String {
    let partners = Set(entry.totals.map(\.partner)).count
    return "wave \(Plain.name(entry.wave)) closes with totals of \(Figures.count(partners, "partner")), \(by(entry.by))"
  }

  private static func by(_ holder: KeyHolder) -> String { "\(holder.role.text) \(holder.key)" }
}
