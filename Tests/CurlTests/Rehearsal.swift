import Testing

@testable import Curl

/// A profile for one loopback server, with limits short enough for tests.
func rehearsal(_ server: HostileServer) throws -> TransferProfile {
  var profile = TransferProfile(origins: [try Origin(url: "http://127.0.0.1:\(server.port)/")])
  profile.allowsPlainHTTP = true
  profile.addresses = .loopback
  profile.totalTimeout = .seconds(10)
  return profile
}

func post(_ server: HostileServer, _ path: String = "/", body: String = "x") -> HTTPRequest {
  HTTPRequest(method: "POST", url: "http://127.0.0.1:\(server.port)\(path)", body: Array(body.utf8))
}

func send(_ request: HTTPRequest, _ profile: TransferProfile) async -> TransferResult {
  let transfers = Transfers(profile)
  let result = await transfers.perform(request)
  await transfers.shutdown(grace: .zero)
  return result
}

/// The failure, or a recorded test failure and nil.
func failure<Good>(
  _ result: Result<Good, TransferFailure>, _ at: SourceLocation = #_sourceLocation
) -> TransferFailure? {
  switch result {
  case .success(let good):
    Issue.record("ended well: \(good)", sourceLocation: at)
    return nil
  case .failure(let failure): return failure
  }
}

let okay = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
