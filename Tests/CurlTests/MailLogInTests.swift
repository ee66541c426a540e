import Foundation
import Testing

@testable import Curl

/// Passwords on the way to a mail server, and what the transcript keeps of them.
struct MailLogInTests {
  /// A mail server behind `openssl s_server` that knows one kind of log-in.
  private final class Server {
    let port: Int
    let certificate: [UInt8]
    private let process = Process()
    private let folder: URL

    init(_ method: String, script: String) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "smtps-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let program = """
        import socket, ssl, sys, subprocess
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
          "-days", "2", "-subj", "/CN=t", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out",
          "cert.pem"], stderr=subprocess.DEVNULL, check=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("cert.pem", "key.pem")
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        while True:
          peer = context.wrap_socket(listener.accept()[0], server_side=True)
          lines = peer.makefile("rwb", buffering=0)
          def say(text): lines.write(text.encode() + b"\\r\\n")
          def hear():
            line = lines.readline().decode().strip()
            open("heard", "a").write(line + "\\n")
            return line
          say("220 hi")
          while True:
            line = hear()
            if not line: break
            verb = line[:4].upper()
            if verb == "EHLO": say("250-hi"); say("250 AUTH \(method)")
            elif verb == "AUTH":
        \(script.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
            elif verb == "DATA":
              say("354 go")
              while hear() != ".": pass
              say("250 queued")
            elif verb == "QUIT": say("221 bye"); break
            else: say("250 ok")
          peer.close()
        """
      let file = folder.appending(path: "server.py")
      try Data(program.utf8).write(to: file)
      let output = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", file.path]
      process.currentDirectoryURL = folder
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      port = try #require(Int(said.trimmingCharacters(in: .whitespacesAndNewlines)))
      certificate = [UInt8](try Data(contentsOf: folder.appending(path: "cert.pem")))
    }

    deinit {
      process.terminate()
      try? FileManager.default.removeItem(at: folder)
    }

    var heard: [String] {
      ((try? String(contentsOf: folder.appending(path: "heard"), encoding: .utf8)) ?? "").components(separatedBy: "\n")
    }

    func send(_ authentication: MailAuthentication, as other: MailAuthentication? = nil) async throws -> MailResult {
      var relay = MailServer(host: "127.0.0.1", port: port, security: .tls, authentication: authentication)
      relay.addresses = .loopback
      relay.trust = .pem(certificate)
      relay.totalTimeout = .seconds(20)
      let transfers = MailTransfers(relay)
      let mail = try MailTransmission(
        from: EnvelopeAddress("a@a.example"), to: EnvelopeAddress("b@b.example"),
        message: Array("Subject: x\r\n\r\nhello\r\n".utf8))
      let result = await transfers.send(mail, as: other)
      await transfers.shutdown(grace: .zero)
      return result
    }
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private static let dialogue = """
    if " " not in line.strip()[5:]: say("334 VXNlcm5hbWU6"); hear()
    say("334 UGFzc3dvcmQ6")
    hear()
    say("235 welcome")
    """

  @Test func `a server that knows LOGIN alone is entered by it, and the transcript shows neither name nor password`()
    async throws
  {
    let server = try Server("LOGIN", script: Self.dialogue)
    let result = try await server.send(.plain(user: "canary-user", password: "canary-password"))
    #expect(result.verdict == .accepted)
    #expect(server.heard.contains(Self.base64("canary-password")))
    let talk = String(decoding: result.transcript, as: UTF8.self)
    for secret in ["canary-user", "canary-password"] { #expect(!talk.contains(Self.base64(secret))) }
    #expect(talk.contains("AUTH (withheld)") && talk.contains("S: 235 welcome"))
  }

  @Test func `PLAIN goes before LOGIN where a server knows both`() async throws {
    let server = try Server("LOGIN PLAIN", script: "say(\"235 welcome\")")
    #expect(try await server.send(.plain(user: "u", password: "p")).verdict == .accepted)
    #expect(server.heard.contains { $0.hasPrefix("AUTH PLAIN ") })
  }

  @Test func `a token goes by XOAUTH2, in place of what the server was set up with`() async throws {
    let server = try Server("XOAUTH2", script: "say(\"235 welcome\")")
    let result = try await server.send(.none, as: .oauth2(user: "u@a.example", token: "canary-token"))
    #expect(result.verdict == .accepted)
    let shown = Self.base64("user=u@a.example\u{1}auth=Bearer canary-token\u{1}\u{1}")
    #expect(server.heard.contains("AUTH XOAUTH2 \(shown)"))
    #expect(!String(decoding: result.transcript, as: UTF8.self).contains(shown))
  }

  @Test func `a refused token is the account's trouble: no message leaves`() async throws {
    let server = try Server("XOAUTH2", script: "say(\"535 5.7.8 no\")")
    let result = try await server.send(.oauth2(user: "u@a.example", token: "old"))
    #expect(result.verdict == .permanent && result.stage == .auth && result.replyCode == 535)
    #expect(!server.heard.contains { $0.hasPrefix("MAIL") })
  }

  @Test(arguments: ["REFUQQ==", "DATA", "QUIT", "MAIL", "EHLOabcd"])
  func `a password that looks like a command is none`(secret: String) {
    var talk = MailConversation()
    talk.sent(Array("AUTH LOGIN\r\n".utf8))
    talk.received(Array("334 UGFzc3dvcmQ6\r\n".utf8))
    talk.sent(Array("\(secret)\r\n".utf8))
    talk.received(Array("535 no\r\n".utf8))
    #expect(talk.stage == .auth && talk.reply == 535)
    #expect(!String(decoding: talk.transcript, as: UTF8.self).contains(secret))
  }
}
