import CCurl
import Foundation

/// The server's thread: waits for whoever has something to say and answers it at once.
///
/// Unchecked: only the server's thread touches what changes.
final class BenchLoop: @unchecked Sendable {
  private let listener: BenchSocket
  private let bell: BenchSocket
  private let requests: RequestCount
  private let watch = BenchSocket(ccurl_epoll())
  private var clients: [Int32: BenchClient] = [:]
  private var room = [UInt8](repeating: 0, count: 65_536)

  init(listener: BenchSocket, bell: BenchSocket, requests: RequestCount) {
    (self.listener, self.bell, self.requests) = (listener, bell, requests)
    follow(listener)
    follow(bell)
  }

  func run() {
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    while true {
      let count = epoll_wait(watch.descriptor, &events, Int32(events.count), -1)
      for place in 0..<Int(max(count, 0)) {
        let descriptor = withUnsafePointer(to: &events[place]) { ccurl_event_socket($0) }
        if descriptor == bell.descriptor { return }
        if descriptor == listener.descriptor { welcome() } else { serve(descriptor) }
      }
    }
  }

  private func welcome() {
    let descriptor = accept(listener.descriptor, nil, nil)
    guard descriptor >= 0 else { return }
    let socket = BenchSocket(descriptor)
    socket.switchOn(TCP_NODELAY, Int32(IPPROTO_TCP))
    clients[descriptor] = BenchClient(socket)
    follow(socket)
  }

  private func serve(_ descriptor: Int32) {
    guard let client = clients[descriptor] else { return }
    let count = recv(descriptor, &room, room.count, Int32(MSG_DONTWAIT))
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    let answered =
      count > 0 ? room.withUnsafeBytes { client.take(UnsafeRawBufferPointer(rebasing: $0[..<count])) } : nil
    guard let answered else {
      clients[descriptor] = nil
      return
    }
    requests.value.add(answered, ordering: .relaxed)
  }

  private func follow(_ socket: BenchSocket) {
    _ = ccurl_watch(watch.descriptor, EPOLL_CTL_ADD, socket.descriptor, 1, 0)
  }
}
