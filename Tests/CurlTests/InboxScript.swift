import Foundation

@testable import Curl

/// A mail server by script: `answers` gives the reply to each command that begins so, with `$T` for its tag; what is not
/// in it is answered as a small, honest server would, whose mailbox holds the uids 1 to 3. An empty answer hangs up.
func imapServer(_ answers: [String: String] = [:], greeting: String = "* OK hi\r\n") throws -> HostileServer {
  try HostileServer { peer in
    peer.say(greeting)
    while let line = peer.line() {
      guard let space = line.firstIndex(of: " ") else { return }
      let (tag, command) = (String(line[..<space]), String(line[line.index(after: space)...]))
      let own = answers.keys.filter { command.hasPrefix($0) }.max { $0.count < $1.count }.flatMap { answers[$0] }
      let answer = own ?? honest(command)
      if answer.isEmpty { return }
      peer.say(answer.replacing("$T", with: tag))
    }
  }
}

func honest(_ command: String) -> String {
  let words = command.split(separator: " ")
  switch words.first {
  case "CAPABILITY": return "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR ESEARCH\r\n$T OK done\r\n"
  case "SELECT": return "* 3 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n$T OK [READ-WRITE] done\r\n"
  case "EXAMINE":
    return "* 3 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n* OK [UIDNEXT 4] x\r\n$T OK [READ-ONLY] done\r\n"
  case "UID" where command.contains("COUNT"): return "* ESEARCH (TAG \"$T\") UID COUNT 3\r\n$T OK done\r\n"
  case "UID" where command.contains("SEARCH"): return "* SEARCH 1 2 3\r\n$T OK done\r\n"
  case "UID" where command.contains("BODY[]"):
    return "* 1 FETCH (UID \(words[2]) BODY[]<0> {5}\r\nhello)\r\n$T OK done\r\n"
  case "UID":
    return (1...3).map { "* \($0) FETCH (UID \($0) RFC822.SIZE 5)\r\n" }.joined() + "$T OK done\r\n"
  case "LOGOUT": return "* BYE\r\n$T OK done\r\n"
  case _: return "$T OK done\r\n"
  }
}

func inbox(_ server: HostileServer) -> InboxServer {
  var inbox = InboxServer(
    host: "127.0.0.1", port: server.port, security: .plainLoopbackOnly,
    authentication: .plain(user: "anna", password: "secret"))
  inbox.addresses = .loopback
  inbox.replyTimeout = .seconds(5)
  return inbox
}

/// The fault of what does not come true; nil when it does.
func inboxFault(_ act: () throws(InboxFault) -> some Any) -> InboxFault? {
  do throws(InboxFault) {
    _ = try act()
    return nil
  } catch {
    return error
  }
}
