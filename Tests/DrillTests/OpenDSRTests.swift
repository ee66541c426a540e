import Foundation
import Testing

@testable import Drill

@Suite struct OpenDSRTests {
  static let id = "2f1c8a52-6a3b-4d0e-9a55-0f6f8f1c2b11"

  static func request(
    id: String = id, regulation: String = "gdpr", type: String = "erasure", time: String = "2022-12-06T09:00:00Z",
    identity: String = "email", format: String = "raw"
  ) -> String {
    """
    {"regulation":"\(regulation)","subject_request_id":"\(id)","subject_request_type":"\(type)",\
    "submitted_time":"\(time)","subject_identities":[{"identity_type":"\(identity)",\
    "identity_value":"p@mail.example","identity_format":"\(format)"}],"api_version":"2.0","extensions":{"x":{"y":1}}}
    """
  }

  @Test func `discovery names the certificate and what can be erased`() throws {
    var world = World()
    let answer = world.call("GET", "/drill-opendsr/discovery", ["host": "127.0.0.1:81"])
    let discovery = try #require(answer.decoded(OpenDSR.Discovery.self))
    #expect(discovery.processor_certificate == "http://127.0.0.1:81/drill-opendsr/cert.pem")
    #expect(discovery.supported_subject_request_types == ["erasure"])
    #expect(answer.signature == .genuine)
    #expect(world.call("GET", "/drill-opendsr/cert.pem").text == "PEM")
  }

  @Test(arguments: ["/drill-opendsr/requests", "/drill-opendsr/v2/requests"])
  func `a request is acknowledged with its own bytes and completes at the third poll`(path: String) throws {
    var world = World()
    let body = Self.request()
    let answer = world.call("POST", path, body: body)
    #expect(answer.status == 201)
    let receipt = try #require(answer.decoded(OpenDSR.Acknowledgement.self))
    #expect(Data(base64Encoded: receipt.encoded_request) == Data(body.utf8))
    #expect(receipt.received_time == "2022-12-06T09:00:00Z")
    #expect(receipt.expected_completion_time == "2023-01-05T09:00:00Z")
    let states = (1...4).map { _ in
      world.call("GET", "\(path)/\(Self.id)").decoded(OpenDSR.Status.self)?.request_status
    }
    #expect(states == [.pending, .in_progress, .completed, .completed])
    #expect(world.drill.identifiersErased(.openDSR) == ["p@mail.example": 1])
  }

  @Test func `an id is taken once`() {
    var world = World()
    #expect(world.call("POST", "/drill-opendsr/requests", body: Self.request()).status == 201)
    let again = world.call("POST", "/drill-opendsr/requests", body: Self.request())
    #expect(again.status == 400)
    #expect(again.text == #"{"error":{"code":400,"message":"subject_request_id is already in use"}}"#)
    #expect(again.signature == .genuine)
  }

  @Test(arguments: [
    request(id: id.uppercased()), request(id: "2f1c8a52-6a3b-1d0e-9a55-0f6f8f1c2b11"), request(id: "x"),
    request(regulation: "none"), request(type: "access"), request(time: "yesterday"), request(identity: "phone"),
    request(format: "md5"), "{}", "",
  ])
  func `a wrong request is refused without repeating who it was about`(body: String) {
    var world = World()
    let answer = world.call("POST", "/drill-opendsr/requests", body: body)
    #expect(answer.status == 400)
    #expect(!answer.text.contains("p@mail.example"))
  }

  @Test func `a request can be cancelled while it is pending and not later`() {
    var world = World()
    _ = world.call("POST", "/drill-opendsr/requests", body: Self.request())
    let other = "2f1c8a52-6a3b-4d0e-9a55-0f6f8f1c2b12"
    _ = world.call("POST", "/drill-opendsr/requests", body: Self.request(id: other))
    #expect(world.call("DELETE", "/drill-opendsr/requests/\(Self.id)").status == 202)
    let status = (1...4).map { _ in
      world.call("GET", "/drill-opendsr/requests/\(Self.id)").decoded(OpenDSR.Status.self)?.request_status
    }
    #expect(status == [.cancelled, .cancelled, .cancelled, .cancelled])
    for _ in 1...2 { _ = world.call("GET", "/drill-opendsr/requests/\(other)") }
    #expect(world.call("DELETE", "/drill-opendsr/requests/\(other)").status == 400)
    #expect(world.drill.identifiersErased(.openDSR).isEmpty)
  }
}
