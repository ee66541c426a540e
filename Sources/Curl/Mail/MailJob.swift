import CCurl

/// One message in the loop.
final class MailJob: TransferJob, @unchecked Sendable {
  let server: MailServer
  let mail: MailTransmission
  let url: String
  let gate: SocketGate
  var talk = MailConversation()
  var recipients: UnsafeMutablePointer<curl_slist>?
  /// libcurl notes the time of connecting only when TLS is up too.
  var handshakeBegan = false
  private var taken = 0
  private let onEnd: @Sendable (MailResult) -> Void

  init(
    id: UInt64, server: MailServer, mail: MailTransmission, url: String,
    onEnd: @escaping @Sendable (MailResult) -> Void
  ) {
    self.server = server
    self.mail = mail
    self.url = url
    self.onEnd = onEnd
    let plain = server.security == .plainLoopbackOnly
    gate = SocketGate(plain ? server.addresses.union(.onlyLoopback) : server.addresses)
    super.init(id: id, startBefore: mail.startBefore)
  }

  deinit { curl_slist_free_all(recipients) }

  /// The next piece of the message, straight into libcurl's buffer.
  func give(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, mail.message.count - taken)
    buffer.copyBytes(from: mail.message[taken..<(taken + count)])
    taken += count
    return count
  }

  override func arrange(_ handle: EasyHandle) -> CURLcode { allOptions(handle.easy) }

  override func neverStarted(_ reason: FailureReason, code: CURLcode) {
    onEnd(
      MailResult(
        verdict: .notSent(reason), stage: .connect, replyCode: 0, curlCode: Int32(code.rawValue), transcript: []))
  }

  override func end(_ easy: UnsafeMutableRawPointer, _ code: CURLcode, because why: FailureReason?) {
    let facts = FailureFacts(
      code: code, sent: talk.messageBytes > 0,
      lookedUp: ccurl_get_offset(easy, CURLINFO_NAMELOOKUP_TIME_T) > 0,
      connected: handshakeBegan || ccurl_get_offset(easy, CURLINFO_CONNECT_TIME_T) > 0,
      addressRefused: gate.refused != nil,
      systemError: ccurl_get_long(easy, CURLINFO_OS_ERRNO))
    var result = MailResult(
      verdict: .of(code, talk, facts, why: why), stage: talk.stage,
      replyCode: talk.reply, curlCode: Int32(code.rawValue), transcript: talk.transcript)
    if server.security != .plainLoopbackOnly { result.peerChainPEM = PeerChain.read(easy) }
    if let address = ccurl_get_string(easy, CURLINFO_PRIMARY_IP) { result.peerAddress = String(cString: address) }
    result.detail = gate.refused.map { "an address was refused: \($0.rawValue)" }
    onEnd(result)
  }
}
