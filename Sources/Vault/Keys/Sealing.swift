import Crypto

/// AES-256-GCM with a random nonce. Layout: version (1), nonce (12), ciphertext, tag (16).
enum Sealing {
  static let version: UInt8 = 1
  static let overhead = 1 + 12 + 16

  /// - Returns: `nil` only if the cipher itself fails.
  static func seal(_ bytes: [UInt8], key: SymmetricKey, binding: [UInt8]) -> [UInt8]? {
    var sealed: [UInt8] = []
    sealed.reserveCapacity(bytes.count + overhead)
    return append(bytes, to: &sealed, key: key, binding: binding) ? sealed : nil
  }

  /// Appends what ``seal(_:key:binding:)`` gives: ``overhead`` more than `bytes`.
  /// - Returns: `false` only if the cipher itself fails; nothing is appended then.
  static func append(_ bytes: [UInt8], to place: inout [UInt8], key: SymmetricKey, binding: [UInt8]) -> Bool {
    guard let nonce = try? AES.GCM.Nonce(data: SmallRandomness.bytes(12)),
      let box = try? AES.GCM.seal(bytes, using: key, nonce: nonce, authenticating: [version] + binding),
      let combined = box.combined, combined.count == bytes.count + overhead - 1
    else { return false }
    place.append(version)
    // Crypto's own layout: nonce, ciphertext, tag.
    combined.withUnsafeBytes { place.append(contentsOf: $0) }
    return true
  }

  /// - Returns: `nil` if the bytes are altered, or sealed under another key or binding.
  static func open(_ sealed: some RandomAccessCollection<UInt8>, key: SymmetricKey, binding: [UInt8]) -> [UInt8]? {
    guard sealed.count >= overhead, sealed.first == version,
      let box = try? AES.GCM.SealedBox(combined: Array(sealed.dropFirst())),
      let bytes = try? AES.GCM.open(box, using: key, authenticating: [version] + binding)
    else { return nil }
    return Array(bytes)
  }

  /// Parts joined by NUL, which no part holds, so that no two lists of parts give the same bytes.
  static func binding(_ parts: String..., number: Int? = nil, tail: [UInt8] = []) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(8 + tail.count) { $0 + $1.utf8.count + 1 })
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0)
    }
    if let number { withUnsafeBytes(of: Int64(number).bigEndian) { bytes.append(contentsOf: $0) } }
    bytes.append(contentsOf: tail)
    return bytes
  }
}
