import Foundation
import Testing

@testable import Mail

/// A DNS message with one question and these answers; each name but the first points back at the question.
private func message(_ answers: [(type: UInt8, data: [UInt8])]) -> [UInt8] {
  var bytes: [UInt8] = [0x12, 0x34, 0x81, 0x80, 0, 1, 0, UInt8(answers.count), 0, 0, 0, 0]
  bytes += [1, 0x6b, 7] + Array("partner".utf8) + [7] + Array("example".utf8) + [0, 0, 16, 0, 1]
  for (type, data) in answers {
    bytes += [0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xff)] + data
  }
  return bytes
}

private func text(_ strings: String...) -> [UInt8] { strings.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } }

struct DKIMLookupTests {
  @Test func `the strings of a record are joined, and an alias on the way is passed over`() {
    let answer = message([(5, [1, 0x78, 0xc0, 12]), (16, text("v=DKIM1; ", "p=", ""))])
    #expect(TXTAnswer.read(answer[...]) == .records([Array("v=DKIM1; p=".utf8)]))
  }

  @Test func `an answer without text is no key, and a cut one is no answer`() {
    #expect(TXTAnswer.read(message([(5, [0])])[...]) == .none)
    let whole = message([(16, text("v=DKIM1; p="))])
    for end in 0..<whole.count { #expect(TXTAnswer.read(whole[..<end]) == .unreachable) }
    #expect(TXTAnswer.read(message([(16, [9, 0x61])])[...]) == .unreachable)
  }

  @Test func `a name server is asked for text, and its answer read`() throws {
    let server = try NameServer()
    let answer = server.serve { question in
      var reply = message([(16, text("v=DKIM1; p=", "aaaa"))])
      reply.replaceSubrange(0..<2, with: question.prefix(2))
      #expect(question.dropFirst(12).elementsEqual(reply[12..<35]))
      return reply
    } while: { port in
      KeyLookup.ask("k.partner.example", server: UInt32(0x7f00_0001).bigEndian, port: port)
    }
    #expect(answer == .records([Array("v=DKIM1; p=aaaa".utf8)]))
  }

  @Test func `a name server that knows no such name, and one that fails, are told apart`() throws {
    let failing: [(UInt8, KeyAnswer)] = [(3, .none), (0, .none), (2, .unreachable)]
    for (code, expected) in failing {
      let server = try NameServer()
      let answer = server.serve { question in
        var reply = message([])
        reply[3] = 0x80 | code
        reply.replaceSubrange(0..<2, with: question.prefix(2))
        return reply
      } while: { port in
        KeyLookup.ask("k.partner.example", server: UInt32(0x7f00_0001).bigEndian, port: port)
      }
      #expect(answer == expected)
    }
  }
}

/// A name server on loopback with one answer for every question.
private final class NameServer: Sendable {
  private let socket: Int32
  private let port: UInt16

  init() throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    self.socket = socket
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
      }
    }
    try #require(bound)
    port = UInt16(bigEndian: address.sin_port)
    // An end for the thread below, should nobody ask.
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  func serve<Value>(_ reply: @escaping @Sendable ([UInt8]) -> [UInt8], while ask: (UInt16) -> Value) -> Value {
    let ended = DispatchSemaphore(value: 0)
    Thread { [self] in
      answer(reply)
      ended.signal()
    }.start()
    let value = ask(port)
    shutdown(socket, Int32(SHUT_RDWR))
    ended.wait()
    return value
  }

  private func answer(_ reply: ([UInt8]) -> [UInt8]) {
    var (buffer, from) = ([UInt8](repeating: 0, count: 2048), sockaddr_storage())
    while true {
      var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let count = withUnsafeMutablePointer(to: &from) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          recvfrom(socket, &buffer, buffer.count, 0, $0, &size)
        }
      }
      if count <= 0 { return }
      let bytes = reply(Array(buffer[..<count]))
      withUnsafePointer(to: &from) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = sendto(socket, bytes, bytes.count, 0, $0, size)
        }
      }
    }
  }
}
