import Channels
import Curl
import Dispatch
import Synchronization

/// A mailbox that is entered with tokens that end. One that is refused is replaced once: when the mailbox is opened, and
/// when its connection breaks after hours and has to be made anew.
final class TokenSource: MailSource {
  private let logIn: MailLogIn
  private let make: (MailAuthentication) -> any MailSource
  private var entered: (source: any MailSource, pass: MailLogIn.Pass, validity: UInt32?)?

  init(_ logIn: MailLogIn, make: @escaping (MailAuthentication) -> any MailSource) {
    self.logIn = logIn
    self.make = make
  }

  func open() throws -> SourceStatus {
    let pass = try self.pass()
    do { return try enter(with: pass) } catch InboxFault.refusedLogin { return try enterAgain(after: pass) }
  }

  func listing(_ uids: ClosedRange<UInt32>) throws -> [SourceItem] { try ask { try $0.listing(uids) } }

  func fetch(_ uid: UInt32, limit: Int) throws -> SourceMail { try ask { try $0.fetch(uid, limit: limit) } }

  func close() {
    entered?.source.close()
    entered = nil
  }

  private func ask<Value>(_ act: (any MailSource) throws -> Value) throws -> Value {
    guard let (source, pass, validity) = entered else { throw InboxFault.notOpen }
    do { return try act(source) } catch InboxFault.refusedLogin {
      guard try enterAgain(after: pass).validity == validity, let entered else { throw InboxFault.validityChanged }
      return try act(entered.source)
    }
  }

  private func enter(with pass: MailLogIn.Pass) throws -> SourceStatus {
    entered?.source.close()
    let source = make(pass.authentication)
    let status = try source.open()
    entered = (source, pass, status.validity)
    return status
  }

  private func enterAgain(after pass: MailLogIn.Pass) throws -> SourceStatus {
    logIn.forget(pass)
    do { return try enter(with: try self.pass()) } catch InboxFault.refusedLogin { throw FreshTokenRefused() }
  }

  /// Waits for it, as everything does that reads mailboxes.
  private func pass() throws -> MailLogIn.Pass {
    let (end, answer) = (DispatchSemaphore(value: 0), Answer())
    logIn.authentication { result in
      answer.result.withLock { $0 = result }
      end.signal()
    }
    end.wait()
    guard let result = answer.result.withLock({ $0 }) else { throw LogInFault.unreadable }
    return try result.get()
  }

  private final class Answer: Sendable {
    let result = Mutex<Result<MailLogIn.Pass, LogInFault>?>(nil)
  }
}

/// Nothing that passes by itself: the account, not the token, is what the mail server does not take.
struct FreshTokenRefused: Error, CustomStringConvertible {
  var description: String {
    """
    The mail server refused a token that had just been made for it. Check in settings.yaml that 'user' is the mailbox's \
    own address and that 'scope' is for IMAP, and at the mail service that this app may read this mailbox.
    """
  }
}
