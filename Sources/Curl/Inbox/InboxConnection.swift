import CCurl

/// One connection to one mailbox: one libcurl handle, one thread, one command at a time.
///
/// libcurl fetches with `BODY[]`, which would mark a mail as read, and cannot be told `BODY.PEEK[]`. So the mailbox is
/// selected by libcurl and then opened again by `EXAMINE`: from there on the server changes nothing, and libcurl,
/// which believes the mailbox to be selected, does not select it again. A connection that breaks must therefore never
/// be replaced behind our back: sockets are opened for `EXAMINE` only, and a reply to any later `SELECT` ends the
/// transfer before libcurl can fetch.
final class InboxConnection {
  let server: InboxServer
  let url: String
  let gate: SocketGate
  let stop: StopSign
  private let easy: UnsafeMutableRawPointer?

  private(set) var isOpening = false
  private(set) var refusedToReconnect = false
  /// Verb of the last command that libcurl sent.
  private var verb = ""
  /// After an error libcurl says LOGOUT by itself, and is answered BYE: that is no part of the reply.
  private var isLeaving = false
  private var isSecured = false
  private var lines: [UInt8] = []
  private var body: [UInt8] = []
  private var bodyLimit = 0
  private var isOver = false

  /// Bytes of all reply lines of one command.
  private static let mostLines = 1 << 20

  init(_ server: InboxServer, url: String, stop: StopSign) {
    prepareLibrary()
    self.server = server
    self.url = url
    self.stop = stop
    gate = SocketGate(
      server.security == .plainLoopbackOnly ? server.addresses.union(.onlyLoopback) : server.addresses)
    easy = curl_easy_init()
  }

  /// Says LOGOUT when the connection still stands. By then nobody listens: the callbacks go first.
  deinit {
    guard let easy else { return }
    curl_easy_reset(easy)
    var options = EasyOptions(easy)
    options.set(CURLOPT_NOSIGNAL, true)
    options.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 2)
    curl_easy_cleanup(easy)
  }

  /// Connects, logs in and opens the mailbox for reading only.
  func open(examining command: String, login: LoginWay) -> InboxExchange {
    isOpening = true
    defer { isOpening = false }
    return perform(url, command: command, most: 0, login: login)
  }

  /// - Parameter manyLines: With every line libcurl copies and counts anew what it has read beyond it, and gives up at
  ///   300 KiB so counted: many lines need a small buffer.
  func ask(_ command: String, manyLines: Bool = false) -> InboxExchange {
    perform(url, command: command, most: 0, login: .sasl, buffer: manyLines ? 1024 : 512 << 10)
  }

  /// The first `most` bytes of a mail.
  func fetch(_ uid: UInt32, most: Int) -> InboxExchange {
    perform("\(url);UID=\(uid);PARTIAL=0.\(most)", command: nil, most: most, login: .sasl)
  }

  private func perform(
    _ url: String, command: String?, most: Int, login: LoginWay, buffer: Int = 512 << 10
  ) -> InboxExchange {
    (lines, body, bodyLimit) = ([], [], most)
    (verb, isLeaving, isOver, refusedToReconnect) = ("", false, false, false)
    guard let easy else { return InboxExchange(code: CURLE_FAILED_INIT, reason: .config) }
    curl_easy_reset(easy)
    var options = EasyOptions(easy)
    arrange(&options, url: url, command: command, login: login)
    options.set(CURLOPT_BUFFERSIZE, buffer)
    let code = options.fault == CURLE_OK ? curl_easy_perform(easy) : options.fault
    var exchange = InboxExchange(code: code, reason: reason(easy, code))
    (exchange.verb, exchange.reply, exchange.body) = (verb, InboxReply(lines), body)
    exchange.isOver = isOver
    exchange.isStopped = stop.isSet && code != CURLE_OK
    exchange.refusedToReconnect = refusedToReconnect
    (lines, body) = ([], [])
    return exchange
  }

  private func reason(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) -> FailureReason {
    FailureFacts(
      code: code, sent: !verb.isEmpty && verb != "STARTTLS" && code != CURLE_USE_SSL_FAILED,
      lookedUp: ccurl_get_offset(easy, CURLINFO_NAMELOOKUP_TIME_T) > 0,
      connected: isSecured || ccurl_get_offset(easy, CURLINFO_CONNECT_TIME_T) > 0,
      addressRefused: gate.refused != nil, systemError: ccurl_get_long(easy, CURLINFO_OS_ERRNO)
    ).reason
  }

  // Called by libcurl, while it performs.

  /// A command: only its verb is kept, since a login goes by here too.
  func sent(_ line: UnsafeRawBufferPointer) {
    let words = line.prefix(64).split(separator: 0x20, maxSplits: 2)
    guard words.count > 1 else { return }  // the rest of an AUTHENTICATE dialogue
    let next = String(decoding: words[1].prefix { $0 > 0x20 }, as: UTF8.self).uppercased()
    isLeaving = next == "LOGOUT"
    if !isLeaving { verb = next }
  }

  func secured() { isSecured = true }

  /// A piece of a reply line; false ends the transfer.
  func received(_ line: UnsafeMutableRawBufferPointer) -> Bool {
    if isLeaving { return true }
    isOver = lines.count + line.count > InboxConnection.mostLines
    if isOver || (verb == "SELECT" && !isOpening) { return false }
    lines.append(contentsOf: line)
    if bodyLimit > 0 { InboxConnection.passOver(line) }
    return true
  }

  /// libcurl takes the first FETCH line for the mail, also one about the flags of another mail, which a server may send
  /// at any time. What carries no mail is made a line that libcurl looks past; it reads what we leave in its buffer.
  private static func passOver(_ line: UnsafeMutableRawBufferPointer) {
    guard let first = line.first, first == 0x2a, !line.contains(0x7b) else { return }
    let words = line.prefix(64).split(separator: 0x20, maxSplits: 3)
    guard words.count > 2, words[2].elementsEqual("FETCH".utf8) else { return }
    line[words[2].startIndex] = 0x58
  }

  /// A piece of a mail; custom commands repeat their lines here.
  func receivedBody(_ piece: UnsafeRawBufferPointer) -> Bool {
    if bodyLimit == 0 { return true }
    isOver = body.count + piece.count > bodyLimit
    if !isOver { body.append(contentsOf: piece) }
    return !isOver
  }

  func openSocket(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
    guard isOpening else {
      refusedToReconnect = true
      return -1
    }
    return gate.open(address)
  }
}

/// How user and password are said.
enum LoginWay: String {
  case sasl = "AUTH=PLAIN;AUTH=LOGIN"
  /// Whatever else there is, down to the LOGIN command of IMAP itself.
  case any = "AUTH=*"
}

/// One command and what came of it.
struct InboxExchange {
  let code: CURLcode
  let reason: FailureReason
  var verb = ""
  var reply = InboxReply([])
  var body: [UInt8] = []
  /// More came than was asked for.
  var isOver = false
  var isStopped = false
  var refusedToReconnect = false

  /// True when the connection broke, as opposed to an answer that says no.
  var isLost: Bool {
    if refusedToReconnect { return true }
    switch code {
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_COULDNT_CONNECT: return true
    case _: return false
    }
  }
}
