import Ledger

/// An entry laid out as the same facts whatever its kind, for tables and filters.
struct EntryFacts {
  var kind: String
  var at: String
  var matter = ""
  var wave = ""
  var partner = ""
  var dispatch = ""
  var attempt = ""
  var route = ""
  var via = ""
  /// Nil where the kind has none; an inner nil is "all" or a selector, by kind.
  var subjects: IndexRanges??
  var identifiers = ""
  var result = ""
  var outcome = ""
  var grade = ""
  var reason = ""
  /// When it was sent, answered or vouched for from outside.
  var moment = ""
  /// Ledger indices that it points at.
  var refers = ""
  var evidence = ""

  init(_ entry: Entry) {
    kind = entry.kind
    at = entry.at.description
    switch entry {
    case .genesis, .key: break
    case .matter(let entry): matter = Plain.text(entry.matter)
    case .waveOpen(let entry):
      matter = Plain.text(entry.matter)
      wave = Plain.text(entry.wave)
      subjects = .some(entry.subjects > 0 ? IndexRanges(0...(entry.subjects - 1)) : IndexRanges())
    case .dispatch(let entry): take(entry)
    case .answer(let entry): take(entry)
    case .outcome(let entry): take(entry)
    case .hold(let entry): take(entry.wave, entry.partner, entry.subjects, entry.basis, entry.until)
    case .release(let entry): take(entry.wave, entry.partner, entry.subjects, entry.basis, entry.until)
    case .amend(let entry):
      refers = String(entry.index)
      reason = entry.reason.text
    case .anchor(let entry): moment = entry.time.description
    case .shred(let entry):
      wave = Plain.text(entry.wave)
      subjects = .some(entry.subjects)
    case .waveClose(let entry): wave = Plain.text(entry.wave)
    }
  }

  private mutating func take(_ entry: DispatchEntry) {
    (wave, partner) = (Plain.text(entry.wave), Plain.text(entry.partner))
    (dispatch, attempt, route) = (Plain.text(entry.dispatch), String(entry.attempt), entry.route.text)
    subjects = .some(entry.subjects)
    identifiers = entry.identifiers.map(\.text).joined(separator: " ")
    (result, grade, reason) = (entry.result.rawValue, entry.grade?.rawValue ?? "", entry.reason?.text ?? "")
    (moment, evidence) = (entry.sentAt?.description ?? "", entry.evidence?.base64 ?? "")
  }

  private mutating func take(_ entry: AnswerEntry) {
    (wave, partner) = (Plain.text(entry.wave), Plain.text(entry.partner))
    (dispatch, via) = (Plain.text(entry.dispatch ?? ""), entry.via.rawValue)
    subjects = .some(entry.subjects)
    (outcome, grade) = (entry.outcome?.rawValue ?? "", entry.grade?.rawValue ?? "")
    reason = entry.reason?.text ?? ""
    (moment, evidence) = (entry.answeredAt?.description ?? "", entry.evidence?.base64 ?? "")
  }

  private mutating func take(_ entry: OutcomeEntry) {
    (wave, partner) = (Plain.text(entry.wave), Plain.text(entry.partner))
    subjects = .some(entry.subjects)
    (outcome, grade) = (entry.outcome.rawValue, entry.grade?.rawValue ?? "")
    reason = entry.reason?.text ?? ""
    refers = entry.answers.map(String.init).joined(separator: " ")
  }

  private mutating func take(
    _ wave: String, _ partner: String?, _ subjects: IndexRanges?, _ basis: LedgerCode, _ until: String?
  ) {
    (self.wave, self.partner) = (Plain.text(wave), Plain.text(partner ?? ""))
    self.subjects = .some(subjects)
    (reason, moment) = (basis.text, until ?? "")
  }
}

extension Entry {
  /// The wave an entry belongs to. A correction belongs to the wave of what it corrects.
  var wave: String? {
    switch self {
    case .waveOpen(let entry): entry.wave
    case .dispatch(let entry): entry.wave
    case .answer(let entry): entry.wave
    case .outcome(let entry): entry.wave
    case .hold(let entry): entry.wave
    case .release(let entry): entry.wave
    case .shred(let entry): entry.wave
    case .waveClose(let entry): entry.wave
    case .genesis, .matter, .amend, .key, .anchor: nil
    }
  }
}
