import Catalogue
import Foundation
import Testing
import Workflow

/// What stands in a file, without a server.
@Suite struct FileBytesTests {
  private func route(_ takes: String, _ file: String) throws -> FileRoute {
    let entry = try partner(
      """
      id: by-file
      name: By File
      route: file
      deletes: [all]
      takes: [{lane: user, \(takes)}]
      secrets: {password: env:P}
      terms: {in-doubt: safe-to-repeat}
      file: {url: "sftp://files.example/in", name: "{key}.csv", user: u, password: password, host-key: "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s", \(file)}
      """)
    return try #require(entry.file)
  }

  private let facts = RequestFacts(key: "k-1", matter: "m-1", wave: "m-1-w1", dispatch: "d-1", now: noon)

  private func text(_ route: FileRoute, _ people: [[IdentifierKind: String]]) throws -> String {
    let items = people.enumerated().map {
      BatchItem(subject: $0.offset, values: $0.element.mapValues { Array($0.utf8) })
    }
    return String(decoding: try route.render(lane: "user", items: items, facts: facts), as: UTF8.self)
  }

  @Test func `cells are quoted where they could be read as more, and formulas stay what they are`() throws {
    let route = try route("identifiers: [user-id], optional: [email]", "columns: [user-id, email], line-ends: crlf")
    #expect(
      try text(
        route,
        [[.userID: "a\"b"], [.userID: "a,b", .email: "=x@y.example"], [.userID: "+49 1", .email: "ä@b.example"]])
        == "user-id,email\r\n\"a\"\"b\",\r\n\"a,b\",=x@y.example\r\n+49 1,ä@b.example\r\n")
  }

  @Test func `lines of JSON leave out what is unknown`() throws {
    let route = try route(
      "identifiers: [user-id], optional: [email]",
      "format: jsonl, columns: [{name: n, row: 1}, {name: id, identifier: user-id}, email]")
    #expect(
      try text(route, [[.userID: "a\"b"], [.userID: "c", .email: "m@b.example"]])
        == "{\"n\":\"1\",\"id\":\"a\\\"b\"}\n{\"n\":\"2\",\"id\":\"c\",\"email\":\"m@b.example\"}\n")
  }

  /// The published examples of California's deletion platform.
  @Test func `hashed lists are as California's platform wants them`() throws {
    let mails = try route(
      "identifiers: [email], prepare: {email: [trim, lower, sha256, base64]}", "format: list, columns: [email]")
    #expect(try text(mails, [[.email: "Anna.Smith@domain.com"]]) == "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=\n")
    let hashed = "[sha256, base64]"
    let names = try route(
      "identifiers: [user-id, client-id, external-id, visitor-id], prepare: {user-id: \(hashed), client-id: \(hashed), external-id: \(hashed), visitor-id: \(hashed)}",
      "columns: [{name: ID, row: 0}, {name: Hash, combine: [user-id, client-id, external-id, visitor-id], digest: sha256-base64}]"
    )
    #expect(
      try text(
        names, [[.userID: "danielle", .clientID: "johnson", .externalID: "19850704", .visitorID: "91790"]])
        == "ID,Hash\n0,PQOfn1RffEKmqMmNAzDKKaoZCwxWbQZkQzPWmQo9REA=\n")
  }

  @Test func `nothing is written for nobody, or for somebody without the identifier`() throws {
    let route = try route("identifiers: [user-id]", "columns: [user-id]")
    #expect(throws: RenderFailure.self) { try text(route, []) }
    #expect(throws: RenderFailure.self) { try text(route, [[.userID: "a"], [.email: "a@b.example"]]) }
    #expect(throws: RenderFailure.self) { try text(route, [[.userID: "a"], [.userID: "*"]]) }
  }

  @Test func `a preview shows marks, the file itself values`() throws {
    let route = try route("identifiers: [user-id]", "columns: [user-id]")
    let items = [BatchItem(subject: 0, values: [.userID: Array("u-1".utf8)])]
    let hidden = try route.preview(lane: "user", items: items, facts: facts)
    #expect(hidden == "put sftp://files.example:22/in/k-1.csv\n\nuser-id\n<user-id>\n")
    #expect(try route.preview(lane: "user", items: items, facts: facts, showIdentifiers: true).hasSuffix("\nu-1\n"))
  }

  @Test(arguments: [
    ("columns: [user-id]", "name: \"{wave}.csv\"", "is the same for several dispatches"),
    ("columns: [user-id]", "name: \"a/{key}.csv\"", "may hold letters, digits"),
    ("columns: [email]", "name: \"{key}\"", "is not in the lane"),
    ("columns: []", "name: \"{key}\"", "'columns' is empty"),
    ("columns: [user-id, {name: a, value: x}], format: list", "name: \"{key}\"", "has one value a line"),
    ("columns: [{name: a}]", "name: \"{key}\"", "exactly one of 'identifier'"),
    ("columns: [user-id], passphrase: password", "name: \"{key}\"", "belongs to a 'key'"),
    ("columns: [user-id], checksum: md5", "name: \"{key}\"", "can only be sha256"),
    ("columns: [user-id], colums: []", "name: \"{key}\"", "unknown key 'colums'"),
  ])
  func `mistakes are told`(_ file: String, _ name: String, _ words: String) throws {
    let error = #expect(throws: Mistakes.self) {
      try partner(
        """
        id: by-file
        name: By File
        route: file
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        secrets: {password: env:P}
        terms: {in-doubt: safe-to-repeat}
        file: {url: "sftp://files.example/in", \(name), user: u, password: password, host-key: "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s", \(file)}
        """)
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }
}
