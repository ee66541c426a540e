import CCurl
import Foundation

/// Which sockets are ready, by epoll, and a bell that other threads ring. Costs what is ready, not what is open.
final class Readiness {
  private let epoll: Int32
  private let bell: Int32
  private var events = [epoll_event](repeating: epoll_event(), count: 256)
  /// The sockets of connections, between their opening and their closing.
  private var connections: [curl_socket_t: Connection] = [:]

  /// libcurl asks for nothing when a request is over, and for the same again when the next one takes the connection.
  /// Each change is a system call, so that epoll goes on as it was told until it reports what nobody asked for.
  private struct Connection {
    var told: Int32 = 0
    var asked: Int32 = 0
  }

  init(bell: Int32) {
    self.bell = bell
    epoll = ccurl_epoll()
    _ = ccurl_watch(epoll, EPOLL_CTL_ADD, bell, 1, 0)
  }

  deinit { close(epoll) }

  func opened(_ socket: curl_socket_t) { connections[socket] = Connection() }

  /// Its number may be another's at once, of which epoll knows nothing.
  func closes(_ socket: curl_socket_t) { connections[socket] = nil }

  /// Follows a socket as libcurl asks for it.
  func follow(_ socket: curl_socket_t, _ what: Int32) {
    let asked = what & CURL_POLL_INOUT
    guard let known = connections[socket] else { return tell(socket, asked) }
    connections[socket]?.asked = asked
    if asked != 0, asked != known.told {
      tell(socket, asked)
      connections[socket]?.told = asked
    }
  }

  /// A closed socket leaves epoll by itself, and its number may be back before libcurl says "remove": so a change falls
  /// back to an addition, and the other way round.
  private func tell(_ socket: curl_socket_t, _ what: Int32) {
    if what == 0 {
      _ = ccurl_watch(epoll, EPOLL_CTL_DEL, socket, 0, 0)
      return
    }
    let reads: Int32 = what & CURL_POLL_IN != 0 ? 1 : 0
    let writes: Int32 = what & CURL_POLL_OUT != 0 ? 1 : 0
    if ccurl_watch(epoll, EPOLL_CTL_ADD, socket, reads, writes) != 0 && errno == EEXIST {
      _ = ccurl_watch(epoll, EPOLL_CTL_MOD, socket, reads, writes)
    }
  }

  /// Waits at most `milliseconds` (0 looks only) and reports each ready socket with libcurl's CURL_CSELECT bits.
  func wait(milliseconds: Int, each: (curl_socket_t, Int32) -> Void) {
    let limit = Int32(clamping: milliseconds)
    let count = events.withUnsafeMutableBufferPointer { epoll_wait(epoll, $0.baseAddress, Int32($0.count), limit) }
    guard count > 0 else { return }
    for index in 0..<Int(count) {
      let (socket, mask) = withUnsafePointer(to: &events[index]) { (ccurl_event_socket($0), ccurl_event_mask($0)) }
      if socket == bell {
        var rings: UInt64 = 0
        _ = read(bell, &rings, 8)
      } else if let known = connections[socket], known.asked == 0 {
        // As when the other side closes a connection that idles: it would be reported again and again.
        tell(socket, 0)
        connections[socket]?.told = 0
      } else {
        each(socket, mask)
      }
    }
  }
}
