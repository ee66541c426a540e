import Catalogue
import Channels
import Foundation
import Testing
import Workflow

/// Files put on a real SFTP server, and the answers that a partner leaves there.
@Suite(.enabled(if: FileHost.isHere, "openssh-server is not installed"))
struct FileTests {
  private func scene(
    _ host: FileHost, answers: String = "", checksum: Bool = false, doubt: String = "safe-to-repeat",
    hostKey: String? = nil
  ) throws -> Scene {
    try Scene(
      """
      id: by-file
      name: By File
      route: file
      deletes: [all]
      takes: [{lane: user, identifiers: [user-id]}]
      secrets: {key: file:\(host.folder.path)/user}
      terms: {in-doubt: \(doubt)}
      file:
        url: sftp://127.0.0.1:\(host.port)\(host.folder.path)/in
        name: "{wave}-{dispatch}.csv"
        user: \(NSUserName())
        key: key
        host-key: \(hostKey ?? host.hostKey)
        columns: [user-id, {name: why, value: "wave {wave}, Art. 17"}]\(checksum ? "\n  checksum: sha256" : "")
      \(answers.isEmpty ? "" : "  " + answers)
      """)
  }

  private func answers(_ host: FileHost, _ more: String = "") -> String {
    """
    answers: {folder: \(host.folder.path)/in, name: "{wave}-{dispatch}.out", first: 1h, every: 1h, give-up: 9d, \(more)items: {path: ".", by: {key: id, identifier: user-id}, state: {path: status, deleted: ["3"], not-found: ["5"], refused: ["2"]}}}
    """
  }

  private func channel(_ scene: Scene) throws -> FileChannel {
    FileChannel(desk: scene.desk, route: try #require(scene.entry.file))
  }

  private let long = Date(timeIntervalSince1970: Double(noon.seconds) - 3600)
  private let name = "m-1-w1-d-1.csv"
  private let rows = "user-id,why\nu-1,\"wave m-1-w1, Art. 17\"\n\"u,2\",\"wave m-1-w1, Art. 17\"\n"

  @Test func `the file arrives byte by byte, after its checksum, and proves no more than that it left`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, checksum: true)
    let report = try await channel(scene).send(scene.order(["u-1", "u,2"]))
    #expect(report.finding == .sent(.accepted(Acceptance(grade: .transmitted))))
    #expect(host.text(name) == rows)
    #expect(host.names == [name, name + ".sha256"])
    #expect(try await run("sha256sum", ["-c", "--strict", name + ".sha256"], in: host.folder.path + "/in") == 0)
    #expect(report.text("file") == rows)
    let note = try #require(report.text("transfer.txt"))
    #expect(note.contains("host-key \(host.hostKey)\n") && note.contains("\(host.folder.path)/in/\(name)\n"))
    #expect(!note.contains("u-1"))
  }

  @Test func `a repeat is the same bytes under the same name, and finds them there`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, checksum: true)
    let order = scene.order(["u-1", "u,2"])
    let (first, second) = (try channel(scene), try channel(scene))
    #expect(try first.prepare(order).bodyHash == second.prepare(order).bodyHash)
    _ = try await first.send(order)
    #expect(try await second.send(order).finding == .sent(.accepted(Acceptance(grade: .transmitted))))
    #expect(host.names == [name, name + ".sha256"])
    #expect(host.text(name) == rows)
  }

  @Test func `another file under the name is not replaced: a person looks`() async throws {
    let host = try await FileHost()
    try host.put(name, "somebody else's", at: long)
    let scene = try scene(host)
    #expect(try await channel(scene).send(scene.order(["u-1"])).finding == .sent(.halted(Reason("remote-exists"))))
    #expect(host.text(name) == "somebody else's")
  }

  @Test func `a server with another key stops the partner`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, hostKey: "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s")
    #expect(try await channel(scene).send(scene.order(["u-1"])).finding == .sent(.halted(Reason("host-key"))))
    #expect(host.names.isEmpty)
  }

  @Test func `each row of the answer settles its subject, and silence is in doubt`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, answers: answers(host))
    let channel = try channel(scene)
    let order = scene.order(["u-1", "u,2", "u-3", "u-4"])
    let sent = try await channel.send(order)
    guard case .sent(.accepted(let acceptance)) = sent.finding else { return #expect(Bool(false), "\(sent.finding)") }
    let job = String(decoding: try #require(acceptance.job), as: UTF8.self)
    #expect(await channel.ask(job, order).finding == .asked(.pending(askAfter: nil)))
    try host.put("m-1-w1-d-1.out", "id,status\r\n\"u,2\",5\r\nu-1,3\r\nu-4,2\r\n", at: long)
    let report = await channel.ask(job, order)
    #expect(
      report.standings == [
        0: .settled(.deleted, .claimedUnsigned, nil), 1: .settled(.notFound, .claimedUnsigned, nil),
        2: .inDoubt(Reason("missing-item")),
        3: .settled(.refused, .acceptedUnsigned, Reason("refused-by-partner")),
      ])
    #expect(report.text("answer")?.hasPrefix("id,status") == true)
  }

  @Test func `an answer about somebody else is a person's matter, unless the list is of more than ours`() async throws {
    let host = try await FileHost()
    try host.put("m-1-w1-d-1.out", "id,status\nu-1,3\nu-99,3\n", at: long)
    for (more, isIgnored) in [("", false), ("others: ignore, ", true)] {
      let scene = try scene(host, answers: answers(host, more))
      let report = await (try channel(scene)).ask("job", scene.order(["u-1"]))
      #expect((report.standings[0] == .settled(.deleted, .claimedUnsigned, nil)) == isIgnored)
      #expect((report.finding == .asked(.halted(Reason("unknown-item")))) == !isIgnored)
    }
  }

  @Test func `an answer that may still grow is not read yet`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, answers: answers(host))
    let channel = try channel(scene)
    let order = scene.order(["u-1"])
    try host.put(
      "m-1-w1-d-1.out", "id,status\nu-1,3\n", at: Date(timeIntervalSince1970: Double(noon.seconds) - 60))
    #expect(await channel.ask("job", order).finding == .asked(.pending(askAfter: .minutes(2))))
    scene.clock.advance(.minutes(2))
    #expect(await channel.ask("job", order).standings[0] == .settled(.deleted, .claimedUnsigned, nil))
  }

  @Test func `with a marker the answer is read when the marker is there`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, answers: answers(host, "marker: \"{wave}-{dispatch}.done\", "))
    let channel = try channel(scene)
    let order = scene.order(["u-1"])
    try host.put("m-1-w1-d-1.out", "id,status\nu-1,3\n", at: long)
    #expect(await channel.ask("job", order).finding == .asked(.pending(askAfter: nil)))
    try host.put("m-1-w1-d-1.done", "", at: long)
    #expect(await channel.ask("job", order).standings[0] == .settled(.deleted, .claimedUnsigned, nil))
  }

  @Test func `a broken answer is asked for again, and settles nothing`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, answers: answers(host))
    for text in ["id,status\nu-1,3,4\n", "id,status\n\"u-1,3\n", "", "id,id\nu-1,3\n", "x,y\nu-1,3\n"] {
      try host.put("m-1-w1-d-1.out", text, at: long)
      let report = await (try channel(scene)).ask("job", scene.order(["u-1"]))
      #expect(report.finding == .asked(.unanswered(Reason("unreadable-answer"), retryAfter: nil)))
    }
  }

  @Test func `asked whether it arrived, the server's own file decides`() async throws {
    let host = try await FileHost()
    let scene = try scene(host, answers: answers(host), doubt: "query-first")
    let channel = try channel(scene)
    let order = scene.order(["u-1", "u,2"])
    #expect(await channel.ask(nil, order).finding == .asked(.unknown(Reason("job-unknown"))))
    _ = try await channel.send(order)
    let found = await channel.ask(nil, order)
    #expect(found.finding == .asked(.pending(askAfter: nil)))
    #expect(found.memory != nil)
    try host.put(name, "other", at: long)
    #expect(await channel.ask(nil, order).finding == .asked(.halted(Reason("remote-exists"))))
  }

  @Test func `an acknowledgement is kept while the answer is awaited, and says that the file was taken`() async throws {
    let host = try await FileHost()
    let scene = try scene(
      host,
      answers: "acknowledgement: {folder: \(host.folder.path)/in, name: \"{wave}-{dispatch}.ack\"}\n  " + answers(host))
    try host.put("m-1-w1-d-1.ack", "received 2 rows", at: long)
    let channel = try channel(scene)
    let report = await channel.ask("job", scene.order(["u-1"]))
    let taken = Report.Finding.asked(.taken(.acceptedUnsigned, Reason("file-taken")))
    #expect(report.finding == taken)
    let unsure = await channel.ask(nil, scene.order(["u-1"]))
    #expect(unsure.finding == taken && unsure.memory != nil, "a doubt is settled by it too, and asked on by the name")
    #expect(report.text("acknowledgement") == "received 2 rows")
  }
}
