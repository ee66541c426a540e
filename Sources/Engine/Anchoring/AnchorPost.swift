import Channels
import Curl
import Synchronization
import Workflow

/// How a request reaches an outside service, and how the answer comes back.
public protocol AnchorPost: Sendable {
  /// - Parameter onEnd: Called exactly once, on any thread.
  func post(
    _ body: [UInt8], contentType: String, to url: String, onEnd: @escaping @Sendable (AnchorReply) -> Void)
}

public enum AnchorReply: Sendable {
  case answered(status: Int, contentType: String?, body: [UInt8])
  /// In words for a person.
  case failed(String)
}

/// Through libcurl. A slow service is given up before it could hold anyone up.
public final class CurlPost: AnchorPost {
  private let network: NetworkRules
  private let lanes = Mutex<[Origin: Transfers]>([:])

  static let timeout = Duration.seconds(15)

  public init(network: NetworkRules) { self.network = network }

  public func post(
    _ body: [UInt8], contentType: String, to url: String, onEnd: @escaping @Sendable (AnchorReply) -> Void
  ) {
    let transfers: Transfers
    do { transfers = try lane(to: url) } catch { return onEnd(.failed("the address \(url) cannot be used: \(error)")) }
    let request = HTTPRequest(
      method: "POST", url: url, headers: [HTTPHeader("Content-Type", contentType)], body: body)
    transfers.start(request) { result in
      switch result {
      case .success(let exchange):
        onEnd(
          .answered(
            status: exchange.status, contentType: exchange.header("Content-Type"), body: exchange.responseBody))
      case .failure(let failure): onEnd(.failed(failure.detail ?? "\(failure.reason)"))
      }
    }
  }

  private func lane(to url: String) throws -> Transfers {
    let origin = try Origin(url: url)
    return lanes.withLock { lanes in
      if let known = lanes[origin] { return known }
      var profile = TransferProfile(origins: [origin])
      // What comes back is signed; most authorities are reached by plain HTTP.
      profile.allowsPlainHTTP = true
      profile.addresses = network.addressPolicy
      profile.trust = network.trust
      profile.totalTimeout = CurlPost.timeout
      profile.slowestFor = CurlPost.timeout
      profile.bodyCap = 256 << 10
      let made = Transfers(profile)
      lanes[origin] = made
      return made
    }
  }
}
