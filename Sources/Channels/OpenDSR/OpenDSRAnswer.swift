import Catalogue
import Crypto
import Curl
import Foundation
import Vault
import Workflow

/// One answer of an OpenDSR processor, its signature checked on the raw bytes before anything is read from it.
struct OpenDSRAnswer {
  let exchange: Exchange
  let route: OpendsrRoute
  /// `nil` for a partner that signs nothing.
  let key: ProcessorKey?

  /// Both headers exactly once: two of them would be two opinions on who signed.
  var isGenuine: Bool {
    guard let signature = route.signature, let key else { return route.signature == nil }
    guard let domain = only(signature.domainHeaders), let text = only(signature.signatureHeaders),
      domain.lowercased() == signature.domain.lowercased(), let bytes = SignatureText.bytes(text)
    else { return false }
    return key.isValid(signature: bytes, of: exchange.responseBody)
  }

  /// Nothing in it even claims a signature.
  var isBare: Bool {
    let names = route.signature.map { $0.domainHeaders + $0.signatureHeaders } ?? []
    return names.allSatisfy { exchange.headers($0).isEmpty }
  }

  private func only(_ names: [String]) -> String? {
    for name in names {
      let values = exchange.headers(name)
      if !values.isEmpty { return values.count == 1 ? values[0] : nil }
    }
    return nil
  }

  private struct Body: Decodable {
    var subject_request_id: String?
    var request_status: String?
    var received_time: String?
    var expected_completion_time: String?
    var encoded_request: String?
  }

  private var fields: Body? {
    try? JSONDecoder().decode(Body.self, from: Data(exchange.responseBody))
  }

  /// Ids are lower-case UUIDs; a partner that writes them otherwise still means the same request.
  func names(_ key: String) -> Bool { fields?.subject_request_id?.lowercased() == key.lowercased() }

  /// `nil` for a word that nobody gave a meaning.
  var state: OpendsrRoute.State? { fields?.request_status.flatMap(route.state) }

  /// Whether the person's identifiers may be in it again.
  var echoes: Bool {
    fields?.encoded_request != nil || exchange.responseBody.firstRange(of: Array("encoded_request".utf8)) != nil
  }

  /// - Parameter isAcknowledgement: Such an answer is taken for one that echoes, whatever it holds.
  func evidence(isAcknowledgement: Bool, at moment: Instant) -> [EvidenceFile] {
    let certificate = key.map { [EvidenceFile(name: "processor.pem", bytes: $0.pem)] } ?? []
    guard route.archive == .digest, isAcknowledgement || echoes else {
      return exchange.evidence(body: EvidenceFile(name: "response", bytes: exchange.responseBody)) + certificate
    }
    return exchange.digestEvidence + certificate + [EvidenceFile(name: "response.facts", bytes: facts(at: moment))]
  }

  /// What was read from an answer that is not kept itself.
  private func facts(at moment: Instant) -> [UInt8] {
    let signature = isGenuine ? route.signature : nil
    let facts = [
      "sha256": Hex.lower(Array(SHA256.hash(data: exchange.responseBody))), "received": moment.written,
      "subject_request_id": fields?.subject_request_id, "received_time": fields?.received_time,
      "expected_completion_time": fields?.expected_completion_time, "signed_by": signature?.domain,
      "algorithm": signature?.algorithm.rawValue,
      "key": signature == nil ? nil : key.map { "sha256:" + Hex.lower($0.fingerprint) },
    ].compactMapValues { $0 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array((try? encoder.encode(facts)) ?? Data())
  }
}

extension Exchange {
  /// The signed acknowledgement echoes the whole request, which must not be kept: its digest proves as much,
  /// because the signature covers nothing but the digest.
  var digestEvidence: [EvidenceFile] {
    evidence(body: EvidenceFile(name: "response.sha256", bytes: Array(SHA256.hash(data: responseBody))))
  }

  fileprivate func evidence(body: EvidenceFile) -> [EvidenceFile] {
    [
      EvidenceFile(name: "request", bytes: requestBytes), EvidenceFile(name: "response.head", bytes: responseHead),
      body,
    ]
      + peerEvidence
  }
}
