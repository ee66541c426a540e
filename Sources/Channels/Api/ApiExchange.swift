import Catalogue
import Curl
import Vault
import Workflow

/// Writes a call at the moment when it leaves.
typealias Writing = @Sendable (Token?) throws -> RenderedRequest

/// What came of one call, with the evidence of an attempt before it that the partner refused.
enum CallOutcome: Sendable {
  case answered(Exchange, earlier: [EvidenceFile])
  case failed(TransferFailure, earlier: [EvidenceFile])
  /// Nothing was sent.
  case unwritten
}

extension ApiChannel {
  /// One call. A token that the partner refuses before its time is replaced, once, and the call made again: a
  /// partner that refused to let us in has not acted.
  func exchange(
    _ write: @escaping Writing, _ token: Token?, earlier: [EvidenceFile]? = nil,
    _ onEnd: @escaping @Sendable (CallOutcome) -> Void
  ) {
    let request: RenderedRequest
    do { request = try write(token) } catch {
      return onEnd(.unwritten)
    }
    transfers.start(request.http) { [self] result in
      switch result {
      case .success(let exchange):
        guard earlier == nil, let token, let tokens,
          route.refusesToken(
            status: exchange.status, headers: exchange.answerHeaders, body: exchange.responseBody)
        else { return onEnd(.answered(exchange, earlier: earlier ?? [])) }
        tokens.forget(token)
        tokens.with { [self] state in
          // Without another token, the answer that we have is the answer.
          guard case .token(let fresh) = state, fresh.bytes != token.bytes else {
            return onEnd(.answered(exchange, earlier: []))
          }
          self.exchange(write, fresh, earlier: exchange.evidence.map(\.refused), onEnd)
        }
      case .failure(let failure): onEnd(.failed(failure, earlier: earlier ?? []))
      }
    }
  }
}

extension EvidenceFile {
  /// The same under another name, beside those of the attempt that counted.
  fileprivate var refused: EvidenceFile { EvidenceFile(name: "refused-\(name)", bytes: bytes) }
}
