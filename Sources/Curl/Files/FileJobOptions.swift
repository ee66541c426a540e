import CCurl

extension FileJob {
  func allOptions(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    var options = EasyOptions(easy)
    options.set(CURLOPT_URL, "sftp://\(server.host):\(server.port)\(task.place)")
    setLimits(&options)
    guard setCredential(&options) else { return CURLE_OUT_OF_MEMORY }
    setTask(&options)
    setCallbacks(&options)
    return options.fault
  }

  private func setLimits(_ options: inout EasyOptions) {
    options.set(CURLOPT_PROTOCOLS_STR, "sftp")
    options.set(CURLOPT_PROXY, "")
    options.set(CURLOPT_NOPROXY, "*")
    options.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    options.set(CURLOPT_NOSIGNAL, true)
    options.set(CURLOPT_FRESH_CONNECT, true)
    options.set(CURLOPT_FORBID_REUSE, true)
    options.set(CURLOPT_CONNECTTIMEOUT_MS, server.connectTimeout.milliseconds)
    options.set(CURLOPT_TIMEOUT_MS, server.totalTimeout.milliseconds)
    options.set(CURLOPT_LOW_SPEED_LIMIT, server.slowestBytesPerSecond)
    options.set(CURLOPT_LOW_SPEED_TIME, server.slowestFor.wholeSeconds)
    options.set(CURLOPT_SSH_COMPRESSION, false)
  }

  /// Only the one way that was agreed: libcurl would otherwise look for keys in the home folder and ask an agent.
  private func setCredential(_ options: inout EasyOptions) -> Bool {
    options.set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, server.hostKeyDigest ?? "")
    options.set(CURLOPT_USERNAME, server.user)
    switch server.credential {
    case .key(let bytes, let passphrase):
      guard let key = PrivateKeyPath(bytes) else { return false }
      self.key = key
      options.set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
      options.set(CURLOPT_SSH_PRIVATE_KEYFILE, key.path)
      if let passphrase { options.set(CURLOPT_KEYPASSWD, passphrase) }
    case .password(let password):
      options.set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD))
      options.set(CURLOPT_PASSWORD, password)
    }
    return true
  }

  private func setTask(_ options: inout EasyOptions) {
    switch task {
    case .put(let bytes, _):
      options.set(CURLOPT_UPLOAD, true)
      options.set(CURLOPT_INFILESIZE_LARGE, size: bytes.count)
      // A partner's job may run under another account of the group; nobody else has to read it.
      options.set(CURLOPT_NEW_FILE_PERMS, 0o640)
    case .get: options.set(CURLOPT_FILETIME, true)
    case .list: options.set(CURLOPT_DIRLISTONLY, true)
    case .rename, .remove: options.set(CURLOPT_NOBODY, true)
    }
    let commands = task.commands
    for command in commands.before { before = curl_slist_append(before, command) }
    for command in commands.after { after = curl_slist_append(after, command) }
    if let before { options.set(CURLOPT_QUOTE, UnsafeRawPointer(before)) }
    if let after { options.set(CURLOPT_POSTQUOTE, UnsafeRawPointer(after)) }
  }

  private func setCallbacks(_ options: inout EasyOptions) {
    options.set(CURLOPT_READFUNCTION) { bytes, size, count, owner in
      guard let job = TransferJob.at(owner, as: FileJob.self) else { return 0 }
      return job.give(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }
    options.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, owner in
      guard let job = TransferJob.at(owner, as: FileJob.self) else { return 0 }
      let length = size * count
      return job.took(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : length &+ 1
    }
    // Without it, libcurl writes long listings to standard output.
    options.set(CURLOPT_HEADERFUNCTION) { _, size, count, _ in size * count }
    options.set(debug: { _, kind, bytes, count, owner in
      guard kind == CURLINFO_TEXT, let job = TransferJob.at(owner, as: FileJob.self) else { return 0 }
      job.said(UnsafeRawBufferPointer(start: bytes, count: count))
      return 0
    })
    options.set(socket: { owner, _, address in
      guard let job = TransferJob.at(owner, as: FileJob.self), let address else { return -1 }
      return job.gate.open(address)
    })
    for option in [CURLOPT_READDATA, CURLOPT_WRITEDATA, CURLOPT_DEBUGDATA, CURLOPT_OPENSOCKETDATA] {
      options.set(option, pointer)
    }
    options.set(CURLOPT_VERBOSE, true)
  }
}
