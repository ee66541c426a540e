import CCurl

/// What a file transfer that failed means. Pure, so that every code is tested.
struct FileEnding {
  var code: CURLcode
  var task: FileTask
  /// libcurl has all bytes of the upload: only from then on can the file stand under its name.
  var isWhollyGiven = false
  var loggedIn = false
  var isCommandRefused = false
  var facts: FailureFacts

  /// An answer of the server that refuses leaves no doubt, and questions change nothing.
  var certainty: Certainty {
    switch task {
    case .get, .list: return .notSent
    case .put: if !isWhollyGiven { return .notSent }
    case .rename, .remove: if !loggedIn { return .notSent }
    }
    return isRefusal ? .notSent : .inDoubt
  }

  private var isRefusal: Bool {
    switch code {
    case CURLE_QUOTE_ERROR: isCommandRefused
    case CURLE_REMOTE_FILE_NOT_FOUND, CURLE_REMOTE_ACCESS_DENIED, CURLE_REMOTE_DISK_FULL,
      CURLE_REMOTE_FILE_EXISTS, CURLE_LOGIN_DENIED, CURLE_PEER_FAILED_VERIFICATION:
      true
    case _: !loggedIn
    }
  }

  var reason: FailureReason {
    if facts.overBodyCap { return .bodyCap }
    if facts.addressRefused && !facts.connected { return .addressRefused }
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION: return .hostKey
    case CURLE_LOGIN_DENIED: return .loginRefused
    case CURLE_REMOTE_FILE_NOT_FOUND: return .remoteMissing
    case CURLE_REMOTE_ACCESS_DENIED: return .remoteRefused
    case CURLE_REMOTE_DISK_FULL: return .remoteFull
    case CURLE_REMOTE_FILE_EXISTS: return .remoteExists
    // A server that cannot rename says no more than that; nearly always the name is taken.
    case CURLE_QUOTE_ERROR where !isCommandRefused: return .reset
    case CURLE_QUOTE_ERROR:
      if case .put = task { return .remoteExists }
      return .remoteFailed
    case CURLE_FAILED_INIT: return .connectFailed
    case CURLE_OPERATION_TIMEDOUT where loggedIn: return facts.beforeTotalLimit ? .slow : .timeoutAfterSend
    case CURLE_SSH, CURLE_UPLOAD_FAILED: return loggedIn ? .remoteFailed : .connectFailed
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE: return loggedIn ? .reset : .connectFailed
    case _: return facts.reason
    }
  }
}
