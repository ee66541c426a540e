import Workflow

/// A duty whose clock a matter may carry. Spans are only those that a source states; where it states none, the matter gives it.
public struct Duty: Hashable, Sendable {
  /// What the clock counts from.
  public enum Start: String, Hashable, Sendable {
    case discovery, order, instruction, request

    public var words: String {
      switch self {
      case .discovery: "the day of discovery"
      case .order: "the order's effective date"
      case .instruction: "the day the instruction was sent"
      case .request: "the day the person's request came in"
      }
    }
  }

  public let code: String
  public let words: String
  public let span: Span?
  public let start: Start

  public static func named(_ code: String) -> Duty? { known.first { $0.code == code } }

  public static let known: [Duty] = laws + orders

  private static let laws: [Duty] = [
    Duty("hipaa-164.404", "notify each affected individual (45 CFR 164.404)", .days(60), .discovery),
    Duty("hipaa-164.410", "business associate notifies the covered entity (45 CFR 164.410)", .days(60), .discovery),
    Duty("gdpr-19", "tell each recipient of the erasure (GDPR Art. 19)", nil, .request),
    Duty("uk-gdpr-19", "tell each recipient of the erasure (UK GDPR Art. 19)", nil, .request),
    Duty("lgpd-18", "tell each recipient to delete as well (LGPD Art. 18 § 6)", nil, .request),
    Duty("gdpr-17.2", "inform other controllers of data made public (GDPR Art. 17(2))", nil, .request),
    Duty("gdpr-28.3", "instruct processors to delete (GDPR Art. 28(3))", nil, .request),
    Duty("ccpa-7021", "answer the request to delete (11 CCR 7021)", .days(45), .request),
    Duty("ccpa-7022", "notify all third parties of the deletion (11 CCR 7022)", .days(45), .request),
    Duty("ca-delete-act", "process deletions as a data broker (Civ. Code 1798.99.86)", .days(45), .request),
    Duty("wa-mhmda", "delete and notify all recipients (RCW 19.373.040)", .days(45), .request),
  ]

  private static let orders: [Duty] = [
    Duty("ftc-betterhelp-identify", "identify recipients and what each got (C-4796)", .days(60), .order),
    Duty("ftc-betterhelp-instruct", "send the instructions to delete (C-4796)", .days(90), .order),
    Duty("ftc-monument-identify", "identify recipients and what each got (1:24-cv-01034)", .days(60), .order),
    Duty("ftc-monument-instruct", "send the instructions to delete (1:24-cv-01034)", .days(90), .order),
    Duty("ftc-premom-identify", "identify recipients and what each got (1:23-cv-3107)", .days(45), .order),
    Duty("ftc-premom-instruct", "send the instructions to delete (1:23-cv-3107)", .days(45), .order),
    Duty("ftc-cerebral-identify", "identify recipients and what each got (24-cv-21376)", .days(30), .order),
    Duty("ftc-cerebral-instruct", "send the instructions to delete (24-cv-21376)", .days(60), .order),
    Duty("ftc-flo-instruct", "instruct recipients to destroy (C-4747)", .days(30), .order),
    Duty("ftc-kuuhuub-instruct", "instruct recipients to delete (21-cv-01758)", .days(60), .order),
    Duty("ftc-kuuhuub-report", "sworn report on each partner's answer (21-cv-01758)", .days(90), .order),
    Duty("ftc-itmedia-instruct", "instruct recipients to destroy (2:22-cv-00073)", .days(30), .order),
    Duty("ftc-itmedia-answer", "partners answer the instruction (2:22-cv-00073)", .days(30), .instruction),
    Duty("ftc-itmedia-report", "sworn report on each partner's answer (2:22-cv-00073)", .days(90), .order),
    Duty("ftc-avast-instruct", "instruct recipients to delete data and models (2023033)", .days(20), .order),
    Duty("ftc-rite-aid-identify", "identify recipients and what each got (2:23-cv-05023)", .days(60), .order),
    Duty("ftc-rite-aid-instruct", "send the instructions to delete (2:23-cv-05023)", .days(60), .order),
  ]

  private init(_ code: String, _ words: String, _ span: Span?, _ start: Start) {
    self.code = code
    self.words = words
    self.span = span
    self.start = start
  }
}
