import CCurl

/// libssh2 reads private keys from files only. This is one without a name and without a disk: memory that has a
/// descriptor. It is gone with its owner, and with the process, however that ends.
final class PrivateKeyPath {
  private let descriptor: Int32
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// - Returns: Nil when the system has no memory for it.
  init?(_ key: [UInt8]) {
    descriptor = ccurl_memory_file("key")
    guard descriptor >= 0 else { return nil }
    // OpenSSH's form has to end in a line end, which secrets lose when they are read.
    let whole = key.last == 0x0a ? key : key + [0x0a]
    let written = whole.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written == whole.count else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
