import Workflow

/// What a duty wants of the letter that instructs a partner: clauses, documents beside it, and a sentence of its own.
public struct DutyDemand: Hashable, Sendable {
  /// Names of the templates' clauses and values.
  let clauses: [String]
  public let documents: [Matter.Document.Kind]
  let notice: LetterNotice
  /// The case, where there is one.
  let docket: String?

  /// - Returns: `nil` for duties that ask nothing of letters, and for those that the matter made itself.
  public static func of(_ duty: String) -> DutyDemand? { table[duty] }

  private enum Need: String {
    case derived, onward = "sub-processors", backups, exceptions, confirmation, receipt
  }

  private init(
    _ notice: LetterNotice, _ needs: [Need], docket: String? = nil, documents: [Matter.Document.Kind] = []
  ) {
    self.notice = notice
    self.docket = docket
    self.documents = documents
    let always = ["clause-instruction", "clause-definition", "clause-forms", "data", "from", "until", "notices"]
    clauses = always + needs.map { "clause-" + $0.rawValue } + (documents.isEmpty ? [] : ["documents"])
  }

  private static let papers: [Matter.Document.Kind] = [.complaint, .order]

  private static let table: [String: DutyDemand] = [
    "hipaa-164.404": DutyDemand(.health, [.onward, .backups, .exceptions, .confirmation]),
    "hipaa-164.410": DutyDemand(.health, [.onward, .backups, .exceptions, .confirmation]),
    "gdpr-19": DutyDemand(.recipients, [.onward, .exceptions, .confirmation]),
    "uk-gdpr-19": DutyDemand(.unitedKingdom, [.onward, .exceptions, .confirmation]),
    "lgpd-18": DutyDemand(.brazil, [.onward, .exceptions, .confirmation]),
    "gdpr-17.2": DutyDemand(.publication, [.onward, .exceptions, .confirmation]),
    "gdpr-28.3": DutyDemand(.processor, [.onward, .backups, .exceptions, .confirmation]),
    "ccpa-7021": DutyDemand(.california, [.onward, .backups, .exceptions, .confirmation]),
    "ccpa-7022": DutyDemand(.california, [.onward, .backups, .exceptions, .confirmation]),
    "ca-delete-act": DutyDemand(.brokers, [.onward, .exceptions, .confirmation]),
    "wa-mhmda": DutyDemand(.washington, [.onward, .backups, .exceptions, .confirmation]),
    "ftc-betterhelp-instruct": DutyDemand(.alleged, [.confirmation, .receipt], docket: "C-4796", documents: papers),
    "ftc-monument-instruct": DutyDemand(
      .directed, [.confirmation, .receipt], docket: "1:24-cv-01034", documents: papers),
    "ftc-premom-instruct": DutyDemand(.alleged, [.confirmation, .receipt], docket: "1:23-cv-3107", documents: papers),
    "ftc-cerebral-instruct": DutyDemand(
      .directed, [.exceptions, .confirmation, .receipt], docket: "24-cv-21376", documents: papers),
    "ftc-flo-instruct": DutyDemand(.directed, [], docket: "C-4747"),
    "ftc-kuuhuub-instruct": DutyDemand(.directed, [.exceptions, .confirmation], docket: "21-cv-01758"),
    "ftc-itmedia-instruct": DutyDemand(.directed, [.exceptions, .confirmation], docket: "2:22-cv-00073"),
    "ftc-avast-instruct": DutyDemand(.directed, [.derived, .exceptions, .confirmation], docket: "2023033"),
    "ftc-rite-aid-instruct": DutyDemand(
      .alleged, [.derived, .confirmation], docket: "2:23-cv-05023", documents: papers),
  ]
}

extension Matter {
  /// The sentences that this matter's duties want said, each once.
  func notices(in language: LetterLanguage) -> [String] {
    clocks.reduce(into: []) { notices, clock in
      guard let demand = DutyDemand.of(clock.duty), let text = language.notices[demand.notice] else { return }
      let notice = text.replacing("{docket}", with: demand.docket ?? "")
      if !notices.contains(notice) { notices.append(notice) }
    }
  }
}
