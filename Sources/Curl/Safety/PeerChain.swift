import CCurl
import Foundation

extension EasyOptions {
  /// TLS 1.2 or newer, chain and host name verified, chain kept. No way to turn any of it off.
  mutating func secure(trust: TrustAnchors, client: ClientCertificate?, pin: String?) {
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_CERTINFO, true)
    switch trust {
    case .system: break
    case .file(let path):
      set(CURLOPT_CAINFO, path)
      set(CURLOPT_CAPATH, nil as UnsafeRawPointer?)
    case .pem(let bytes):
      set(CURLOPT_CAINFO_BLOB, pem: bytes)
      set(CURLOPT_CAPATH, nil as UnsafeRawPointer?)
    }
    if let pin { set(CURLOPT_PINNEDPUBLICKEY, pin) }
    if let client {
      set(CURLOPT_SSLCERTTYPE, "PEM")
      set(CURLOPT_SSLKEYTYPE, "PEM")
      set(CURLOPT_SSLCERT_BLOB, pem: client.certificate)
      set(CURLOPT_SSLKEY_BLOB, pem: client.key)
    }
  }
}

/// The certificates the peer showed.
enum PeerChain {
  /// PEM, leaf first. libcurl reports them at the handshake only, so a re-used connection shows none.
  static func read(_ easy: UnsafeMutableRawPointer) -> [String] {
    guard let info = ccurl_get_chain(easy), let lists = info.pointee.certinfo else { return [] }
    return (0..<Int(info.pointee.num_of_certs)).compactMap { certificate(lists[$0]) }
  }

  private static func certificate(_ list: UnsafeMutablePointer<curl_slist>?) -> String? {
    var next = list
    while let entry = next {
      if let line = entry.pointee.data, strncmp(line, "Cert:", 5) == 0 { return String(cString: line + 5) }
      next = entry.pointee.next
    }
    return nil
  }
}
