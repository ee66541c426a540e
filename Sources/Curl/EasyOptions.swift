import CCurl

/// Sets options on one handle and remembers the first that libcurl refused, so that none is lost silently.
struct EasyOptions {
  let easy: UnsafeMutableRawPointer
  private(set) var fault: CURLcode = CURLE_OK

  init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

  mutating func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(easy, option, value)) }
  mutating func set(_ option: CURLoption, _ value: Bool) { note(ccurl_set_long(easy, option, value ? 1 : 0)) }
  mutating func set(_ option: CURLoption, _ value: String) { note(ccurl_set_string(easy, option, value)) }
  mutating func set(_ option: CURLoption, size: Int) { note(ccurl_set_offset(easy, option, curl_off_t(size))) }

  mutating func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
    note(ccurl_set_pointer(easy, option, value))
  }

  mutating func set(_ option: CURLoption, pem: [UInt8]) {
    note(pem.withUnsafeBytes { ccurl_set_blob(easy, option, $0.baseAddress, $0.count) })
  }

  mutating func set(_ option: CURLoption, _ callback: @escaping ccurl_bytes_callback) {
    note(ccurl_set_bytes_callback(easy, option, callback))
  }

  mutating func set(debug callback: @escaping curl_debug_callback) {
    note(ccurl_set_debug_callback(easy, callback))
  }

  mutating func set(socket callback: @escaping curl_opensocket_callback) {
    note(ccurl_set_socket_callback(easy, callback))
  }

  mutating func set(ready callback: @escaping curl_prereq_callback) {
    note(ccurl_set_ready_callback(easy, callback))
  }

  mutating func note(_ code: CURLcode) {
    if fault == CURLE_OK { fault = code }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up: a limit of 1 ns must not become "no limit", which is what libcurl means by 0.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }

  /// Whole seconds, rounded up, at least 1.
  var wholeSeconds: Int { (milliseconds + 999) / 1000 }
}
