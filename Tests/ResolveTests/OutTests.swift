import Catalogue
import Foundation
import Testing

@testable import Resolve

/// What is written, for whom, and what is said of it.
@Suite struct OutTests {
  let scene: Scene
  init() throws { scene = try Scene() }

  private let subjects =
    "subject,ip,url,email\na,192.0.2.1,\"https://n.example/ack/1?x=a,b\"\"c\",\nb,192.0.2.2,,b@b.example\n"
  private let log = hit("192.0.2.1", "/ack/1?x=a,b%22c", cookies: "_ga=GA1.2.1.1", user: "u,1")

  @Test func `the new file is a subject file with every old value, for the owner alone`() throws {
    let found = try scene.resolve(subjects, log)
    #expect(found.rows[0] == "subject,ip,url,email,client-id,user-id")
    #expect(found.rows[1] == "a,192.0.2.1,\"https://n.example/ack/1?x=a,b\"\"c\",,GA1.2.1.1,\"u,1\"")
    #expect(found.rows[2] == "b,192.0.2.2,,b@b.example,,")
    #expect(try SubjectFile.scan(path: scene.path("out.csv")).count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: scene.path("out.csv"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `a file that is there is left alone unless it may be replaced, and no draft stays behind`() throws {
    var resolver = try scene.resolver(subjects)
    try resolver.read(log: try scene.write("log", Array(log.utf8)))
    let out = try scene.write("out.csv", Array("mine".utf8))
    #expect(throws: ResolveError.exists(path: out)) { try resolver.resolved().write(to: out, force: false) }
    #expect(try scene.rows() == ["mine"])
    _ = try resolver.resolved().write(to: out, force: true)
    #expect(try scene.rows().count == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scene.folder).allSatisfy { !$0.hasSuffix(".new") })
  }

  @Test func `the numbers beside the file are found again until the file is changed`() throws {
    let report = try scene.resolve(subjects, log).report
    let out = scene.path("out.csv")
    #expect(try Resolution.beside(out)?.report == report)
    try scene.write("out.csv", Array("subject,ip\na,192.0.2.1\n".utf8))
    #expect(try Resolution.beside(out) == nil)
    #expect(try Resolution.beside(scene.path("subjects.csv")) == nil)
  }

  @Test func `nothing that is printed says who`() throws {
    let found = try scene.resolve(subjects, log)
    let kept = try String(contentsOfFile: scene.path("out.csv.resolution.json"), encoding: .utf8)
    for value in ["192.0.2.1", "GA1.2.1.1", "u,1", "b@b.example", "ack/1"] {
      #expect(!found.report.lines.joined().contains(value))
      #expect(!kept.contains(value))
    }
  }

  @Test func `what holds the values cannot be printed`() throws {
    var resolver = try scene.resolver(subjects)
    try resolver.read(log: try scene.write("log", Array(log.utf8)))
    let resolved = resolver.resolved()
    #expect(resolved.report.gained == 1)
    for value: Any in [resolver, resolved, resolver.evidence, resolver.evidence.findings(of: 0), resolver.values] {
      var text = String(reflecting: value) + "\(value)"
      dump(value, to: &text)
      #expect(!text.contains("GA1.2.1.1") && !text.contains("71, 65, 49") && !text.contains("- 71"))
    }
  }

  @Test func `the report fits 80 columns and adds up`() throws {
    let found = try scene.resolve(subjects, log)
    #expect(found.report.lines.allSatisfy { $0.count <= 80 })
    #expect(found.report.gained + found.report.unchanged + found.report.untouched == found.report.subjects)
    let count = try #require(found.report.logs.first)
    #expect(count.read + count.outside + count.broken + count.empty == count.lines)
  }

  @Test func `a partner's reach before and after is the number of people it can be told of`() throws {
    let partners = try PartnerFile.read(Self.partners, file: "partners.yaml")
    var resolver = try scene.resolver(subjects)
    try resolver.read(log: try scene.write("log", Array(log.utf8)))
    var resolved = resolver.resolved()
    resolved.compare(for: partners)
    #expect(resolved.report.coverage == [CoverageChange(partner: "users", before: 0, after: 1)])
    let last = try #require(resolved.report.lines.last)
    #expect(last.split(separator: " ") == ["users", "0", "1", "1"])
  }

  private static let partners = """
    version: 1
    partners:
      - id: users
        name: Users Inc.
        checked: 2026-11-22
        confidence: confirmed
        sources: [users.example]
        route: portal
        best-grade: attested-by-person
        deletes: [account-identifier]
        cannot: [{data: all, reason: no-interface, because: nothing else is held, source: users.example}]
        takes:
          - {lane: user, identifiers: [user-id]}
        portal:
          url: https://users.example/
          due: 14d
          steps: [Open the page and enter the user id.]
    """
}
