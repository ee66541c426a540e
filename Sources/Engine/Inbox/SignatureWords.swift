import Mail
import Synchronization
import Workflow

/// What came of a mail's DKIM signatures, in codes: kept beside the mail as evidence. It decides nothing, since keys are
/// taken down and changed; who wrote a mail is known by our own mail server's word alone.
final class SignatureWords: Sendable {
  private let ask: @Sendable (String) -> KeyAnswer
  private let known = Mutex(Known())

  private struct Known {
    var answers: [String: KeyAnswer] = [:]
    /// A resolver that did not answer is not asked again in this reading: each question may take seconds.
    var isDeaf = false
  }

  init(_ ask: @escaping @Sendable (String) -> KeyAnswer) { self.ask = ask }

  /// A line for each signature, such as `dkim partner.example pass`; none where nobody signed.
  func lines(of bytes: [UInt8], at now: Instant) -> [String] {
    DKIM.verify(RawMail(bytes), now: Int(now.seconds), key: answer).map { result in
      let domain = result.domain.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
      return "dkim \(domain ? result.domain : "unreadable-domain") \(result.words)"
    }
  }

  private func answer(for name: String) -> KeyAnswer {
    known.withLock { known in
      if let answer = known.answers[name] { return answer }
      guard !known.isDeaf else { return .unreachable }
      let answer = ask(name)
      known.answers[name] = answer
      known.isDeaf = answer == .unreachable
      return answer
    }
  }
}

extension DKIMResult {
  fileprivate var words: String {
    switch verdict {
    case .pass: isWhole ? "pass" : "pass-of-a-part"
    case .fail(let cause): "fail \(cause.rawValue)"
    case .unusable(let cause): "unusable \(cause.rawValue)"
    case .unreachable: "key-not-reached"
    }
  }
}
