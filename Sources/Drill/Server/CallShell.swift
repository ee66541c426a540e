import NIOCore
import NIOHTTP1

/// Carries bytes between one HTTP connection and the simulated partners.
final class CallShell: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  static let largestBody = 64 << 20

  private let house: DrillHouse
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ house: DrillHouse) { self.house = house }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.removeAll()
      // A client that sends much first waits to be told to go on, curl for a whole second.
      if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        context.writeAndFlush(wrapOutboundOut(.head(.init(version: .http1_1, status: .continue))), promise: nil)
      }
    case .body(let bytes):
      body.append(contentsOf: bytes.readableBytesView)
      if body.count > Self.largestBody { context.close(promise: nil) }
    case .end:
      guard let head else { return }
      self.head = nil
      let answer = house.answer(
        method: head.method.rawValue, path: head.uri, headers: Self.plain(head.headers), body: body)
      body.removeAll()
      schedule(answer, keepAlive: head.isKeepAlive, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private static func plain(_ headers: HTTPHeaders) -> [String: String] {
    var plain: [String: String] = [:]
    for (name, value) in headers {
      plain[name.lowercased()] = plain[name.lowercased()].map { "\($0), \(value)" } ?? value
    }
    return plain
  }

  private func schedule(_ answer: DrillAnswer, keepAlive: Bool, _ context: ChannelHandlerContext) {
    if answer.delay == 0 { return deliver(answer, keepAlive: keepAlive, context) }
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(answer.delay * 1000))) {
      self.deliver(answer, keepAlive: keepAlive, context)
    }
  }

  private func deliver(_ answer: DrillAnswer, keepAlive: Bool, _ context: ChannelHandlerContext) {
    if answer.delivery == .dropped { return context.close(promise: nil) }
    let status = HTTPResponseStatus(statusCode: answer.status)
    var head = HTTPResponseHead(version: .http1_1, status: status)
    for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) { head.headers.add(name: name, value: value) }
    if status.mayHaveResponseBody { head.headers.add(name: "content-length", value: "\(answer.body.count)") }
    if !keepAlive { head.headers.add(name: "connection", value: "close") }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let cut = answer.delivery == .cut
    let sent = cut ? answer.body.prefix(answer.body.count / 2) : answer.body[...]
    let bytes = wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: sent))))
    // Closing throws away what the socket has not taken yet, so it waits for the last write.
    if cut {
      context.writeAndFlush(bytes).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
      return
    }
    if status.mayHaveResponseBody { context.write(bytes, promise: nil) }
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !keepAlive { end.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
  }
}
