import CCurl
import Foundation

/// Scheme, host and port, as libcurl itself reads them. Two parsers would be two opinions on where a request goes.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
  public let scheme: String
  public let host: String
  public let port: Int

  /// - Throws: `RequestFault.url` when libcurl cannot read `url`, or it holds a user name.
  public init(url: String) throws(RequestFault) {
    self = try ParsedURL(url).origin
  }

  fileprivate init(scheme: String, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Whole labels: `a.b.example` is below `b.example`, `ab.example` is not, nor is `b.example` itself.
  func isBelow(_ domain: String) -> Bool {
    scheme == "https" && port == 443 && host.lowercased().hasSuffix("." + domain)
  }

  public var description: String { "\(scheme)://\(host):\(port)" }
}

/// A URL parsed once; the same parse decides whether it is allowed and is then what libcurl requests.
/// `@unchecked Sendable`: immutable after `init`.
final class ParsedURL: @unchecked Sendable {
  /// Only read from, also by several transfers in turn: libcurl copies it when a transfer begins.
  let handle: OpaquePointer
  let origin: Origin

  init(_ text: String) throws(RequestFault) {
    prepareLibrary()
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
      throw .url("it holds a space or a control character. Escape it as %XX.")
    }
    guard let handle = curl_url() else { throw .url("there is no memory to read it.") }
    let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER))
    guard code == CURLUE_OK, let origin = ParsedURL.origin(of: handle) else {
      curl_url_cleanup(handle)
      throw .url(code == CURLUE_OK ? "it has no host." : "\(String(cString: curl_url_strerror(code))).")
    }
    self.handle = handle
    self.origin = origin
  }

  private init(_ handle: OpaquePointer, _ origin: Origin) {
    self.handle = handle
    self.origin = origin
  }

  deinit { curl_url_cleanup(handle) }

  /// The same path and query at another place.
  func moved(to place: Origin) throws(RequestFault) -> ParsedURL {
    guard let copy = curl_url_dup(handle) else { throw .url("there is no memory to change it.") }
    let parts = [(CURLUPART_SCHEME, place.scheme), (CURLUPART_HOST, place.host), (CURLUPART_PORT, String(place.port))]
    guard parts.allSatisfy({ curl_url_set(copy, $0.0, $0.1, 0) == CURLUE_OK }) else {
      curl_url_cleanup(copy)
      throw .url("it cannot be sent to the place that stands in.")
    }
    return ParsedURL(copy, place)
  }

  private static func origin(of handle: OpaquePointer) -> Origin? {
    guard let scheme = part(CURLUPART_SCHEME, of: handle), let host = part(CURLUPART_HOST, of: handle),
      let digits = part(CURLUPART_PORT, of: handle), let port = Int(digits), !host.isEmpty
    else { return nil }
    return Origin(scheme: scheme.lowercased(), host: host.lowercased(), port: port)
  }

  private static func part(_ part: CURLUPart, of handle: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
