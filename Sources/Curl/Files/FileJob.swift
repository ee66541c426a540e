import CCurl

/// One file task in the loop.
final class FileJob: TransferJob, @unchecked Sendable {
  let server: FileServer
  let task: FileTask
  let gate: SocketGate
  var answer = FileAnswer()
  var overCap = false
  var before: UnsafeMutablePointer<curl_slist>?
  var after: UnsafeMutablePointer<curl_slist>?
  var key: PrivateKeyPath?
  private var taken = 0
  private var isLoggedIn = false
  /// libcurl has one code for "the server refused the command" and "the connection broke before it answered". Only in
  /// the first case it has words of the server's.
  private var isCommandRefused = false
  private let onEnd: @Sendable (FileResult) -> Void

  init(id: UInt64, server: FileServer, task: FileTask, onEnd: @escaping @Sendable (FileResult) -> Void) {
    self.server = server
    self.task = task
    self.onEnd = onEnd
    gate = SocketGate(server.addresses)
    super.init(id: id, startBefore: nil)
  }

  deinit {
    curl_slist_free_all(before)
    curl_slist_free_all(after)
  }

  /// What `put` uploads.
  var upload: [UInt8]? { if case .put(let bytes, _) = task { bytes } else { nil } }

  /// The next piece of the file, straight into libcurl's buffer.
  func give(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let upload else { return 0 }
    let count = min(buffer.count, upload.count - taken)
    buffer.copyBytes(from: upload[taken..<(taken + count)])
    taken += count
    return count
  }

  /// False stops the transfer.
  func took(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if answer.bytes.count + bytes.count > server.downloadCap {
      overCap = true
      return false
    }
    answer.bytes.append(contentsOf: bytes)
    return true
  }

  /// libcurl tells only in words which key a server showed, also when it is the wrong one, and that it let us in.
  func said(_ words: UnsafeRawBufferPointer) {
    if words.starts(with: Array("Authentication complete".utf8)) { isLoggedIn = true }
    let text = String(decoding: words, as: UTF8.self)
    if text.contains("command failed: ") { isCommandRefused = !text.contains("Unknown error") }
    let mark = Array("SSH SHA256 fingerprint: ".utf8)
    guard words.starts(with: mark) else { return }
    let digest = words.dropFirst(mark.count).prefix { $0 > 0x20 && $0 != 0x3d && $0 < 0x7f }
    answer.hostKey = "SHA256:" + String(decoding: digest, as: UTF8.self)
  }

  override func arrange(_ handle: EasyHandle) -> CURLcode { allOptions(handle.easy) }

  override func neverStarted(_ reason: FailureReason, code: CURLcode) {
    onEnd(
      .failure(
        TransferFailure(
          certainty: .notSent, reason: reason, curlCode: Int32(code.rawValue), detail: nil, seen: nil)))
  }

  override func end(_ easy: UnsafeMutableRawPointer, _ code: CURLcode, because why: FailureReason?) {
    key = nil
    if let address = ccurl_get_string(easy, CURLINFO_PRIMARY_IP) { answer.peerAddress = String(cString: address) }
    let modified = Int(ccurl_get_offset(easy, CURLINFO_FILETIME_T))
    if modified > 0 { answer.modified = modified }
    if code == CURLE_OK && why == nil { return onEnd(.success(answer)) }
    let ending = FileEnding(
      code: code, task: task, isWhollyGiven: taken == upload?.count,
      loggedIn: isLoggedIn, isCommandRefused: isCommandRefused,
      facts: FailureFacts(
        code: code, sent: false, lookedUp: ccurl_get_offset(easy, CURLINFO_NAMELOOKUP_TIME_T) > 0,
        connected: !answer.hostKey.isEmpty || ccurl_get_offset(easy, CURLINFO_CONNECT_TIME_T) > 0,
        overBodyCap: overCap, addressRefused: gate.refused != nil,
        beforeTotalLimit: ccurl_get_offset(easy, CURLINFO_TOTAL_TIME_T) / 1000
          < curl_off_t(server.totalTimeout.milliseconds - 1),
        systemError: ccurl_get_long(easy, CURLINFO_OS_ERRNO)))
    let reason = why ?? ending.reason
    onEnd(
      .failure(
        TransferFailure(
          certainty: ending.certainty, reason: reason, curlCode: Int32(code.rawValue), detail: detail(of: reason),
          seen: nil)))
  }

  private func detail(of reason: FailureReason) -> String? {
    if reason == .hostKey { return "the server showed the key \(answer.hostKey)" }
    return gate.refused.map { "an address was refused: \($0.rawValue)" }
  }
}
