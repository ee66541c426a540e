import CCurl

extension HTTPJob {
  func allOptions(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    var options = EasyOptions(easy)
    options.set(CURLOPT_CURLU, UnsafeRawPointer(url.handle))
    setLimits(&options)
    setConnection(&options)
    if url.origin.scheme == "https" {
      options.secure(trust: profile.trust, client: profile.clientCertificate, pin: profile.pinnedPublicKey)
    }
    setRequest(&options)
    setCallbacks(&options)
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
  }

  /// POST carries any body; the method is then overwritten, so that the body goes out as it is for DELETE or PUT.
  private func setRequest(_ options: inout EasyOptions) {
    let hasBody = request.body != nil || request.method == "POST"
    if hasBody {
      let body = request.body ?? []
      options.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
      if body.isEmpty {
        options.set(CURLOPT_COPYPOSTFIELDS, "")
      } else {
        body.withUnsafeBytes { options.set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
      }
    }
    switch (request.method, hasBody) {
    case ("GET", false), ("POST", true): break
    case ("HEAD", false): options.set(CURLOPT_NOBODY, true)
    case _: options.set(CURLOPT_CUSTOMREQUEST, request.method)
    }
    options.set(CURLOPT_USERAGENT, profile.userAgent)
    setHeaders(&options, hasBody: hasBody)
  }

  private func setHeaders(_ options: inout EasyOptions, hasBody: Bool) {
    for header in request.headers {
      // libcurl spells "present but empty" with a semicolon.
      var line = header.name
      line += header.value.isEmpty ? ";" : ": "
      line += header.value
      headerList = curl_slist_append(headerList, line)
    }
    if hasBody {
      // Without these libcurl would claim a form, and would wait for a go-ahead before long bodies.
      headerList = curl_slist_append(headerList, "Expect:")
      if !request.headers.contains(where: { $0.isNamed(contentTypeName) }) {
        headerList = curl_slist_append(headerList, "Content-Type:")
      }
    }
    if let headerList { options.set(CURLOPT_HTTPHEADER, UnsafeRawPointer(headerList)) }
  }

  private func setCallbacks(_ options: inout EasyOptions) {
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
      guard let job = TransferJob.at(owner, as: HTTPJob.self) else { return CURL_PREREQFUNC_ABORT }
      job.listen(true)
      return CURL_PREREQFUNC_OK
    })
    options.set(CURLOPT_WRITEDATA, pointer)
    options.set(CURLOPT_HEADERDATA, pointer)
    options.set(CURLOPT_DEBUGDATA, pointer)
    options.set(CURLOPT_OPENSOCKETDATA, pointer)
    options.set(CURLOPT_PREREQDATA, pointer)
    options.set(CURLOPT_VERBOSE, url.origin.scheme == "https")  // for the handshake
  }
}
