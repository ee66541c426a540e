import Foundation

/// A real Exim on a loopback port, without privileges. It refuses `full@` with 552, `later@` with 451 and `unknown@`
/// with 550 at RCPT, takes `gone@` and then sends a genuine bounce, and files every other mail, bounces too, in one
/// Maildir. With an account it takes mail from that one alone, after STARTTLS.
public final class Exim {
  private static let source = ["/usr/sbin/exim4", "/usr/sbin/exim"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  public static var isHere: Bool { source != nil }

  public let port: Int
  /// The server's certificate for 127.0.0.1, PEM, which is its own authority.
  public let certificate: [UInt8]
  private let process: RigProcess
  private let account: (user: String, password: String)?

  public convenience init() throws { try self.init(account: nil) }

  public convenience init(user: String, password: String) throws { try self.init(account: (user, password)) }

  private init(account: (user: String, password: String)?) throws {
    guard let source = Exim.source else { throw RigFault("there is no exim") }
    process = try RigProcess("exim")
    self.account = account
    certificate = try process.certify()
    port = try Line.freePorts(1)[0]
    let folder = process.folder
    for name in ["spool", "mail/tmp", "mail/new", "mail/cur"] {
      try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    // The packaged program is set-uid root and would refuse a configuration that is not its own. A copy is not.
    try Data(contentsOf: URL(filePath: source)).write(to: folder.appending(path: "exim"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.appending(path: "exim").path)
    try process.write("exim.conf", configuration)
    try process.start("./exim -C '\(folder.path)/exim.conf' -bdf -q5s", until: port)
  }

  deinit { process.end(SIGKILL) }

  /// What it logged.
  public var output: String {
    ["main", "panic", "reject"].compactMap { name in
      try? String(contentsOf: process.folder.appending(path: "\(name)log"), encoding: .utf8)
    }.joined() + process.output
  }

  /// How often a log-in was refused.
  public var refusedLogIns: Int {
    let log = try? String(contentsOf: process.folder.appending(path: "mainlog"), encoding: .utf8)
    return (log ?? "").components(separatedBy: "535 Incorrect authentication data").count - 1
  }

  /// While its log-in is ill nobody gets in, and everybody is asked to come back: 435.
  public func setLogIn(ill: Bool) throws {
    let file = process.folder.appending(path: "ill")
    if ill { try Data().write(to: file) } else { try FileManager.default.removeItem(at: file) }
  }

  /// Everything filed so far.
  public func messages() throws -> [[UInt8]] {
    let folder = process.folder.appending(path: "mail/new")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      [UInt8](try Data(contentsOf: folder.appending(path: $0)))
    }
  }

  /// Waits until so many mails are filed, at most 30 seconds.
  public func messages(atLeast count: Int) throws -> [[UInt8]] {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      let found = try messages()
      if found.count >= count { return found }
      RigProcess.pause()
    }
    throw RigFault("no mail came: \(output)")
  }

  private var configuration: String {
    """
    exim_path = \(process.folder.path)/exim
    spool_directory = \(process.folder.path)/spool
    log_file_path = \(process.folder.path)/%slog
    exim_user = \(process.user.name)
    exim_group = \(process.user.group)
    deliver_drop_privilege
    keep_environment =
    never_users =
    primary_hostname = exim.example
    daemon_smtp_ports = \(port)
    local_interfaces = 127.0.0.1
    \(account == nil ? "tls_advertise_hosts =" : encryption)
    host_lookup =
    rfc1413_hosts =
    smtp_accept_max = 50
    bounce_return_body = true
    acl_smtp_rcpt = at_rcpt

    begin acl
    at_rcpt:
      \(account == nil ? "" : "deny !authenticated = *")
      deny local_parts = full
           message = 552 5.2.2 mailbox is full
      defer local_parts = later
           message = 451 4.7.1 greylisted, come back
      deny local_parts = unknown
           message = 550 5.1.1 no such user
      accept

    begin routers
    gone:
      driver = redirect
      local_parts = gone
      allow_fail
      data = :fail: 550 5.1.1 this address is no more
    filed:
      driver = accept
      transport = maildir

    begin transports
    maildir:
      driver = appendfile
      directory = \(process.folder.path)/mail
      maildir_format
      user = \(process.user.name)
      group = \(process.user.group)
      envelope_to_add
      return_path_add
      delivery_date_add

    begin retry
    * * F,1h,5s

    \(account.map(authenticator) ?? "")

    """
  }

  private var encryption: String {
    """
    tls_advertise_hosts = *
    tls_certificate = \(process.folder.path)/cert.pem
    tls_privatekey = \(process.folder.path)/key.pem
    auth_advertise_hosts = ${if def:tls_in_cipher {*}{}}
    """
  }

  private func authenticator(_ account: (user: String, password: String)) -> String {
    """
    begin authenticators
    plain:
      driver = plaintext
      public_name = PLAIN
      server_prompts = :
      server_condition = ${if exists{\(process.folder.path)/ill}{${readfile{\(process.folder.path)/nowhere}}}\
    {${if and{{eq{$auth2}{\(account.user)}}{eq{$auth3}{\(account.password)}}}}}}
      server_set_id = $auth2
    """
  }
}
