import Catalogue
import Curl
import Foundation

/// Where a processor's certificate comes from: the address in the entry, or the one in the processor's discovery
/// document where the entry says so. An answer never says where to look.
struct CertificateSource: Sendable {
  typealias Ending = @Sendable (Result<[UInt8], ProcessorKeyFault>) -> Void
  /// Asks for the discovery document, by the partner's own line.
  typealias Asking = @Sendable (@escaping @Sendable (Exchange?) -> Void) -> Void

  let signature: OpendsrSignature
  /// The certificate may stand on another host: its own connections, its own allow-list.
  let lines: OriginLines
  let discover: Asking

  private struct Document: Decodable { let processor_certificate: String? }

  /// Ends with the bundle as it was fetched.
  func fetch(_ onEnd: @escaping Ending) {
    guard signature.isDiscovered else { return get(signature.certificateURL, onEnd) }
    discover { exchange in
      guard let exchange, exchange.status == 200 else { return onEnd(.failure(.unreachable)) }
      let document = try? JSONDecoder().decode(Document.self, from: Data(exchange.responseBody))
      guard let address = document?.processor_certificate, signature.allows(url: address) else {
        return onEnd(.failure(.elsewhere))
      }
      get(address, onEnd)
    }
  }

  private func get(_ address: String, _ onEnd: @escaping Ending) {
    do {
      try lines.start(HTTPRequest(method: "GET", url: address)) { result in
        guard case .success(let exchange) = result, exchange.status == 200 else {
          return onEnd(.failure(.unreachable))
        }
        onEnd(.success(exchange.responseBody))
      }
    } catch {
      onEnd(.failure(.unreachable))
    }
  }
}
