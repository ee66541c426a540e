import CCurl

/// A mailbox, read and never changed: no mail is marked, moved or deleted. Blocks the calling thread.
///
/// A connection that breaks is replaced once a call, with the same mailbox opened for reading only; a mailbox that was
/// made anew meanwhile ends the session with `InboxFault.validityChanged`.
public final class InboxSession {
  let server: InboxServer
  let stop: StopSign
  private var connection: InboxConnection?
  private var known: InboxStatus?
  private var login = LoginWay.sasl
  /// The server counts on request (RFC 4731), so that a listing can be checked.
  private(set) var counts = false

  public init(_ server: InboxServer, stop: StopSign = StopSign()) {
    self.server = server
    self.stop = stop
  }

  /// Connects, logs in and opens the mailbox; on an open session, asks anew how the mailbox stands.
  @discardableResult
  public func open() throws(InboxFault) -> InboxStatus {
    connection = nil
    let url = try server.url()
    guard let name = MailboxName(server.mailbox) else { throw .settings("The mailbox's name is no name.") }
    let fresh = InboxConnection(server, url: url, stop: stop)
    let exchange = try opening(fresh, "EXAMINE " + name.inCommand)
    guard exchange.reply.isReadOnly else { throw .protocolBroken("It does not confirm that it opens read-only.") }
    guard let validity = exchange.reply.validity, let messages = exchange.reply.exists else {
      throw .protocolBroken("It opens the mailbox without UIDVALIDITY or EXISTS.")
    }
    if let known, known.validity != validity {
      close()
      throw .validityChanged
    }
    connection = fresh
    counts = try ask("CAPABILITY", of: fresh).offers("ESEARCH")
    var next = exchange.reply.nextUID
    if next == nil { next = try ask("STATUS \(name.inCommand) (UIDNEXT)", of: fresh).statusNextUID }
    guard let next else { throw .protocolBroken("It does not say which uid comes next.") }
    let status = InboxStatus(validity: validity, nextUID: next, messages: messages)
    known = status
    return status
  }

  /// Logs out. Asking on is `notOpen`.
  public func close() {
    connection = nil
    known = nil
  }

  /// Asks with a command; the connection is renewed once if it turns out to be broken.
  func ask(_ command: String, manyLines: Bool = false) throws(InboxFault) -> InboxReply {
    let exchange = try exchange { $0.ask(command, manyLines: manyLines) }
    if exchange.code != CURLE_OK { throw fault(of: exchange) }
    return exchange.reply
  }

  func exchange(_ act: (InboxConnection) -> InboxExchange) throws(InboxFault) -> InboxExchange {
    var exchange = act(try standing())
    if exchange.isLost && !exchange.isStopped {
      try renew()
      exchange = act(try standing())
    }
    if exchange.isStopped { throw .stopped }
    if let validity = exchange.reply.validity, validity != known?.validity {
      close()
      throw .validityChanged
    }
    return exchange
  }

  /// After an error libcurl has closed the connection.
  func renew() throws(InboxFault) {
    do throws(InboxFault) {
      try open()
    } catch .unreachable(let reason) {
      throw .lost(reason)
    }
  }

  private func standing() throws(InboxFault) -> InboxConnection {
    if known == nil { throw .notOpen }
    if stop.isSet { throw .stopped }
    if connection == nil { try renew() }
    guard let connection else { throw .notOpen }
    return connection
  }

  private func ask(_ command: String, of connection: InboxConnection) throws(InboxFault) -> InboxReply {
    let exchange = connection.ask(command)
    if exchange.isStopped { throw .stopped }
    if exchange.code != CURLE_OK { throw fault(of: exchange) }
    return exchange.reply
  }

  private func opening(_ fresh: InboxConnection, _ command: String) throws(InboxFault) -> InboxExchange {
    if stop.isSet { throw .stopped }
    var exchange = fresh.open(examining: command, login: login)
    if exchange.code == CURLE_LOGIN_DENIED && exchange.verb == "CAPABILITY" && login == .sasl {
      login = .any
      exchange = fresh.open(examining: command, login: login)
    }
    if exchange.isStopped { throw .stopped }
    if exchange.code == CURLE_OK { return exchange }
    throw openingFault(of: exchange)
  }

  private func openingFault(of exchange: InboxExchange) -> InboxFault {
    if exchange.reply.isFarewell || exchange.reply.asksForPatience { return .unavailable }
    switch (exchange.code, exchange.verb) {
    case (CURLE_LOGIN_DENIED, "SELECT"), (CURLE_QUOTE_ERROR, "EXAMINE"): return .noSuchMailbox
    case (CURLE_LOGIN_DENIED, "CAPABILITY"):
      return .settings(
        """
        The mail server offers no way to log in with what is set: no PLAIN or LOGIN for a \
        password, no XOAUTH2 or OAUTHBEARER for a token.
        """)
    case (CURLE_LOGIN_DENIED, _): return .refusedLogin
    case (CURLE_WEIRD_SERVER_REPLY, _): return .protocolBroken("It does not speak IMAP.")
    case _: return .unreachable(exchange.reason)
    }
  }

  /// What a command brought on a session that is open.
  func fault(of exchange: InboxExchange) -> InboxFault {
    if exchange.isOver { return .protocolBroken("It sent more than was asked for.") }
    if exchange.reply.asksForPatience || exchange.reply.isFarewell { return .unavailable }
    switch exchange.code {
    case CURLE_QUOTE_ERROR: return .protocolBroken("It refuses a command that every server knows.")
    case CURLE_WEIRD_SERVER_REPLY: return .protocolBroken("It does not answer as IMAP wants it.")
    case _: return .lost(exchange.reason)
    }
  }
}

extension InboxReply {
  /// Response codes of RFC 5530 that pass by themselves.
  var asksForPatience: Bool {
    guard let ending, ending.verdict == "NO" else { return false }
    return ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"].contains(ending.code)
  }

  /// `* BYE`: the server ends the session by itself.
  var isFarewell: Bool { lines.contains { $0.starts(with: "* BYE".utf8) } }
}
