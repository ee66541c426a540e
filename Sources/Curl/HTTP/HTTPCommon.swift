import CCurl

/// What all requests of one profile have in common: an object, because every request in flight refers to it.
final class HTTPCommon: Sendable {
  let profile: TransferProfile

  init(_ profile: TransferProfile) { self.profile = profile }

  /// Sets every option that no single request decides, on a handle that was just reset.
  func arrange(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    var options = EasyOptions(easy)
    setLimits(&options)
    setConnection(&options)
    // Plain HTTP, which a rehearsal may use, takes no notice of these.
    options.secure(trust: profile.trust, client: profile.clientCertificate, pin: profile.pinnedPublicKey)
    options.set(CURLOPT_USERAGENT, profile.userAgent)
    HTTPCommon.setCallbacks(&options)
    return options.fault
  }

  private func setLimits(_ options: inout EasyOptions) {
    options.set(CURLOPT_PROTOCOLS_STR, profile.allowsPlainHTTP ? "http,https" : "https")
    options.set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
    options.set(CURLOPT_FOLLOWLOCATION, false)
    options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    options.set(CURLOPT_NOSIGNAL, true)
    options.set(CURLOPT_CONNECTTIMEOUT_MS, profile.connectTimeout.milliseconds)
    options.set(CURLOPT_TIMEOUT_MS, profile.totalTimeout.milliseconds)
    options.set(CURLOPT_LOW_SPEED_LIMIT, profile.slowestBytesPerSecond)
    options.set(CURLOPT_LOW_SPEED_TIME, profile.slowestFor.wholeSeconds)
  }

  private func setConnection(_ options: inout EasyOptions) {
    options.set(CURLOPT_PROXY, "")  // or the environment's proxy variables count
    options.set(CURLOPT_NOPROXY, "*")
    options.set(CURLOPT_FRESH_CONNECT, !profile.reusesConnections)
    options.set(CURLOPT_FORBID_REUSE, !profile.reusesConnections)
    options.set(CURLOPT_MAXLIFETIME_CONN, profile.longestConnectionLife.wholeSeconds)
    let version = profile.allowsHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    options.set(CURLOPT_HTTP_VERSION, version)
    // Answers are short. libcurl allocates and frees its buffer for every request, and one of its usual 16 KiB makes the
    // allocator tidy up its whole arena each time.
    options.set(CURLOPT_BUFFERSIZE, 1024)
  }

  private static func setCallbacks(_ options: inout EasyOptions) {
    options.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
      guard let job = TransferJob.at(owner, as: HTTPJob.self) else { return 0 }
      let length = size * count
      return job.took(body: UnsafeRawBufferPointer(start: bytes, count: length)) ? length : length &+ 1
    }
    options.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, owner in
      guard let job = TransferJob.at(owner, as: HTTPJob.self) else { return 0 }
      let length = size * count
      return job.took(header: UnsafeRawBufferPointer(start: bytes, count: length)) ? length : length &+ 1
    }
    options.set(debug: { _, kind, bytes, count, owner in
      if kind == CURLINFO_TEXT || kind == CURLINFO_DATA_IN || kind == CURLINFO_HEADER_IN { return 0 }  // most of all
      guard let job = TransferJob.at(owner, as: HTTPJob.self) else { return 0 }
      switch kind {
      case CURLINFO_HEADER_OUT: job.wrote(head: UnsafeRawBufferPointer(start: bytes, count: count))
      case CURLINFO_DATA_OUT: job.seen.requestBodySent += count
      case CURLINFO_SSL_DATA_OUT: job.handshakeBegan = true
      case _: break
      }
      return 0
    })
    options.set(socket: { owner, _, address in
      guard let job = TransferJob.at(owner, as: HTTPJob.self), let address else { return -1 }
      return job.gate.open(address)
    })
    options.set(ready: { owner, _, _, _, _ in
      guard let job = TransferJob.at(owner, as: HTTPJob.self), job.isFirstWriting() else {
        return CURL_PREREQFUNC_ABORT
      }
      job.listen(true)
      return CURL_PREREQFUNC_OK
    })
  }
}
