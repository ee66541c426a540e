import Workflow

extension PartnerEntry {
  /// The strongest proof, and why there is none that is stronger.
  var proofLines: [String] {
    guard let bestGrade else { return [] }
    var lines = ["At best \(bestGrade.rawValue): \(bestGrade.meaning)."]
    if let why = whyNotMore(than: bestGrade) { lines.append("Not more, as \(why).") }
    if route == .portal || route == .email {
      let reminders = terms.reminders.map(\.words).joined(separator: ", ")
      let reminded = reminders.isEmpty ? "" : ", with reminders after \(reminders)"
      lines.append("Unanswered after \(terms.answerWithin.words)\(reminded).")
    }
    if let span = terms.completesWithin {
      lines.append("The partner says that it is done within \(span.words).")
    }
    return lines
  }

  private func whyNotMore(than grade: Grade) -> String? {
    switch grade {
    case .verifiedByProbe: nil
    case .claimedSigned: "nothing is looked up afterwards"
    case .attestedByPerson: "a person does it, and the partner signs nothing"
    case .claimedUnsigned: opendsr?.signature.map(doubts) ?? (api == nil ? "its answers are not signed" : probeWords)
    case .presumedByElapsedTime:
      "it never says that it finished; only the time that it states goes by" + unsigned
    case .acceptedSigned: "it never says that it finished, and states no time for it"
    case .acceptedUnsigned:
      "it only says that it took the request"
        + (terms.completesWithin == nil ? ", and states no time within which it is done" : "")
    case .transmitted: "nothing is ever answered"
    }
  }

  private var unsigned: String { route == .ddrf ? "" : ", and nothing is signed" }

  private func doubts(_ signature: OpendsrSignature) -> String {
    switch signature.states {
    case .required: "the entry does not count on signed answers about the state"
    case .wherePresent: "an answer about the state may come without a signature"
    }
  }

  private var probeWords: String {
    guard let probe = api?.probe else { return "its answers are not signed, and nothing is looked up afterwards" }
    return probe.sample == nil
      ? "its answers are not signed, and the entry does not count on its look-up"
      : "its answers are not signed, and only a sample is looked up afterwards"
  }
}
