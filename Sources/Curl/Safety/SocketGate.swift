import CCurl
import Foundation

/// Judges the address that libcurl is about to connect to, after resolution, so that neither spelling tricks nor
/// a name that changes its answer between check and use get past.
final class SocketGate {
  let policy: AddressPolicy
  private(set) var refused: AddressClass?

  init(_ policy: AddressPolicy) { self.policy = policy }

  func open(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
    let place = AddressClass(SocketGate.bytes(of: address))
    guard policy.allows(place) else {
      refused = place
      return -1  // CURL_SOCKET_BAD, a cast macro that Swift does not import
    }
    return ccurl_open_socket(address)
  }

  private static func bytes(of address: UnsafePointer<curl_sockaddr>) -> [UInt8] {
    guard let raw = ccurl_address(address).map({ UnsafeRawPointer($0) }) else { return [] }
    switch address.pointee.family {
    case AF_INET:
      return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
    case AF_INET6:
      return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
    case _: return []
    }
  }
}
