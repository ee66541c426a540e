import Ledger
import NIOCore
import NIOHTTP1
import Synchronization

/// Open connections of a server; more than the limit are closed at once.
final class WitnessDoor: Sendable {
  private static let limit = 256
  private let count = Atomic<Int>(0)

  func enter() -> Bool { count.add(1, ordering: .relaxed).newValue <= Self.limit }
  func leave() { count.subtract(1, ordering: .relaxed) }
}

/// Carries bytes between one HTTP connection and the witness's desk.
final class WitnessShell: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let desk: WitnessDesk
  private let door: WitnessDoor
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ desk: WitnessDesk, _ door: WitnessDoor) { (self.desk, self.door) = (desk, door) }

  func channelActive(context: ChannelHandlerContext) {
    if !door.enter() { context.close(promise: nil) }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    door.leave()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let bytes):
      guard head != nil else { return }
      body.append(contentsOf: bytes.readableBytesView)
      if body.count > AddCheckpoint.sizeLimit { refuseSize(context) }
    case .end:
      guard let head else { return }
      self.head = nil
      // The desk waits for the disk on this thread. It has to take one request after another anyway.
      deliver(answer(head), for: head, context, isLast: !head.isKeepAlive)
      body.removeAll()
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = head
    body.removeAll()
    let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    if length > AddCheckpoint.sizeLimit { return refuseSize(context) }
    // A client that sends much first waits to be told to go on, curl for a whole second.
    if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) {
      context.writeAndFlush(wrapOutboundOut(.head(.init(version: .http1_1, status: .continue))), promise: nil)
    }
  }

  /// The rest of the request is not read.
  private func refuseSize(_ context: ChannelHandlerContext) {
    guard let head else { return }
    self.head = nil
    body.removeAll()
    deliver(.text(413, "\(AddCheckpointError.tooLarge)"), for: head, context, isLast: true)
  }

  private func answer(_ head: HTTPRequestHead) -> WitnessAnswer {
    switch (head.method, head.uri) {
    case (.POST, "/add-checkpoint"): desk.answer(body)
    case (.GET, "/"), (.HEAD, "/"): desk.page()
    case (_, "/add-checkpoint"): .text(405, "send a checkpoint with POST")
    case (_, "/"): .text(405, "this page is read with GET")
    case (_, _): .text(404, "nothing is here; send checkpoints to /add-checkpoint")
    }
  }

  private func deliver(
    _ answer: WitnessAnswer, for request: HTTPRequestHead, _ context: ChannelHandlerContext, isLast: Bool
  ) {
    var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
    head.headers.add(name: "content-type", value: answer.contentType)
    head.headers.add(name: "content-length", value: "\(answer.body.count)")
    if answer.status == 405 { head.headers.add(name: "allow", value: request.uri == "/" ? "GET, HEAD" : "POST") }
    if isLast { head.headers.add(name: "connection", value: "close") }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if request.method != .HEAD {
      let bytes = context.channel.allocator.buffer(bytes: answer.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    }
    let end = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if isLast { end.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
  }
}
