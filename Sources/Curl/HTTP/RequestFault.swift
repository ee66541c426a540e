/// Why a request was refused before libcurl saw it. Names places, never values.
public enum RequestFault: Error, Hashable, Sendable, CustomStringConvertible {
  case method
  case url(String)
  case originNotAllowed
  case plainHTTP
  case headerName(index: Int)
  case headerValue(name: String)
  case headerReserved(name: String)

  public var description: String {
    switch self {
    case .method: "The method must be 1 to 16 letters from A to Z."
    case .url(let why): "The URL cannot be used: \(why)"
    case .originNotAllowed: "The URL's scheme, host or port is not the partner's. Add it to the partner's entry."
    case .plainHTTP: "The URL is http. Use https, or allow plain HTTP for a rehearsal."
    case .headerName(let index): "Header \(index + 1): the name holds a character that header names may not hold."
    case .headerValue(let name):
      "Header '\(name)': the value holds a control character (CR, LF, NUL, TAB ...) or has a space at an end."
    case .headerReserved(let name): "Header '\(name)' is set from the URL and the body. Remove it."
    }
  }

  var reason: FailureReason {
    switch self {
    case .method: .badMethod
    case .url: .badURL
    case .originNotAllowed, .plainHTTP: .originNotAllowed
    case .headerName, .headerValue, .headerReserved: .badHeader
    }
  }
}

extension HTTPRequest {
  func checkMethod() throws(RequestFault) {
    let count = method.utf8.count
    guard count > 0 && count <= 16 && method.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5a }) else { throw .method }
  }

  /// libcurl sends header lines as they are: a CR LF in a value would be a second header, or a second request.
  func checkHeaders() throws(RequestFault) {
    for (index, header) in headers.enumerated() {
      let name = header.name.utf8
      guard !name.isEmpty && name.allSatisfy(isTokenByte) else { throw .headerName(index: index) }
      if reservedNames.contains(where: { header.isNamed($0) }) { throw .headerReserved(name: header.name) }
      let value = header.value.utf8
      let clean = value.allSatisfy { $0 >= 0x20 && $0 != 0x7f } && value.first != 0x20 && value.last != 0x20
      guard clean else { throw .headerValue(name: header.name) }
    }
  }
}

/// Framing, routing and hop-by-hop headers: a second opinion on them is how requests are smuggled.
private let reservedNames: [[UInt8]] = [
  "host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect",
  "proxy-connection", "proxy-authorization",
].map { Array($0.utf8) }

let contentTypeName = Array("content-type".utf8)

extension HTTPHeader {
  /// Compares without regard to case and without building strings: this runs for every header of every request.
  func isNamed(_ lowerCase: [UInt8]) -> Bool {
    let own = name.utf8
    return own.count == lowerCase.count && own.elementsEqual(lowerCase) { lowered($0) == $1 }
  }
}

/// `tchar` of RFC 9110, section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x5e...0x7a, 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x7c, 0x7e: true
  case _: false
  }
}
