import CCurl

extension MailJob {
  func allOptions(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    var options = EasyOptions(easy)
    options.set(CURLOPT_URL, url)
    options.set(CURLOPT_PROTOCOLS_STR, server.security == .tls ? "smtps" : "smtp")
    options.set(CURLOPT_PROXY, "")
    options.set(CURLOPT_NOPROXY, "*")
    options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    options.set(CURLOPT_NOSIGNAL, true)
    options.set(CURLOPT_FRESH_CONNECT, true)
    options.set(CURLOPT_FORBID_REUSE, true)
    options.set(CURLOPT_CONNECTTIMEOUT_MS, server.connectTimeout.milliseconds)
    options.set(CURLOPT_TIMEOUT_MS, server.totalTimeout.milliseconds)
    options.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.replyTimeout.wholeSeconds)
    // Passwords go under TLS alone, where both ways show the same. Some servers know no more than the older one.
    options.protect(
      server.security, trust: server.trust, server.authentication, passwordWays: "AUTH=PLAIN;AUTH=LOGIN")
    setEnvelope(&options)
    setCallbacks(&options)
    return options.fault
  }

  private func setEnvelope(_ options: inout EasyOptions) {
    options.set(CURLOPT_MAIL_FROM, "<\(mail.from.text)>")
    recipients = curl_slist_append(nil, "<\(mail.to.text)>")
    if let recipients { options.set(CURLOPT_MAIL_RCPT, UnsafeRawPointer(recipients)) }
    options.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, false)
    options.set(CURLOPT_UPLOAD, true)
    options.set(CURLOPT_INFILESIZE_LARGE, size: mail.message.count)
  }

  private func setCallbacks(_ options: inout EasyOptions) {
    options.set(CURLOPT_READFUNCTION) { bytes, size, count, owner in
      guard let job = TransferJob.at(owner, as: MailJob.self) else { return 0 }
      return job.give(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }
    // Replies are read in the debug callback; without these libcurl would write them to standard output.
    options.set(CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
    options.set(CURLOPT_HEADERFUNCTION) { _, size, count, _ in size * count }
    options.set(debug: { _, kind, bytes, count, owner in
      guard let job = TransferJob.at(owner, as: MailJob.self) else { return 0 }
      let line = UnsafeRawBufferPointer(start: bytes, count: count)
      switch kind {
      case CURLINFO_HEADER_OUT: job.talk.sent(line)
      case CURLINFO_HEADER_IN: job.talk.received(line)
      case CURLINFO_DATA_OUT: job.talk.sentMessage(count)
      case CURLINFO_SSL_DATA_OUT: job.handshakeBegan = true
      case _: break
      }
      return 0
    })
    options.set(socket: { owner, _, address in
      guard let job = TransferJob.at(owner, as: MailJob.self), let address else { return -1 }
      return job.gate.open(address)
    })
    for option in [CURLOPT_READDATA, CURLOPT_DEBUGDATA, CURLOPT_OPENSOCKETDATA] { options.set(option, pointer) }
    options.set(CURLOPT_VERBOSE, true)
  }
}
