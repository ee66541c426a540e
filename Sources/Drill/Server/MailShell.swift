import NIOCore

/// Carries bytes between one SMTP connection and its ``MailSession``.
final class MailShell: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let house: DrillHouse
  private var session = MailSession()

  init(_ house: DrillHouse) { self.house = house }

  func channelActive(context: ChannelHandlerContext) { say(MailSession.banner, context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    let replies = house.withWorld { session.receive(bytes.readableBytesView, desk: &$0) }
    if replies.isEmpty {
      if session.isOver { context.close(promise: nil) }
      return
    }
    let sent = say(replies, context)
    // Closing throws away what the socket has not taken yet, so a last reply goes first.
    if session.isOver { sent.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  @discardableResult
  private func say(_ text: String, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: text)))
  }
}
