import Foundation

/// One connection to a loopback port with plain blocking sockets, so that a test sees exactly the bytes that arrive.
final class Loopback {
  /// How long a read waits for the next byte before it gives up.
  static let patience = Duration.seconds(20)

  private let descriptor: Int32

  /// Nil when the connection is refused.
  init?(_ port: Int) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let socket = descriptor
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    if !connected { return nil }
    var limit = timeval(tv_sec: Int(Self.patience.components.seconds), tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Reads until `end` has arrived, or to the close of the connection when it is nil.
  func read(until end: String? = nil) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer.prefix(count)
      if let end, bytes.suffix(end.utf8.count).elementsEqual(end.utf8) { return String(decoding: bytes, as: UTF8.self) }
    }
  }

  static func http(_ method: String, _ path: String, _ headers: [String: String] = [:], body: String = "") -> String {
    let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
    return "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.utf8.count)\r\n\(lines)\r\n\(body)"
  }

  /// One request on a connection of its own; the answer's head, and its body.
  static func exchange(
    _ port: Int, _ method: String, _ path: String, _ headers: [String: String] = [:], body: String = ""
  ) -> (head: String, body: String) {
    guard let connection = Loopback(port) else { return ("refused", "") }
    connection.send(http(method, path, headers.merging(["Connection": "close"]) { $1 }, body: body))
    let parts = connection.read().components(separatedBy: "\r\n\r\n")
    return (parts[0], parts.dropFirst().joined(separator: "\r\n\r\n"))
  }
}
