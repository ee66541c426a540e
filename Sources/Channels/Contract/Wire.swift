import Catalogue
import Curl
import Vault
import Workflow

/// Between the catalogue's requests and answers and libcurl's.
extension RenderedRequest {
  var http: HTTPRequest {
    HTTPRequest(
      method: method, url: url,
      headers: headers.map { HTTPHeader($0.name, String(decoding: $0.value, as: UTF8.self)) },
      body: body.isEmpty && (method == "GET" || method == "DELETE") ? nil : body)
  }
}

extension Exchange {
  var answerHeaders: AnswerHeaders {
    var headers: [(name: String, value: [UInt8])] = []
    headers.reserveCapacity(8)
    var lines = responseHead[...]
    lines.dropLine()  // the status
    while !lines.isEmpty {
      let line = lines.dropLine()
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      headers.append((String(decoding: line[..<colon], as: UTF8.self), end.map { Array(value[...$0]) } ?? []))
    }
    return AnswerHeaders(headers)
  }

  /// The exact bytes of both directions, and who was at the other end.
  var evidence: [EvidenceFile] {
    let request = EvidenceFile(name: "request", bytes: requestBytes)
    guard !responseHead.isEmpty || !responseBody.isEmpty else { return [request] + peerEvidence }
    return [request, EvidenceFile(name: "response", bytes: responseHead + responseBody)] + peerEvidence
  }

  /// Nothing for plain HTTP.
  var peerEvidence: [EvidenceFile] {
    peerChainPEM.isEmpty
      ? [] : [EvidenceFile(name: "peer.pem", bytes: Array(peerChainPEM.joined(separator: "\n").utf8))]
  }
}

extension ArraySlice<UInt8> {
  /// Removes the first line, its newline too. - Returns: the line without its newline.
  @discardableResult
  fileprivate mutating func dropLine() -> ArraySlice<UInt8> {
    let end = firstIndex(of: UInt8(ascii: "\n")) ?? endIndex
    defer { self = end < endIndex ? self[(end + 1)...] : [] }
    return self[..<end]
  }
}

extension TransferFailure {
  /// What a transfer that brought no answer means for the dispatch.
  var verdict: Verdict {
    switch certainty {
    case .notSent: TransferFailure.isOurs(reason) ? .halted(Reason(reason.rawValue)) : .notSent(Reason(reason.rawValue))
    case .inDoubt: .lost(Reason(reason.rawValue))
    }
  }

  var pollVerdict: PollVerdict {
    TransferFailure.isOurs(reason)
      ? .halted(Reason(reason.rawValue)) : .unanswered(Reason(reason.rawValue), retryAfter: nil)
  }

  var evidence: [EvidenceFile] { seen.map { $0.requestHead.isEmpty ? [] : $0.evidence } ?? [] }

  /// Repeating cannot help: the entry, the settings or the partner's certificate are wrong, and a person must look.
  static func isOurs(_ reason: FailureReason) -> Bool {
    switch reason {
    case .badMethod, .badURL, .badHeader, .badAddress, .badMessage, .originNotAllowed, .config, .addressRefused,
      .tlsVerify, .tlsPin, .startTLSMissing, .hostKey, .loginRefused, .remoteMissing, .remoteRefused, .remoteExists:
      true
    case .tooLate, .dns, .dnsTimeout, .connectRefused, .connectTimeout, .connectFailed, .tlsHandshake, .tlsTimeout,
      .timeoutBeforeSend, .timeoutAfterSend, .slow, .reset, .emptyReply, .partialBody, .bodyCap, .headerCap, .badReply,
      .remoteFull, .remoteFailed, .cancelled, .shutDown, .other:
      false
    }
  }
}

extension PrepareFailure {
  init(_ error: any Error) {
    switch error {
    case let failure as RenderFailure:
      // One subject's value is at fault: the others of the batch must not wait for it.
      if failure.subject != nil {
        self = .oneIsUnusable(failure.valueReason)
        return
      }
      switch failure.kind {
      case .tooLarge, .tooManyItems: self = .tooLarge
      case .missing, .empty, .notUTF8, .controlCharacter, .wildcard, .unpreparable, .unquotable, .tooShort, .notANumber,
        .badHost,
        .badKey, .unreadableSecret,
        .unknownLane, .noItems, .noSuchCall:
        self = .unusable(Reason("cannot-be-written"))
      }
    case is FlowMemoryUnreadable: self = .unusable(Reason("memory-unreadable"))
    case is SecretError: self = .unusable(Reason("secret-missing"))
    default: self = .unusable(Reason("cannot-be-written"))
    }
  }
}

extension RenderFailure {
  /// What is wrong with one subject's value; never the value.
  fileprivate var valueReason: Reason {
    switch kind {
    case .tooShort: Reason("value-too-short")
    case .missing, .noItems: UnwritableValue(.missing, slot: part).reason
    case .empty: UnwritableValue(.empty, slot: part).reason
    case .notUTF8: UnwritableValue(.encoding, slot: part).reason
    case .controlCharacter: UnwritableValue(.control, slot: part).reason
    case .wildcard: UnwritableValue(.wildcard, slot: part).reason
    case .unpreparable: UnwritableValue(.preparation, slot: part).reason
    case .unquotable: UnwritableValue(.quoting, slot: part).reason
    case .notANumber: UnwritableValue(.number, slot: part).reason
    case .badHost, .badKey, .unreadableSecret, .unknownLane, .tooManyItems, .tooLarge, .noSuchCall:
      Reason("cannot-be-written")
    }
  }
}
