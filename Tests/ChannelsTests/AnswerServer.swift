import Foundation
import Synchronization

/// A server on 127.0.0.1 for what the simulated partners do not do: it answers each request with whatever bytes its
/// script gives. One thread a connection.
final class AnswerServer: Sendable {
  struct Request: Sendable {
    /// `POST /token`
    let line: String
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  let port: Int
  private let listener: Int32
  private let log = Mutex<[Request]>([])

  var host: String { "http://127.0.0.1:\(port)" }
  /// Whole requests, in the order of their arrival.
  var received: [Request] { log.withLock { $0 } }

  func count(_ line: String) -> Int { received.filter { $0.line == line }.count }

  /// - Parameter script: The whole answer; `nil` begins one and never ends it, until the other side goes.
  init(_ script: @escaping @Sendable (Request) -> String?) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, length) == 0 && listen(listener, 256) == 0 && getsockname(listener, raw, &length) == 0
      }
    }
    guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while case let socket = accept(listener, nil, nil), socket >= 0 {
        guard let self else {
          close(socket)
          break
        }
        Thread.detachNewThread { self.serve(socket, script) }
      }
      close(listener)
    }
  }

  /// Wakes the accepting thread, which closes.
  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ socket: Int32, _ script: (Request) -> String?) {
    defer { close(socket) }
    Self.limit(socket, seconds: 20)  // a forgotten connection must not outlive the tests
    var buffer: [UInt8] = []
    while let request = Self.next(socket, &buffer) {
      log.withLock { $0.append(request) }
      guard let answer = script(request) else { return Self.linger(socket) }
      let bytes = Array(answer.utf8)
      guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return }
    }
  }

  private static func limit(_ socket: Int32, seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Says enough every second that it is not given up for being slow.
  private static func linger(_ socket: Int32) {
    limit(socket, seconds: 1)
    var piece = Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".utf8)
    var byte: UInt8 = 0
    for _ in 0..<60 {
      guard send(socket, piece, piece.count, Int32(MSG_NOSIGNAL)) > 0, recv(socket, &byte, 1, 0) != 0 else { return }
      piece = [UInt8](repeating: 0x20, count: 4000)
    }
  }

  /// One request with a Content-Length body; `nil` when the other side is gone.
  private static func next(_ socket: Int32, _ buffer: inout [UInt8]) -> Request? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let head = buffer.firstRange(of: end) {
        let text = String(decoding: buffer[..<head.upperBound], as: UTF8.self)
        let lower = text.lowercased()
        let length = lower.firstRange(of: "content-length: ")
          .flatMap { Int(lower[$0.upperBound...].prefix { $0.isNumber }) }
        let size = head.upperBound + (length ?? 0)
        if buffer.count >= size {
          defer { buffer.removeFirst(size) }
          return Request(
            line: text.split(separator: " ").prefix(2).joined(separator: " "), bytes: Array(buffer[..<size]))
        }
      }
      guard read(socket, &buffer) else { return nil }
    }
  }

  private static func read(_ socket: Int32, _ buffer: inout [UInt8]) -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &piece, piece.count, 0)
    guard count > 0 else { return false }
    buffer += piece[..<count]
    return true
  }

  /// A complete JSON answer.
  static func json(_ status: String, _ body: String, _ headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
