/// Why a mailbox could not be read. Holds no address, no name and nothing a server said.
public enum InboxFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// No try can help before the settings are changed. The text names the rule.
  case settings(String)
  case unreachable(FailureReason)
  /// The connection stood and was lost, and a new one does not stand either.
  case lost(FailureReason)
  /// User, password or token were refused.
  case refusedLogin
  /// The server asks to come back later.
  case unavailable
  case noSuchMailbox
  /// The mailbox was made anew: uids from before mean other mails now. Open a new session.
  case validityChanged
  /// The server said something that IMAP does not allow, or that contradicts itself.
  case protocolBroken(String)
  /// The server lists the mail of this uid, and does not hand it out.
  case withheld(UInt32)
  case notOpen
  case stopped

  public var description: String {
    switch self {
    case .settings(let rule): "The mailbox cannot be read: \(rule)"
    case .unreachable(let reason): "The mail server cannot be reached (\(reason.rawValue)). It is tried again."
    case .lost(let reason): "The connection to the mail server broke (\(reason.rawValue)). It is tried again."
    case .refusedLogin: "The mail server refused the login. Check the mailbox's user and its password or token."
    case .unavailable: "The mail server is busy or being repaired, it says. It is tried again."
    case .noSuchMailbox: "The mail server has no such mailbox, or this user may not read it. Check its name."
    case .validityChanged: "The mailbox was made anew on the server (UIDVALIDITY): it is read again from its start."
    case .protocolBroken(let what): "The mail server's answer cannot be used: \(what) It is tried again."
    case .withheld(let uid): "The mail server lists the mail of uid \(uid) and does not hand it out. It is tried again."
    case .notOpen: "The mailbox is not open."
    case .stopped: "Reading the mailbox was stopped."
    }
  }

  /// True when a person has to change something first.
  public var needsPerson: Bool {
    switch self {
    case .settings, .refusedLogin, .noSuchMailbox: true
    case .unreachable, .lost, .unavailable, .validityChanged, .protocolBroken, .withheld, .notOpen, .stopped:
      false
    }
  }
}
