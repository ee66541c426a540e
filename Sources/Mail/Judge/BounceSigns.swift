/// What speaks for a bounce in a mail that has no machine-readable report.
struct BounceSigns {
  let origin: BounceOrigin
  private let text: BounceText
  private let subject: [UInt8]
  let points: Int
  let status: BounceStatus?

  init(_ mail: MessageReader) {
    let origin = BounceOrigin(mail)
    self.origin = origin
    let text = BounceText(mail, isMachine: origin == .mailSystem)
    let subject = BounceSigns.subject(of: mail, origin)
    let searched = origin == .mailSystem ? text.whole : text.own
    let status = BounceStatus(in: text.own) ?? (origin == .mailSystem ? BounceStatus(in: text.whole) : nil)
    self.text = text
    self.subject = subject
    self.status = status
    let words = BounceWords.failures + BounceWords.delays + BounceWords.arrivals
    let isSaid = words.contains {
      searched.containsSequence($0) || (origin == .mailSystem && subject.containsSequence($0))
    }
    var points = isSaid ? 2 : 0
    if BounceWords.subjects.contains(where: { subject.containsSequence($0) }) { points += 2 }
    if text.hasCopy { points += 1 }
    if status != nil { points += 1 }
    if mail.header("X-Failed-Recipients") != nil { points += 3 }
    if mail.isDeliveryReport || mail.header("X-MS-Exchange-Message-Is-Ndr") != nil { points += 3 }
    if origin != .somebody, text.hasHeadLine { points += 1 }
    if origin == .mailSystem { points += BounceSigns.shape(of: mail, text) }
    self.points = BounceSigns.isConversation(mail, origin) ? 0 : points
  }

  var isBounce: Bool { points >= origin.threshold }

  /// What reports look like in any language, each of which a mail system writes for other reasons too.
  private static func shape(of mail: MessageReader, _ text: BounceText) -> Int {
    if AutoReplyText(mail).isReceipt { return 0 }
    let ends = Set((mail.from.map(\.address) + mail.recipients).map { $0.lowercased() })
    let stems = BounceWords.subjects.contains { text.own.containsSequence($0) }
    let signs = [
      text.hasReplyLine, text.hasAddressLine(except: ends), stems,
      SubjectWords.isPrefixed(mail.header("Subject") ?? ""), BounceOrigin.isDaemon(mail),
    ]
    return signs.count { $0 }
  }

  /// A delay is one only if nothing in the mail says that it ended.
  var action: DeliveryReport.Action {
    let own = text.own
    if BounceWords.relays.contains(where: { own.containsSequence($0) || subject.containsSequence($0) }) {
      return .relayed
    }
    if BounceWords.arrivals.contains(where: own.containsSequence),
      !BounceWords.failures.contains(where: own.containsSequence)
    {
      return .delivered
    }
    if BounceWords.delaySubjects.contains(where: subject.containsSequence) { return .delayed }
    let isOver = BounceWords.ends.contains(where: own.containsSequence)
    return !isOver && BounceWords.delays.contains(where: own.containsSequence) ? .delayed : .failed
  }

  func report(on mail: MessageReader) -> DeliveryReport {
    let action = action
    var report = DeliveryReport(
      action: action, status: status?.enhanced, isPermanent: action == .failed && status?.isPermanent ?? true,
      basis: .heuristic)
    let named = (mail.header("X-Failed-Recipients") ?? "").split(separator: ",").map(\.trimmed)
    report.recipients =
      named.isEmpty
      ? text.addresses(except: Set((mail.from.map(\.address) + mail.recipients).map { $0.lowercased() })) : named
    return report
  }

  /// A reply or a forward carries the subject of what it answers, not one of its own. Some gateways put their
  /// verdict behind the subject of the letter.
  private static func subject(of mail: MessageReader, _ origin: BounceOrigin) -> [UInt8] {
    let folded = BounceText.folded(BounceText.head(mail.header("Subject"), 2000))
    let prefixes: [StaticString] = [
      "re:", "fw:", "fwd:", "aw:", "wg:", "tr:", "rv:", "res:", "enc:", "r:", "i:", "rif:", "転送:",
    ]
    guard origin != .mailSystem, prefixes.contains(where: { folded.firstRange(of: $0) == 0 }) else { return folded }
    return folded.lastIndex(of: 0x3a).map { Array(folded[$0...]) }.flatMap { $0.count < 30 ? $0 : nil } ?? []
  }

  /// Somebody answering in a thread, with the thread quoted or in a mail of their own: whatever the words, a person
  /// wrote them.
  private static func isConversation(_ mail: MessageReader, _ origin: BounceOrigin) -> Bool {
    guard origin == .somebody else { return false }
    if mail.header("Auto-Submitted").map({ $0.lowercased() != "no" }) ?? false { return false }
    return mail.header("In-Reply-To") != nil
  }
}
