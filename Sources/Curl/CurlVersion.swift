import CCurl
import Foundation

/// The libcurl this process runs with, and whether it is new enough.
public struct CurlVersion: Sendable, CustomStringConvertible {
  /// 7.88.1, as 0xMMmmpp: the version every setting of this room was measured against.
  public static let floor: UInt32 = 0x07_58_01

  public let number: UInt32
  public let version: String
  public let tls: String
  public let protocols: [String]

  /// The version in use. Prepares libcurl for the process, once.
  public static func current() -> CurlVersion {
    prepareLibrary()
    let info = ccurl_version().pointee
    var protocols: [String] = []
    var next = info.protocols
    while let list = next, let name = list.pointee {
      protocols.append(String(cString: name))
      next = list + 1
    }
    return CurlVersion(
      number: UInt32(info.version_num),
      version: info.version.map { String(cString: $0) } ?? "unknown",
      tls: info.ssl_version.map { String(cString: $0) } ?? "none",
      protocols: protocols)
  }

  /// - Throws: `CurlVersionFault` when libcurl is older than ``floor``, or lacks TLS or a protocol that is needed.
  @discardableResult
  public static func check(floor: UInt32 = floor) throws(CurlVersionFault) -> CurlVersion {
    let found = current()
    if found.number < floor { throw .tooOld(found: found.version, floor: dotted(floor)) }
    try found.requireProtocols()
    return found
  }

  /// What partners, letters and mailboxes are reached by.
  static let protocols = ["https", "sftp", "smtp", "smtps", "imap", "imaps"]

  func requireProtocols() throws(CurlVersionFault) {
    for needed in CurlVersion.protocols where !protocols.contains(needed) {
      throw .lacksProtocol(needed, version: version)
    }
  }

  public var description: String { "libcurl \(version), \(tls), \(protocols.joined(separator: " "))" }

  static func dotted(_ number: UInt32) -> String { "\(number >> 16).\(number >> 8 & 255).\(number & 255)" }
}

public enum CurlVersionFault: Error, Hashable, Sendable, CustomStringConvertible {
  case tooOld(found: String, floor: String)
  case lacksProtocol(String, version: String)

  public var description: String {
    switch self {
    case .tooOld(let found, let floor):
      "libcurl \(found) is too old: at least \(floor) is needed. Update the libcurl package of this system."
    case .lacksProtocol(let name, let version):
      """
      libcurl \(version) was built without \(name). Install one with TLS, SMTP, IMAP and SFTP: Debian's libcurl4, or a \
      build of your own with OpenSSL and libssh2 that disables neither smtp nor imap.
      """
    }
  }
}

/// libcurl asks for one global start before any handle exists; a static is started once, whoever comes first.
func prepareLibrary() { _ = started }

private let started: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
