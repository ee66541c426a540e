import Curl

/// Fetches the mails of one reading. A mail that the server does not hand out is set aside where the same server hands
/// out others; else the mailbox waits for it, for three readings. What is set aside is asked for again ever after.
struct MailFetching {
  private let source: any MailSource
  private(set) var doubts: MailboxDoubts
  /// The server has handed out a mail in this reading.
  private var handsOut = false
  /// To be asked for again in this reading.
  private var again: [SourceItem]

  /// In a row: more of them, and it is not the mails.
  private static let most = 5
  /// Of those set aside, in one reading: they take turns.
  private static let mostAgain = 50

  init(_ source: any MailSource, _ doubts: MailboxDoubts) {
    self.source = source
    self.doubts = doubts
    again = doubts.aside.filter(\.isDue).sorted { $0.runs < $1.runs }.prefix(MailFetching.mostAgain)
      .map { SourceItem(uid: $0.uid, size: $0.size) }
    for mail in doubts.aside where !mail.isDue {
      _ = self.doubts.strike(SourceItem(uid: mail.uid, size: mail.size))
    }
  }

  struct Window {
    var mails: [(uid: UInt32, mail: SourceMail)] = []
    /// How many of the items need not be looked at again.
    var done: Int
    /// Why reading ends there.
    var fault: MailKeptBack?
  }

  private typealias Failure = (item: SourceItem, fault: InboxFault)

  /// - Throws: What is no single mail's fault.
  mutating func fetch(_ items: some Collection<SourceItem>) throws -> Window {
    var window = Window(done: 0)
    var silent: [Failure] = []
    for item in items {
      window.done += 1
      do {
        let mail = try fetch(item)
        window.mails.append((item.uid, mail))
        doubts.clear(item.uid)
        if mail == .gone { continue }
        handsOut = true
        for failure in silent { doubts.setAside(failure.item) }
        silent = []
      } catch let fault as InboxFault where fault.concernsMail {
        silent.append((item, fault))
        if fault.isPatient || silent.count == MailFetching.most { break }
      }
    }
    settle(silent, &window)
    return window
  }

  /// What was last asked for in vain: the mails' own fault where others came, else the mailbox waits.
  private mutating func settle(_ silent: [Failure], _ window: inout Window) {
    let isServer = !handsOut || silent.count == MailFetching.most
    for (place, failure) in silent.enumerated() {
      let runs =
        isServer || failure.fault.isPatient
        ? doubts.strike(failure.item, isSlow: failure.fault.isPatient) : MailboxDoubts.patience
      if runs >= MailboxDoubts.patience, !doubts.isFull {
        doubts.setAside(failure.item)
        continue
      }
      window.done -= silent.count - place
      window.fault = MailKeptBack(uid: failure.item.uid, runs: runs, fault: failure.fault)
      return
    }
  }

  /// The next of the mails set aside in earlier readings that is handed out now, or gone.
  mutating func next() throws -> (uid: UInt32, mail: SourceMail)? {
    while let item = again.first {
      again.removeFirst()
      do {
        let mail = try source.listing(item.uid...item.uid).isEmpty ? .gone : try fetch(item)
        doubts.clear(item.uid)
        return (item.uid, mail)
      } catch let fault as InboxFault where fault.concernsMail {
        _ = doubts.strike(item, isSlow: fault.isPatient)
        if fault.isPatient { again = [] }
      }
    }
    return nil
  }

  private func fetch(_ item: SourceItem) throws -> SourceMail {
    let mail = try source.fetch(item.uid, limit: InboxReading.Limit.mail)
    switch mail {
    // What is shorter than the server says may lack its end, and with it the one word that matters.
    case .whole(let bytes) where bytes.count < item.size: return .cut(bytes)
    case .gone where item.size == InboxItem.unknownSize: throw InboxFault.withheld(item.uid)
    case .whole, .cut, .gone: return mail
    }
  }
}

/// A mail that the mailbox waits for.
struct MailKeptBack: Error, CustomStringConvertible {
  var uid: UInt32
  var runs: Int
  var fault: InboxFault

  var description: String {
    "The mail of uid \(uid) cannot be had, \(runs) times now; after \(MailboxDoubts.patience) it is set aside. \(fault)"
  }
}

extension InboxFault {
  /// True when it may lie in the one mail that was asked for.
  fileprivate var concernsMail: Bool {
    switch self {
    case .withheld, .protocolBroken, .lost, .unavailable: true
    case .settings, .unreachable, .refusedLogin, .noSuchMailbox, .validityChanged, .notOpen, .stopped: false
    }
  }

  /// True when it is more likely the server: nobody asks on at once.
  fileprivate var isPatient: Bool {
    switch self {
    case .lost, .unavailable: true
    case .withheld, .protocolBroken, .settings, .unreachable, .refusedLogin, .noSuchMailbox, .validityChanged,
      .notOpen, .stopped:
      false
    }
  }
}
