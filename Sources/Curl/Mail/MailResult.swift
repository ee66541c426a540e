import CCurl

/// What became of a message, as far as the submission server is concerned. `accepted` says that a mail server took it,
/// not that the partner did.
public enum MailVerdict: Hashable, Sendable {
  case accepted
  /// 5xx: this message to this recipient will not be taken.
  case permanent
  /// 4xx: the same bytes may be sent again later.
  case transient
  /// No byte of the message left, and no reply says why.
  case notSent(FailureReason)
  /// Message bytes left and the connection was lost before the final reply.
  case inDoubt(FailureReason)
}

public struct MailResult: Sendable, Withheld {
  public var verdict: MailVerdict
  public var stage: MailStage
  /// The reply that decided, such as 250 or 550; 0 when there was none.
  public var replyCode: Int
  public var curlCode: Int32
  /// Commands and replies, without credentials and without the message. Holds addresses: seal it.
  public var transcript: [UInt8]
  public var peerChainPEM: [String] = []
  public var peerAddress = ""
  public var detail: String?

  public var outline: String { "\(verdict) at \(stage.rawValue), reply \(replyCode), libcurl \(curlCode)" }
}

extension MailVerdict {
  /// - Parameter why: Set when we ended the transfer ourselves.
  static func of(_ code: CURLcode, _ talk: MailConversation, _ facts: FailureFacts, why: FailureReason?) -> MailVerdict
  {
    if code == CURLE_OK && why == nil { return .accepted }
    let began = talk.messageBytes > 0
    if let why { return began ? .inDoubt(why) : .notSent(why) }
    switch code {
    case CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR: return .notSent(facts.reason)
    case _: break
    }
    switch talk.reply {
    case 400..<500: return .transient
    case 500..<600: return .permanent
    case _: break
    }
    if began { return .inDoubt(facts.reason) }
    return .notSent(facts.reason)
  }
}
