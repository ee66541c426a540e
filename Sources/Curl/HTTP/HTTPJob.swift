import CCurl

/// One HTTP request in the loop. libcurl's callbacks write into `seen`; the caps are counted here because libcurl's
/// own limits do not hold for bodies of unknown length.
final class HTTPJob: TransferJob, @unchecked Sendable {
  let request: HTTPRequest
  let common: HTTPCommon
  let url: ParsedURL
  /// Only a request that needs a new connection asks it.
  private(set) lazy var gate = SocketGate(common.profile.addresses)
  var seen = Exchange()
  var overBodyCap = false
  /// libcurl notes the time of connecting only when TLS is up too.
  var handshakeBegan = false
  var overHeaderCap = false
  private var wouldRepeat = false
  var headerList: UnsafeMutablePointer<curl_slist>?
  /// Room for most heads, so that they do not grow line by line. Below the kilobyte from which on the allocator tidies
  /// up its whole arena for each request.
  private static let usualHead = 480
  private var headerBytes = 0
  private var headerLines = 0
  private let onEnd: @Sendable (TransferResult) -> Void

  init(
    id: UInt64, request: HTTPRequest, common: HTTPCommon, url: ParsedURL,
    onEnd: @escaping @Sendable (TransferResult) -> Void
  ) {
    self.request = request
    self.common = common
    self.url = url
    self.onEnd = onEnd
    super.init(id: id, startBefore: request.startBefore)
  }

  deinit { curl_slist_free_all(headerList) }

  /// False where the request has been written once. Where a kept connection ends without an answer, libcurl would send
  /// it again by itself: a second transmission of which no attempt tells, though the first may have been carried out.
  func isFirstWriting() -> Bool {
    wouldRepeat = seen.transmissions > 0
    return !wouldRepeat
  }

  /// Only a verbose handle shows the request bytes as they are written, but it also words every step it takes, which
  /// costs a fifth of a small request. So it is verbose from "connection ready" to the first answer.
  func listen(_ on: Bool) {
    if let handle { _ = ccurl_set_long(handle.easy, CURLOPT_VERBOSE, on ? 1 : 0) }
  }

  /// False stops the transfer.
  func took(header line: UnsafeRawBufferPointer) -> Bool {
    if headerLines == 0 {
      listen(false)
      seen.responseHead.reserveCapacity(HTTPJob.usualHead)
    }
    headerBytes += line.count
    headerLines += 1
    if headerBytes > common.profile.headerCap || headerLines > common.profile.headerCountCap {
      overHeaderCap = true
      return false
    }
    // A new status line before any body: what came before was an interim answer.
    if line.count > 5 && line.starts(with: [0x48, 0x54, 0x54, 0x50, 0x2f]) && seen.responseBody.isEmpty {
      seen.responseHead.removeAll(keepingCapacity: true)
    }
    seen.responseHead.append(contentsOf: line)
    return true
  }

  func took(body bytes: UnsafeRawBufferPointer) -> Bool {
    if seen.responseBody.count + bytes.count > common.profile.bodyCap {
      overBodyCap = true
      return false
    }
    seen.responseBody.append(contentsOf: bytes)
    return true
  }

  /// A head may be written in several pieces; one that follows a finished head is another transmission.
  func wrote(head bytes: UnsafeRawBufferPointer) {
    if seen.requestHead.isEmpty || seen.requestHead.suffix(4) == [0x0d, 0x0a, 0x0d, 0x0a] {
      seen.transmissions += 1
      seen.requestHead.removeAll(keepingCapacity: true)
      seen.requestBodySent = 0
      seen.requestHead.reserveCapacity(HTTPJob.usualHead)
    }
    seen.requestHead.append(contentsOf: bytes)
  }

  override func arrangeCommon(_ handle: EasyHandle) -> CURLcode { common.arrange(handle.easy) }
  override func arrange(_ handle: EasyHandle) -> CURLcode { ownOptions(handle) }
  override func clear(_ handle: EasyHandle) -> Bool {
    let code = takeBackOptions(handle)
    curl_slist_free_all(headerList)
    headerList = nil
    return code == CURLE_OK
  }

  override func neverStarted(_ reason: FailureReason, code: CURLcode) {
    onEnd(
      .failure(
        TransferFailure(
          certainty: .notSent, reason: reason, curlCode: Int32(code.rawValue), detail: nil, seen: nil)))
  }

  override func end(_ easy: UnsafeMutableRawPointer, _ code: CURLcode, because why: FailureReason?) {
    complete(from: easy)
    defer { seen = Exchange() }
    if code == CURLE_OK && why == nil { return onEnd(.success(seen)) }
    let facts = facts(easy, code)
    onEnd(
      .failure(
        TransferFailure(
          certainty: facts.certainty, reason: why ?? (wouldRepeat ? .emptyReply : facts.reason),
          curlCode: Int32(code.rawValue),
          detail: gate.refused.map { "an address was refused: \($0.rawValue)" },
          seen: facts.sent ? seen : nil)))
  }

  private func complete(from easy: UnsafeMutableRawPointer) {
    seen.status = ccurl_get_long(easy, CURLINFO_RESPONSE_CODE)
    seen.requestBody = request.body ?? []
    if let address = ccurl_get_string(easy, CURLINFO_PRIMARY_IP) { seen.peerAddress = String(cString: address) }
    seen.timing = TransferTiming(
      lookedUp: Int(ccurl_get_offset(easy, CURLINFO_NAMELOOKUP_TIME_T)),
      connected: Int(ccurl_get_offset(easy, CURLINFO_CONNECT_TIME_T)),
      secured: Int(ccurl_get_offset(easy, CURLINFO_APPCONNECT_TIME_T)),
      firstByte: Int(ccurl_get_offset(easy, CURLINFO_STARTTRANSFER_TIME_T)),
      total: Int(ccurl_get_offset(easy, CURLINFO_TOTAL_TIME_T)))
    if url.origin.scheme == "https" { seen.peerChainPEM = PeerChain.read(easy) }
  }

  private func facts(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) -> FailureFacts {
    let written = seen.transmissions > 0 || ccurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0
    return FailureFacts(
      code: code, sent: written, lookedUp: seen.timing.lookedUp > 0,
      connected: handshakeBegan || seen.timing.connected > 0,
      overBodyCap: overBodyCap, overHeaderCap: overHeaderCap, addressRefused: gate.refused != nil,
      beforeTotalLimit: seen.timing.total / 1000 < common.profile.totalTimeout.milliseconds - 1,
      systemError: ccurl_get_long(easy, CURLINFO_OS_ERRNO))
  }
}
