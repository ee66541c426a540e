import Foundation

/// A blocking loopback connection that speaks in lines, and ports that are free.
final class Line {
  private let socket: Int32
  private var buffer: [UInt8] = []

  init(port: Int) throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let done = Line.with(port: port) { connect(socket, $0, $1) == 0 }
    if !done {
      close(socket)
      throw RigFault("nobody listens on port \(port)")
    }
  }

  deinit { close(socket) }

  func say(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { throw RigFault("the connection broke") }
      rest = rest.dropFirst(count)
    }
  }

  /// The last line of a reply, where all but the last have `-` after the code.
  @discardableResult
  func reply(_ command: String? = nil, expect code: String) throws -> String {
    if let command { try say(Array((command + "\r\n").utf8)) }
    while true {
      let line = try read()
      if line.dropFirst(3).first == "-" { continue }
      guard line.hasPrefix(code) else { throw RigFault("'\(line)' in place of \(code)") }
      return line
    }
  }

  private func read() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0x0a) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeFirst(end + 1)
        return line.trimmingCharacters(in: .newlines)
      }
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &piece, piece.count, 0)
      if count <= 0 { throw RigFault("the connection broke") }
      buffer += piece[..<count]
    }
  }

  private static func with<Value>(port: Int, _ act: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        act($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Ports that were free a moment ago, all different.
  static func freePorts(_ count: Int) throws -> [Int] {
    let sockets = (0..<count).map { _ in Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
    defer { sockets.forEach { close($0) } }
    return try sockets.map(bound)
  }

  /// Binds a socket to a free port, and names the port.
  static func bound(_ socket: Int32) throws -> Int {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = Line.with(port: 0) { bind(socket, $0, $1) == 0 }
    let named = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) == 0 }
    }
    guard bound && named else { throw RigFault("no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
