/// Everything a letter may say. All values are plain words; there is no place for an identifier.
public struct LetterFacts: Hashable, Sendable {
  /// What the partner quotes in its answer.
  public var reference: String
  public var matter: String
  public var title: String
  /// As dates are read by people: `6 December 2022`. Likewise below.
  public var date: String
  public var operatorName: String
  public var operatorDomain: String
  public var operatorAddress: String?
  public var signatory: String?
  public var contact: String
  public var partnerName: String
  /// One or two sentences, complete with full stops.
  public var whatHappened: String
  public var discovered: String
  public var contained: String?
  /// Words for the data this partner got.
  public var data: [String]
  public var exposureFrom: String
  public var exposureUntil: String
  public var urls: [String]
  /// Tag, pixel or property ids at this partner.
  public var trackers: [String]
  /// Completes "Deleted means that the data ...".
  public var definition: String
  /// What goes with the letter for people to read.
  public var documents: [LetterDocument]
  public var answerBy: String
  /// The address, with its token, that answers go to.
  public var replyTo: String
  /// Dates of the letters sent before this one, oldest first.
  public var earlierLetters: [String]
  /// What the matter's duties want said, complete sentences.
  public var notices: [String]
  /// The list of identifiers that goes with the letter.
  public var list: LetterList?

  public init(
    reference: String, matter: String, title: String, date: String, operatorName: String, operatorDomain: String,
    operatorAddress: String? = nil, signatory: String? = nil, contact: String, partnerName: String,
    whatHappened: String,
    discovered: String, contained: String? = nil, data: [String], exposureFrom: String, exposureUntil: String,
    urls: [String] = [], trackers: [String] = [], definition: String, documents: [LetterDocument] = [],
    answerBy: String,
    replyTo: String, earlierLetters: [String] = [], notices: [String] = [], list: LetterList? = nil
  ) {
    self.reference = reference
    self.matter = matter
    self.title = title
    self.date = date
    self.operatorName = operatorName
    self.operatorDomain = operatorDomain
    self.operatorAddress = operatorAddress
    self.signatory = signatory
    self.contact = contact
    self.partnerName = partnerName
    self.whatHappened = whatHappened
    self.discovered = discovered
    self.contained = contained
    self.data = data
    self.exposureFrom = exposureFrom
    self.exposureUntil = exposureUntil
    self.urls = urls
    self.trackers = trackers
    self.definition = definition
    self.documents = documents
    self.answerBy = answerBy
    self.replyTo = replyTo
    self.earlierLetters = earlierLetters
    self.notices = notices
    self.list = list
  }
}

/// A file that goes with a letter: what it is, and the proof of which one it was.
public struct LetterDocument: Hashable, Sendable {
  public let title: String
  /// As it is attached: a plain name without folders.
  public let file: String
  /// 32 bytes.
  public let sha256: [UInt8]

  public init(title: String, file: String, sha256: [UInt8]) {
    self.title = title
    self.file = file.split(separator: "/").last.map { String($0) } ?? file
    self.sha256 = sha256
  }

  /// `The order (order.pdf, SHA-256 6f2b...)`
  public var words: String { "\(title) (\(file), SHA-256 \(String(decoding: Hex.encode(sha256), as: UTF8.self)))" }
}

/// What a letter says of the list that goes with it; the list itself is nowhere here.
public struct LetterList: Hashable, Sendable {
  /// As it is called once it is opened, such as `ids.csv`.
  public let file: String
  /// People on it, as numbers are read by people: `1,234`.
  public let count: String
  /// Its columns, in words.
  public let kinds: String
  /// `nil`: it is not encrypted.
  public let seal: EmailRoute.Seal?

  public init(file: String, count: String, kinds: String, seal: EmailRoute.Seal?) {
    self.file = file
    self.count = count
    self.kinds = kinds
    self.seal = seal
  }

  /// As it is attached.
  public var attachedAs: String { file + (seal?.suffix ?? "") }
}
