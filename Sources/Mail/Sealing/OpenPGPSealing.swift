import Foundation

/// Sealing with `gpg` in a home of its own, which knows one key and no agent.
struct OpenPGPSealing {
  let key: [UInt8]
  /// Lower case.
  let pin: String
  let tools: ToolPath
  var midway: (() -> Void)?

  func seal(_ plain: [UInt8], at date: Date) throws(SealFault) -> [UInt8] { try work(plain, at: date).sealed }

  /// When the key ends, after it has sealed something.
  func ends(at date: Date) throws(SealFault) -> Date? { try work([0x0a], at: date).keys.ends(at: date) }

  private func work(_ plain: [UInt8], at date: Date) throws(SealFault) -> (sealed: [UInt8], keys: KeyListing) {
    let gpg = try tools.find("gpg")
    return try PrivateFolder.with { (folder) throws(SealFault) in
      // Nothing here should start an agent; if a version does, it must not stay behind.
      defer { endAgents(of: folder) }
      let run = { (arguments: [String], midway: (() -> Void)?) in
        PipedRun(path: gpg, arguments: common(folder) + arguments, folder: folder, midway: midway)
      }
      // Not at `date`: a key from after it would not be let in, and nobody could tell why.
      let imported = try run(["--import"], nil).run(key)
      try check(import: StatusLines(imported.complaints))
      let clock = ["--faked-system-time", "\(Int(date.timeIntervalSince1970))!"]
      let listed = try run(clock + ["--with-colons", "--fixed-list-mode", "--with-fingerprint", "--list-keys"], nil)
        .run([])
      let keys = KeyListing(listed.output)
      try keys.check(pin: pin, at: date)
      let sealed = try run(clock + ["--recipient", pin.uppercased(), "--encrypt"], midway).run(plain)
      guard sealed.status == 0 else { throw .failed(tool: "gpg", what: .ended(status: sealed.status)) }
      let status = StatusLines(sealed.complaints)
      // 2 is integrity protection, 9 is AES-256 (RFC 4880, section 9.2).
      guard status.has("BEGIN_ENCRYPTION", ["2", "9"]), status.has("END_ENCRYPTION", []),
        OpenPGPPackets.isEncryptedMessage(sealed.output)
      else { throw .failed(tool: "gpg", what: .wrongOutput) }
      return (sealed.output, keys)
    }
  }

  private func common(_ folder: String) -> [String] {
    [
      "--homedir", folder, "--no-options", "--batch", "--no-tty", "--quiet", "--no-autostart", "--disable-dirmngr",
      "--no-auto-key-locate", "--no-auto-key-retrieve", "--trust-model", "always", "--status-fd", "2",
      "--cipher-algo", "AES256",
    ]
  }

  private func check(import status: StatusLines) throws(SealFault) {
    // IMPORT_RES: keys seen, keys without a valid name, ..., and in the tenth place secret keys seen.
    guard let counts = status.words("IMPORT_RES"), counts.count >= 10, let seen = Int(counts[0]) else {
      throw .unusable(.noKey)
    }
    if counts[9] != "0" { throw .unusable(.privateKey) }
    if seen == 0 { throw .unusable(.noKey) }
    if seen > 1 { throw .unusable(.severalKeys) }
    if counts[1] != "0" { throw .unusable(.form) }
  }

  private func endAgents(of folder: String) {
    guard let gpgconf = try? tools.find("gpgconf") else { return }
    _ = try? PipedRun(path: gpgconf, arguments: ["--homedir", folder, "--kill", "all"], folder: folder).run([])
  }
}

/// What `gpg --status-fd` says, a fact a line.
private struct StatusLines {
  private let lines: [[String]]

  init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: 0x0a).compactMap { line in
      let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
      return words.first == "[GNUPG:]" ? Array(words.dropFirst()) : nil
    }
  }

  func words(_ keyword: String) -> [String]? { lines.first { $0.first == keyword }.map { Array($0.dropFirst()) } }

  func has(_ keyword: String, _ arguments: [String]) -> Bool {
    words(keyword).map { $0.starts(with: arguments) } ?? false
  }
}

/// The outline of an OpenPGP message (RFC 4880, section 4.2).
private enum OpenPGPPackets {
  /// Session keys for recipients, then one packet of integrity-protected data that reaches to the end.
  static func isEncryptedMessage(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    var recipients = 0
    while let head = rest.popFirst() {
      guard head & 0x80 != 0 else { return false }
      let isNew = head & 0x40 != 0
      let tag = isNew ? head & 0x3f : (head & 0x3c) >> 2
      if tag == 18 { return recipients > 0 && rest.count > 20 }
      guard tag == 1, let length = isNew ? newLength(&rest) : oldLength(head & 3, &rest), rest.count >= length else {
        return false
      }
      recipients += 1
      rest = rest.dropFirst(length)
    }
    return false
  }

  private static func oldLength(_ kind: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
    guard kind < 3 else { return nil }
    return number(1 << kind, &rest)
  }

  private static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let first = rest.popFirst() else { return nil }
    if first < 192 { return Int(first) }
    if first < 224 { return rest.popFirst().map { (Int(first) - 192) << 8 + Int($0) + 192 } }
    return first == 255 ? number(4, &rest) : nil
  }

  private static func number(_ count: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.count >= Int(count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count)).reduce(0) { $0 << 8 | Int($1) }
  }
}
