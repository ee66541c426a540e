import NIOCore
import NIOHTTP1
import NIOPosix

/// Carries queries and replies between one HTTP connection and the authority.
final class StampingShell: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let largestQuery = 65_536

  private let authority: LoopbackAuthority
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ authority: LoopbackAuthority) { self.authority = authority }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let bytes):
      body.append(contentsOf: bytes.readableBytesView)
      if body.count > Self.largestQuery { context.close(promise: nil) }
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, body, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ head: HTTPRequestHead, _ query: [UInt8], _ context: ChannelHandlerContext) {
    let fault = authority.nextFault()
    guard head.method == .POST else { return deliver(.methodNotAllowed, "text/plain", [], context) }
    guard head.headers.first(name: "content-type") == "application/timestamp-query" else {
      return deliver(.unsupportedMediaType, "text/plain", [], context)
    }
    switch fault {
    case .down: context.close(promise: nil)
    case .httpError: deliver(.serviceUnavailable, "text/plain", Array("closed for repairs\n".utf8), context)
    case .none, .slow, .rejecting, .wrongNonce, .wrongImprint, .expiredChain, .garbage:
      stamp(query, fault, context)
    }
  }

  /// Signing runs a program, which must not hold up the connections.
  private func stamp(_ query: [UInt8], _ fault: LoopbackAuthority.Fault?, _ context: ChannelHandlerContext) {
    let (authority, loop) = (authority, context.eventLoop)
    let made = NIOThreadPool.singleton.runIfActive(eventLoop: loop) { try authority.reply(to: query, fault) }
    let ready = made.flatMap { reply in
      guard fault == .slow else { return loop.makeSucceededFuture(reply) }
      let promise = loop.makePromise(of: Void.self)
      authority.hold(promise)
      return promise.futureResult.map { reply }
    }
    ready.assumeIsolated().whenComplete { result in
      switch result {
      case .success(let reply): self.deliver(.ok, "application/timestamp-reply", reply, context)
      case .failure(let error):
        self.deliver(.internalServerError, "text/plain", Array("\(error)\n".utf8), context)
      }
    }
  }

  private func deliver(
    _ status: HTTPResponseStatus, _ type: String, _ body: [UInt8], _ context: ChannelHandlerContext
  ) {
    let headers: HTTPHeaders = ["content-type": type, "content-length": "\(body.count)", "connection": "close"]
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
  }
}
