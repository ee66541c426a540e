import Workflow

/// One letter's own circumstances; what it says besides stands in the matter, the entry and the language.
public struct LetterOccasion: Sendable {
  /// What the partner quotes in its answer.
  public var reference: String
  public var sentAt: Instant
  public var answerBy: Instant
  /// The address, with its token, that answers go to.
  public var replyTo: String
  /// When the letters before it were sent, oldest first.
  public var earlier: [Instant]
  public var documents: [LetterDocument]
  /// Left out where no list goes with it.
  public var list: (file: String, count: Int, kinds: [IdentifierKind])?

  public init(
    reference: String, sentAt: Instant, answerBy: Instant, replyTo: String, earlier: [Instant] = [],
    documents: [LetterDocument] = [], list: (file: String, count: Int, kinds: [IdentifierKind])? = nil
  ) {
    self.reference = reference
    self.sentAt = sentAt
    self.answerBy = answerBy
    self.replyTo = replyTo
    self.earlier = earlier
    self.documents = documents
    self.list = list
  }
}

extension LetterFacts {
  /// What a letter to `entry` says, in the language of its route.
  public init(_ occasion: LetterOccasion, matter: Matter, entry: PartnerEntry, route: EmailRoute) {
    let language = LetterLanguage.named(route.language) ?? .english
    let recipient = matter.partners.first { $0.id == entry.id }
    let exposure = recipient?.exposure ?? matter.exposure
    self.init(
      reference: occasion.reference, matter: matter.id, title: language.words(matter.title, of: matter),
      date: language.date(occasion.sentAt),
      operatorName: matter.operator.name, operatorDomain: matter.operator.domain,
      operatorAddress: matter.operator.address,
      signatory: matter.operator.signatory.map { language.words($0, of: matter) },
      contact: matter.operator.contact,
      partnerName: entry.name,
      whatHappened: matter.whatHappened.map { language.words($0, of: matter) } ?? language.whatHappened,
      discovered: language.date(matter.discovered),
      contained: matter.contained.map { language.date($0.at) },
      data: (recipient?.data ?? matter.data).map { language.words(for: $0, of: matter) },
      exposureFrom: language.moment(exposure.from), exposureUntil: language.moment(exposure.until), urls: matter.urls,
      trackers: recipient?.trackers ?? [],
      definition: language.definitions[matter.definition] ?? matter.definition.words,
      documents: occasion.documents, answerBy: language.date(occasion.answerBy), replyTo: occasion.replyTo,
      earlierLetters: occasion.earlier.map(language.date), notices: matter.notices(in: language),
      list: occasion.list.map {
        LetterList(
          file: $0.file, count: language.number($0.count), kinds: language.words(for: $0.kinds), seal: route.seal)
      })
  }
}
