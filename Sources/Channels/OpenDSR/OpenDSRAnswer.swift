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
  let key: ProcessorKey

  /// Header names of version 2.0 and of 1.0, which all parties must keep honouring.
  var isGenuine: Bool {
    let domain = exchange.header("X-OpenDSR-Processor-Domain") ?? exchange.header("X-OpenGDPR-Processor-Domain")
    let signature = exchange.header("X-OpenDSR-Signature") ?? exchange.header("X-OpenGDPR-Signature")
    guard domain == route.processorDomain, let signature, let bytes = Data(base64Encoded: signature) else {
      return false
    }
    return key.isValid(signature: Array(bytes), of: exchange.responseBody)
  }

  private struct Status: Decodable {
    var subject_request_id: String?
    var request_status: String?
  }

  private var fields: Status? {
    try? JSONDecoder().decode(Status.self, from: Data(exchange.responseBody))
  }

  func names(_ key: String) -> Bool { fields?.subject_request_id == key }

  /// The state in the specification's spelling.
  var state: String? { fields?.request_status.map { route.states[$0] ?? $0 } }

  var digestEvidence: [EvidenceFile] { exchange.digestEvidence + [certificate] }

  var fullEvidence: [EvidenceFile] {
    exchange.evidence(body: EvidenceFile(name: "response", bytes: exchange.responseBody)) + [certificate]
  }

  private var certificate: EvidenceFile { EvidenceFile(name: "processor.pem", bytes: key.pem) }
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
