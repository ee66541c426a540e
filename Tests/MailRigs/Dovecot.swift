import Foundation

/// A real Dovecot on loopback ports: IMAP with STARTTLS, IMAP over TLS, LMTP. Every user exists, with one password; a
/// user is what an address has before its `+` or `@`.
public final class Dovecot {
  public static let isHere = FileManager.default.isExecutableFile(atPath: "/usr/sbin/dovecot")

  public let imap: Int
  public let imaps: Int
  public let lmtp: Int
  public let password = "pass\"word\\1"
  /// The server's certificate for 127.0.0.1, PEM, which is its own authority.
  public let certificate: [UInt8]
  private let process: RigProcess
  private var delivered = 0

  /// - Parameters:
  ///   - offersTLS: False leaves STARTTLS and the TLS port out.
  ///   - counts: False hides that it can count what it finds (RFC 4731).
  ///   - introspection: The loopback port that is asked over HTTP whether a token counts (RFC 7662, as a GET with the
  ///     token as bearer); for the mechanisms xoauth2 and oauthbearer.
  public init(
    offersTLS: Bool = true, mechanisms: String = "plain login", counts: Bool = true, introspection: Int? = nil
  ) throws {
    process = try RigProcess("dovecot")
    let ports = try Line.freePorts(3)
    (imap, imaps, lmtp) = (ports[0], ports[1], ports[2])
    let folder = process.folder
    certificate = try process.certify()
    try FileManager.default.createDirectory(at: folder.appending(path: "home"), withIntermediateDirectories: true)
    let (user, group) = process.user
    var text = configuration(
      offersTLS: offersTLS, mechanisms: mechanisms, folder: folder.path, user: user, group: group,
      takesTokens: introspection != nil)
    if !counts { text += "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ID ENABLE UIDPLUS\n" }
    try process.write("dovecot.conf", text)
    if let introspection { try process.write("oauth2.conf", Dovecot.tokens(askedAt: introspection)) }
    try start()
  }

  deinit { process.end(SIGKILL) }

  /// After ``kill()`` or ``stop()``: the same ports, the same mail.
  public func start() throws {
    try process.start("/usr/sbin/dovecot -F -c '\(process.folder.path)/dovecot.conf'", until: imap)
  }

  public func kill() { process.end(SIGKILL) }
  public func stop() { process.end(SIGTERM) }
  /// What it logged.
  public var output: String { process.output }

  // MARK: Mail

  /// Delivers by LMTP, as a mail server would: trace headers are added, `Delivered-To` with the whole address too.
  public func deliver(_ message: [UInt8], to address: String, from sender: String = "") throws {
    let line = try Line(port: lmtp)
    try line.reply(expect: "220")
    try line.reply("LHLO localhost", expect: "250")
    try line.reply("MAIL FROM:<\(sender)>", expect: "250")
    try line.reply("RCPT TO:<\(address)>", expect: "250")
    try line.reply("DATA", expect: "354")
    try line.say(Dovecot.stuffed(Array("Delivered-To: \(address)\r\n".utf8) + message))
    try line.reply(expect: "250")
    try line.reply("QUIT", expect: "221")
  }

  /// Puts mails into the mailbox as they are. Uids follow the order.
  public func put(_ messages: some Sequence<[UInt8]>, for user: String, in mailbox: String = "") throws {
    let folder = maildir(user, mailbox)
    for name in ["tmp", "new", "cur"] {
      try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    for message in messages {
      delivered += 1
      let name = "1700000000.M\(String(1_000_000 + delivered))P1.rig,S=\(message.count)"
      try Dovecot.write(message, to: "\(folder.path)/new/\(name)")
    }
    try process.handOver()
  }

  /// Removes a mail by its place, from 0, behind everybody's back.
  public func remove(_ place: Int, of user: String) throws {
    try FileManager.default.removeItem(at: files(user)[place])
  }

  /// The flags of every mail: empty while nobody has marked anything, `S` when it counts as read.
  public func flags(_ user: String) throws -> [String] {
    try files(user).map { file in
      file.lastPathComponent.split(separator: ":2,").dropFirst().first.map(String.init) ?? ""
    }
  }

  /// Gives the mailbox a new UIDVALIDITY; uids start at 1 again.
  public func renewValidity(_ user: String) throws {
    let folder = maildir(user, "")
    let list = folder.appending(path: "dovecot-uidlist")
    var head = try String(contentsOf: list, encoding: .utf8).prefix { $0 != "\n" }.split(separator: " ").map(
      String.init)
    for (place, word) in head.enumerated() {
      if word.hasPrefix("V"), let old = Int(word.dropFirst()) { head[place] = "V\(old + 1000)" }
      if word.hasPrefix("N") { head[place] = "N1" }
    }
    try Data((head.joined(separator: " ") + "\n").utf8).write(to: list)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("dovecot.index") {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
    try process.handOver()
  }

  /// Foundation's way takes milliseconds a file, and there may be 100,000.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw RigFault("no file in the mailbox") }
    defer { fclose(file) }
    if fwrite(bytes, 1, bytes.count, file) != bytes.count { throw RigFault("the mailbox is full") }
  }

  private func maildir(_ user: String, _ mailbox: String) -> URL {
    process.folder.appending(path: "home/\(user)/Maildir" + (mailbox.isEmpty ? "" : "/.\(mailbox)"))
  }

  private func files(_ user: String) throws -> [URL] {
    try ["new", "cur"].flatMap { name in
      try FileManager.default.contentsOfDirectory(
        at: maildir(user, "").appending(path: name), includingPropertiesForKeys: nil)
    }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private static func stuffed(_ message: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for line in message.split(separator: 0x0a, omittingEmptySubsequences: false) {
      if line.first == 0x2e { out.append(0x2e) }
      out += line.last == 0x0d ? line.dropLast() : line
      out += [0x0d, 0x0a]
    }
    return out + Array(".\r\n".utf8)
  }
}
