import Foundation
import Synchronization

/// A server on 127.0.0.1 that does to each connection whatever its script says. One thread a connection.
final class HostileServer: Sendable {
  let port: Int
  private let listener: Int32
  private let log = Mutex(Log())

  private struct Log {
    var connections = 0
    var received: [[UInt8]] = []
  }

  /// How many connections were accepted.
  var connections: Int { log.withLock { $0.connections } }
  /// Every request or command that a script read, in order.
  var received: [String] { log.withLock { $0.received.map { String(decoding: $0, as: UTF8.self) } } }

  init(_ script: @escaping @Sendable (Peer) -> Void) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, length) == 0 && listen(listener, 1024) == 0 && getsockname(listener, raw, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while case let socket = accept(listener, nil, nil), socket >= 0 {
        guard let self else {
          close(socket)
          break
        }
        self.log.withLock { $0.connections += 1 }
        Thread.detachNewThread {
          let peer = Peer(socket) { bytes in self.log.withLock { $0.received.append(bytes) } }
          script(peer)
          peer.close()
        }
      }
      close(listener)
    }
  }

  /// Only wakes the accepting thread, which then closes: closed here, the number could be another server's while that
  /// thread still accepts on it.
  deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// One accepted connection, as a script sees it.
final class Peer {
  private var socket: Int32
  private var buffer: [UInt8] = []
  private let heard: ([UInt8]) -> Void

  init(_ socket: Int32, heard: @escaping ([UInt8]) -> Void) {
    self.socket = socket
    self.heard = heard
    var limit = timeval(tv_sec: 20, tv_usec: 0)  // a forgotten connection must not outlive the tests
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  /// False when the other side is gone.
  @discardableResult
  func say(_ text: String) -> Bool { say(Array(text.utf8)) }

  @discardableResult
  func say(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads up to and including `end`; nil when the other side is gone first.
  func hear(until end: String) -> [UInt8]? {
    let mark = Array(end.utf8)
    while true {
      if let range = buffer.firstRange(of: mark) {
        let found = Array(buffer[..<range.upperBound])
        buffer.removeFirst(found.count)
        return found
      }
      var piece = [UInt8](repeating: 0, count: 65536)
      let count = recv(socket, &piece, piece.count, 0)
      if count <= 0 { return nil }
      buffer.append(contentsOf: piece[..<count])
    }
  }

  /// One request with a Content-Length body, noted in the server's log.
  func request() -> [UInt8]? {
    guard var head = hear(until: "\r\n\r\n") else { return nil }
    let text = String(decoding: head, as: UTF8.self).lowercased()
    if let field = text.firstRange(of: "content-length: ") {
      let wanted = Int(text[field.upperBound...].prefix { $0.isNumber }) ?? 0
      while buffer.count < wanted, let more = hear(exactly: wanted - buffer.count) { buffer.append(contentsOf: more) }
      head += buffer.prefix(wanted)
      buffer.removeFirst(min(wanted, buffer.count))
    }
    heard(head)
    return head
  }

  /// One line, noted in the server's log.
  func line() -> String? {
    guard let line = hear(until: "\r\n") else { return nil }
    heard(line)
    return String(decoding: line.dropLast(2), as: UTF8.self)
  }

  /// Until the other side closes.
  func waitForEnd() { while hear(exactly: 1) != nil {} }

  func reset() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func close() {
    if socket >= 0 { Foundation.close(socket) }
    socket = -1
  }

  private func hear(exactly count: Int) -> [UInt8]? {
    var piece = [UInt8](repeating: 0, count: count)
    let got = recv(socket, &piece, count, 0)
    return got > 0 ? Array(piece[..<got]) : nil
  }
}
