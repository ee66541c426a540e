import CCurl

/// What one request sets beside what its profile has set before it, and how all of that is taken back.
extension HTTPJob {
  func ownOptions(_ handle: EasyHandle) -> CURLcode {
    var options = EasyOptions(handle.easy)
    handle.point(at: url, by: &options)
    setRequest(&options)
    setOwner(pointer, &options)
    options.set(CURLOPT_VERBOSE, url.origin.scheme == "https")  // for the handshake
    return options.fault
  }

  /// Every option that ``ownOptions(_:)`` may set is named here, whether this request set it or not. The URL stays: the
  /// handle knows it and replaces it.
  func takeBackOptions(_ handle: EasyHandle) -> CURLcode {
    var options = EasyOptions(handle.easy)
    options.set(CURLOPT_POSTFIELDS, nil as UnsafeRawPointer?)  // frees libcurl's copy of the body too
    options.set(CURLOPT_POSTFIELDSIZE_LARGE, size: -1)
    options.set(CURLOPT_HTTPGET, true)  // neither POST nor HEAD
    options.set(CURLOPT_CUSTOMREQUEST, nil as UnsafeRawPointer?)
    options.set(CURLOPT_HTTPHEADER, nil as UnsafeRawPointer?)
    options.set(CURLOPT_VERBOSE, false)
    setOwner(nil, &options)
    return options.fault
  }

  private func setOwner(_ owner: UnsafeRawPointer?, _ options: inout EasyOptions) {
    options.set(CURLOPT_WRITEDATA, owner)
    options.set(CURLOPT_HEADERDATA, owner)
    options.set(CURLOPT_DEBUGDATA, owner)
    options.set(CURLOPT_OPENSOCKETDATA, owner)
    options.set(CURLOPT_PREREQDATA, owner)
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
}
