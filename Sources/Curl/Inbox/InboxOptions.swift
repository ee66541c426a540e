import CCurl

extension InboxConnection {
  func arrange(_ options: inout EasyOptions, url: String, command: String?, login: LoginWay) {
    options.set(CURLOPT_URL, url)
    options.set(CURLOPT_PATH_AS_IS, true)
    options.set(CURLOPT_PROTOCOLS_STR, server.security == .tls ? "imaps" : "imap")
    options.set(CURLOPT_PROXY, "")
    options.set(CURLOPT_NOPROXY, "*")
    options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    options.set(CURLOPT_NOSIGNAL, true)
    // The connection is the session: it stays for as long as the handle.
    options.set(CURLOPT_MAXCONNECTS, 1)
    options.set(CURLOPT_MAXAGE_CONN, 24 * 3600)
    options.set(CURLOPT_TCP_KEEPALIVE, true)
    options.set(CURLOPT_CONNECTTIMEOUT_MS, server.connectTimeout.milliseconds)
    options.set(CURLOPT_TIMEOUT_MS, server.totalTimeout.milliseconds)
    options.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.replyTimeout.wholeSeconds)
    options.set(CURLOPT_LOW_SPEED_LIMIT, 1)
    options.set(CURLOPT_LOW_SPEED_TIME, server.replyTimeout.wholeSeconds)
    if let command { options.set(CURLOPT_CUSTOMREQUEST, command) }
    options.protect(
      server.security, trust: server.trust, server.authentication, passwordWays: login.rawValue,
      tokenWays: login == .sasl ? "AUTH=XOAUTH2" : "AUTH=OAUTHBEARER")
    setCallbacks(&options)
  }

  private func setCallbacks(_ options: inout EasyOptions) {
    options.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, owner in
      let line = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
      return InboxConnection.at(owner)?.received(line) == true ? size * count : 0
    }
    options.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
      let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return InboxConnection.at(owner)?.receivedBody(piece) == true ? size * count : 0
    }
    options.set(debug: { _, kind, bytes, count, owner in
      switch kind {
      case CURLINFO_HEADER_OUT: InboxConnection.at(owner)?.sent(UnsafeRawBufferPointer(start: bytes, count: count))
      case CURLINFO_SSL_DATA_OUT: InboxConnection.at(owner)?.secured()
      case _: break
      }
      return 0
    })
    options.set(socket: { owner, _, address in
      guard let connection = InboxConnection.at(owner), let address else { return -1 }
      return connection.openSocket(address)
    })
    options.set(progress: { owner, _, _, _, _ in InboxConnection.at(owner)?.stop.isSet == false ? 0 : 1 })
    let pointer = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    let owners = [
      CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_DEBUGDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_XFERINFODATA,
    ]
    for option in owners { options.set(option, pointer) }
    options.set(CURLOPT_NOPROGRESS, false)
    options.set(CURLOPT_VERBOSE, true)
  }

  private static func at(_ owner: UnsafeMutableRawPointer?) -> InboxConnection? {
    owner.map { Unmanaged<InboxConnection>.fromOpaque($0).takeUnretainedValue() }
  }
}

extension EasyOptions {
  mutating func set(progress callback: @escaping curl_xferinfo_callback) {
    note(ccurl_set_progress_callback(easy, callback))
  }
}
