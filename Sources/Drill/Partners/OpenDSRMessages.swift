import Foundation

/// The objects of OpenDSR 2.0, as far as erasure needs them. Source: opengdpr/OpenDSR, specification.md.
enum OpenDSR {
  static let version = "2.0"

  struct Discovery: Codable, Hashable {
    let api_version: String
    let supported_identities: [SupportedIdentity]
    let supported_subject_request_types: [String]
    let processor_certificate: String
  }

  struct SupportedIdentity: Codable, Hashable { let identity_type, identity_format: String }

  struct Request: Codable, Hashable {
    let regulation: String
    let subject_request_id: String
    let subject_request_type: String
    let submitted_time: String
    let subject_identities: [Identity]
    var api_version: String?
    var status_callback_urls: [String]?
  }

  struct Identity: Codable, Hashable { let identity_type, identity_value, identity_format: String }

  /// The answer 201. The specification also wants the signature inside the body that it signs, which no one can do.
  struct Acknowledgement: Codable, Hashable {
    let controller_id: String
    let expected_completion_time: String
    let received_time: String
    let encoded_request: String
    let subject_request_id: String
  }

  struct Status: Codable, Hashable {
    let controller_id: String
    let expected_completion_time: String
    let subject_request_id: String
    var request_status: State
    let api_version: String
  }

  struct Cancellation: Codable, Hashable {
    let controller_id: String
    let received_time: String
    let subject_request_id: String
    let api_version: String
  }

  enum State: String, Codable, Hashable { case pending, in_progress, completed, cancelled }

  struct Failure: Codable, Hashable {
    let error: Inner

    struct Inner: Codable, Hashable {
      let code: Int
      let message: String
    }
  }
}
