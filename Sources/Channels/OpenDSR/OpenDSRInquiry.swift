import Catalogue
import Curl
import Workflow

/// The one call to a processor that is about no request: what it says of itself.
struct OpenDSRInquiry: Sendable {
  let desk: PartnerDesk
  let route: OpendsrRoute
  let transfers: Transfers
  let tokens: TokenDesk?

  /// Ends with `nil` where there was no answer.
  func discover(_ onEnd: @escaping @Sendable (Exchange?) -> Void) {
    guard let tokens else { return ask(token: nil, onEnd) }
    tokens.with { verdict in
      guard case .token(let token) = verdict else { return onEnd(nil) }
      ask(token: token.bytes, onEnd)
    }
  }

  private func ask(token: [UInt8]?, _ onEnd: @escaping @Sendable (Exchange?) -> Void) {
    guard
      let request = try? route.render(
        method: "GET", path: route.discoveryPath, body: [], facts: desk.ownFacts, token: token,
        secret: { try desk.secret($0) })
    else { return onEnd(nil) }
    transfers.start(request.http) { onEnd(try? $0.get()) }
  }
}
