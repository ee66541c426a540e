/// One connection to the measuring server, and how far its present request has come.
final class BenchClient {
  private let socket: BenchSocket
  private var waiting: [UInt8] = []
  /// Body bytes still to come of a request whose head has been read.
  private var owed: Int?

  private static let answer = Array(
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}".utf8)
  private static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
  private static let largestHead = 65_536

  init(_ socket: BenchSocket) { self.socket = socket }

  /// - Returns: How many requests were answered; `nil` where the connection is of no use any more.
  func take(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !waiting.isEmpty else { return answer(bytes) }
    let all = waiting + bytes
    waiting = []
    return all.withUnsafeBytes(answer)
  }

  private func answer(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var (rest, answered) = (bytes, 0)
    while true {
      if let length = owed {
        let taken = min(length, rest.count)
        rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
        owed = length - taken
        guard taken == length else { return answered }
        owed = nil
        guard socket.send(Self.answer) else { return nil }
        answered += 1
      } else if rest.isEmpty {
        return answered
      } else if let head = RequestHead(rest) {
        rest = UnsafeRawBufferPointer(rebasing: rest[head.size...])
        owed = head.contentLength
        if head.expectsContinue, !socket.send(Self.goOn) { return nil }
      } else {
        waiting = Array(rest)
        return rest.count > Self.largestHead ? nil : answered
      }
    }
  }
}
