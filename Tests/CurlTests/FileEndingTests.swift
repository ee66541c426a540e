import CCurl
import Testing

@testable import Curl

/// What is known of a file transfer that failed.
struct FileEndingTests {
  private func ending(
    _ code: CURLcode, _ task: FileTask, given: Bool = false, in loggedIn: Bool = true, refused: Bool = true
  )
    -> FileEnding
  {
    FileEnding(
      code: code, task: task, isWhollyGiven: given, loggedIn: loggedIn, isCommandRefused: refused,
      facts: FailureFacts(code: code))
  }

  @Test func `an upload is in doubt only when all of it was given and nobody refused`() throws {
    let put = FileTask.put([1], at: try RemotePath("/a"))
    #expect(ending(CURLE_RECV_ERROR, put).certainty == .notSent)
    #expect(ending(CURLE_RECV_ERROR, put, given: true).certainty == .inDoubt)
    #expect(ending(CURLE_OPERATION_TIMEDOUT, put, given: true).certainty == .inDoubt)
    #expect(ending(CURLE_SSH, put, given: true).certainty == .inDoubt)
    #expect(ending(CURLE_QUOTE_ERROR, put, given: true).certainty == .notSent)
    #expect(ending(CURLE_QUOTE_ERROR, put, given: true, refused: false).certainty == .inDoubt)
    #expect(ending(CURLE_REMOTE_ACCESS_DENIED, put, given: true).certainty == .notSent)
    #expect(ending(CURLE_RECV_ERROR, put, given: true, in: false).certainty == .notSent)
  }

  @Test func `questions are never in doubt, commands are once we are logged in`() throws {
    let path = try RemotePath("/a")
    #expect(ending(CURLE_RECV_ERROR, .get(path)).certainty == .notSent)
    #expect(ending(CURLE_RECV_ERROR, .list(path)).certainty == .notSent)
    #expect(ending(CURLE_RECV_ERROR, .remove(path)).certainty == .inDoubt)
    #expect(ending(CURLE_RECV_ERROR, .remove(path), in: false).certainty == .notSent)
    #expect(ending(CURLE_QUOTE_ERROR, .rename(path, to: path)).reason == .remoteFailed)
    #expect(ending(CURLE_QUOTE_ERROR, .put([], at: path)).reason == .remoteExists)
  }

  @Test(arguments: [
    "", "a", "a/b", "/", "/a/", "//a", "/a//b", "/a/../b", "/.", "/a b", "/a\"b", "/a'b", "/a\\b", "/a\nrm b", "/a?b",
    "/a#b", "/a%2e", "/*", "/ä", "/a;b",
  ])
  func `a path that could mean something else is refused`(_ text: String) {
    #expect(throws: RemotePathFault.self) { try RemotePath(text) }
  }

  @Test func `a path knows its folder, its name, and where the file stands meanwhile`() throws {
    let deep = try RemotePath("/~/in/a-1.csv")
    #expect(deep.folder == "/~/in")
    #expect(deep.name == "a-1.csv")
    #expect(deep.partial == "/~/in/.a-1.csv.part")
    #expect(try RemotePath("/a").partial == "/.a.part")
  }

  @Test(arguments: ["", "SHA256:", "MD5:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s", "SHA256:uNiVztk", "*"])
  func `without a whole host key nobody is asked`(_ key: String) async throws {
    let server = FileServer(host: "files.example", user: "u", credential: .password("p"), hostKey: key)
    let failure = failure(await `do`(.get(try RemotePath("/a")), server))
    #expect(failure?.reason == .config)
  }

  @Test func `nothing of a file or a credential is printed`() throws {
    let path = try RemotePath("/in/anna.csv")
    var answer = FileAnswer()
    answer.bytes = Array("anna@example.org".utf8)
    for text in [
      "\(FileTask.put(Array("anna@example.org".utf8), at: path))", "\(path)", "\(answer)",
      "\(FileCredential.password("pw-1"))",
      "\(FileCredential.key(Array("pw-1".utf8), passphrase: "pw-1"))",
    ] {
      #expect(!text.contains("anna") && !text.contains("pw-1"))
    }
  }

  @Test func `names of a listing that lead elsewhere are dropped`() {
    var answer = FileAnswer()
    answer.bytes = Array(".\n..\na.csv\r\n../../etc/passwd\n\nb.csv\n".utf8)
    #expect(answer.names == ["a.csv", "b.csv"])
  }
}
