#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A loopback port that refuses every connection. The socket stays bound but never listens, so that the kernel answers
/// with a reset and no other program can take the port meanwhile.
final class ReservedPort: Sendable {
  let number: Int
  private let descriptor: Int32

  /// - Throws: ``DrillError/cannotListen(purpose:port:reason:)``.
  init() throws(DrillError) {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    self.descriptor = descriptor
    number = Int(UInt16(bigEndian: address.sin_port))
    guard bound else {
      let reason = String(cString: strerror(errno))
      throw .cannotListen(purpose: "the partner that refuses connections", port: 0, reason: reason)
    }
  }

  deinit { close(descriptor) }
}
