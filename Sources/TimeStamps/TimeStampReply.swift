import SwiftASN1

/// What a time-stamping authority sent back: a TimeStampResp (RFC 3161, section 2.4.2), or the bare token out of one.
/// Nothing in it is believed yet.
public struct TimeStampReply: Sendable {
  /// More than any time stamp needs.
  public static let mostBytes = 65_536

  /// As received; what a `.tsr` file holds.
  public let der: [UInt8]
  /// Nil for a bare token, which has no status of its own.
  public let status: TimeStampStatus?
  /// What the authority says in words, without control characters and cut to 200 characters. Nobody signed it.
  public let text: String?
  /// Names and meanings of the failures, in the order of their bits.
  public let failures: [String]
  let token: StampToken?

  /// - Throws: `.tooLarge`, `.unreadable`, `.wrongContent`, `.wrongVersion`, `.signers`, `.tooManyCertificates`,
  ///   `.repeatedAttribute`, `.missingAttribute`, `.criticalExtension`, `.unsupportedAlgorithm`. A rejection is read.
  public init(der: [UInt8]) throws(TimeStampFault) {
    guard der.count <= Self.mostBytes else { throw .tooLarge(bytes: der.count) }
    self.der = der
    let root = try Structure.read("the whole of it") { try BER.parse(der) }
    let (first, second) = try Structure.read("its outermost sequence") {
      try DER.sequence(root, identifier: .sequence) { (try $0.needed(), $0.next()) }
    }
    if first.identifier == .objectIdentifier {
      (status, text, failures) = (nil, nil, [])
      token = try Structure.read("the token") { try StampToken(root) }
    } else {
      let verdict = try Structure.read("the status") { try Verdict(first) }
      (status, text, failures) = (verdict.status, verdict.text, verdict.failures)
      token = try Structure.read("the token") { try second.map(StampToken.init) }
    }
  }

  /// - Throws: `.rejected`, `.noToken`.
  func granted() throws(TimeStampFault) -> StampToken {
    if let status, !status.isGranted { throw .rejected(status: status, failures: failures, text: text) }
    guard let token else { throw .noToken }
    return token
  }
}

extension TimeStampReply {
  /// PKIStatusInfo.
  private struct Verdict {
    let status: TimeStampStatus
    var text: String?
    var failures: [String] = []

    init(_ node: ASN1Node) throws {
      (status, text, failures) = try DER.sequence(node, identifier: .sequence) { nodes in
        guard let status = TimeStampStatus(rawValue: try Int(derEncoded: &nodes)) else {
          throw TimeStampFault.unreadable(part: "the status")
        }
        let text = try nodes.next(if: .sequence).map(Verdict.text)
        let failures = try nodes.next(if: .bitString).map(Verdict.failures) ?? []
        return (status, text, failures)
      }
    }

    private static func text(_ node: ASN1Node) throws -> String {
      let lines = try Structure.children(node).map { String(decoding: try Structure.content($0), as: UTF8.self) }
      let plain = lines.joined(separator: " ").unicodeScalars.map { scalar -> Character in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: "?"
        case _: Character(scalar)
        }
      }
      return String(plain.prefix(200))
    }

    private static func failures(_ node: ASN1Node) throws -> [String] {
      let bits = try ASN1BitString(berEncoded: node).bytes
      return bits.enumerated().flatMap { index, byte in
        (0..<8).filter { byte >> (7 - $0) & 1 == 1 }.map { bit in
          TimeStampStatus.failures[index * 8 + bit] ?? "failure \(index * 8 + bit)"
        }
      }
    }
  }
}
