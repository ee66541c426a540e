import Foundation

/// A plain HTTP client on a blocking socket, so that tests choose every byte.
final class Wire {
  struct Reply {
    var status = 0
    var headers: [String: String] = [:]
    var body: [UInt8] = []
  }

  struct Failure: Error { let call: String, code: Int32 }

  private let descriptor: Int32
  private var waiting: [UInt8] = []

  init(_ port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // A server that falls silent fails the test instead of hanging it.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failure(call: "connect", code: errno) }
  }

  deinit { close(descriptor) }

  static func post(_ body: [UInt8], _ port: Int) throws -> Reply {
    try send("POST /add-checkpoint HTTP/1.1\r\nContent-Length: \(body.count)", port, body)
  }

  static func send(_ head: String, _ port: Int, _ body: [UInt8] = []) throws -> Reply {
    let wire = try Wire(port)
    try wire.write(Array("\(head)\r\nHost: witness\r\nConnection: close\r\n\r\n".utf8))
    try wire.write(body)
    return try wire.reply(hasBody: !head.hasPrefix("HEAD"))
  }

  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let put = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      // The server may answer and close before it has read all; the answer is what counts.
      guard put > 0 else { return }
      rest = rest.dropFirst(put)
    }
  }

  func reply(hasBody: Bool = true) throws -> Reply {
    let end = Array("\r\n\r\n".utf8)
    while waiting.firstRange(of: end) == nil { try fill() }
    guard let gap = waiting.firstRange(of: end) else { throw Failure(call: "head", code: 0) }
    let lines = String(decoding: waiting[..<gap.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    waiting = Array(waiting[gap.upperBound...])
    var reply = Reply()
    reply.status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      reply.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    let length = hasBody ? reply.headers["content-length"].flatMap { Int($0) } ?? 0 : 0
    while waiting.count < length { try fill() }
    reply.body = Array(waiting.prefix(length))
    waiting.removeFirst(length)
    return reply
  }

  private func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let got = recv(descriptor, &chunk, chunk.count, 0)
    guard got > 0 else { throw Failure(call: "recv", code: got < 0 ? errno : 0) }
    waiting += chunk[..<got]
  }
}
