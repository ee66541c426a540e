import CCurl
import Foundation

/// What was observed of a transfer that failed, and what follows from it. Pure, so that every code is tested.
struct FailureFacts {
  var code: CURLcode
  /// The request's first byte was written to the connection (counted by libcurl, not guessed from the code).
  var sent = false
  var lookedUp = true
  var connected = true
  var overBodyCap = false
  var overHeaderCap = false
  var addressRefused = false
  /// Ended before the total limit ran out, so a timeout code means the low-speed rule.
  var beforeTotalLimit = false
  var systemError = 0

  var certainty: Certainty { sent ? .inDoubt : .notSent }

  var reason: FailureReason {
    if overBodyCap { return .bodyCap }
    if overHeaderCap { return .headerCap }
    if addressRefused && !connected { return .addressRefused }
    return sent ? afterSending : beforeSending
  }

  private var beforeSending: FailureReason {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .dns
    case CURLE_COULDNT_CONNECT: systemError == Int(ECONNREFUSED) ? .connectRefused : .connectFailed
    case CURLE_OPERATION_TIMEDOUT:
      !lookedUp ? .dnsTimeout : !connected ? .connectTimeout : .tlsTimeout
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: .tlsVerify
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH: .tlsPin
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: .tlsHandshake
    case CURLE_USE_SSL_FAILED: .startTLSMissing
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT:
      .config
    case CURLE_URL_MALFORMAT: .badURL
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR: .connectFailed
    case _: .other
    }
  }

  private var afterSending: FailureReason {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: beforeTotalLimit ? .slow : .timeoutAfterSend
    case CURLE_GOT_NOTHING: .emptyReply
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR: .reset
    case CURLE_PARTIAL_FILE: .partialBody
    // libcurl calls a header line over its own limit "out of memory".
    case CURLE_OUT_OF_MEMORY: .headerCap
    case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL: .badReply
    case _: .other
    }
  }
}
