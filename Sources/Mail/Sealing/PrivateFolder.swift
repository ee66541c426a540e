import Foundation

/// A folder that only this user can look into, gone when the work is done. The partner's public key lies in it, never
/// anything that is to be sealed.
enum PrivateFolder {
  static func with<Value>(_ work: (String) throws(SealFault) -> Value) throws(SealFault) -> Value {
    // Short names: a socket's path may have 107 bytes.
    var template = Array((NSTemporaryDirectory() + "/expunge-seal-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw .failed(tool: "expunge", what: .noPrivateFolder) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try work(path)
  }
}
