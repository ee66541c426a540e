import Testing
import Workflow

@testable import Catalogue

@Suite struct BodyTests {
  private func request(_ body: String, _ items: [BatchItem], takes: String? = nil) throws -> RenderedRequest {
    try Sample.api(
      takes: takes ?? "[{lane: user, identifiers: [user-id], optional: [email]}]", batch: "{items: 9}",
      delete: "{method: POST, path: /d, body: \(body)}"
    ).render(lane: "user", items: items, facts: Sample.facts, secret: noSecrets)
  }

  private func type(_ request: RenderedRequest) -> String {
    String(decoding: request.value(of: "content-type") ?? [], as: UTF8.self)
  }

  private let two = [Sample.user("u1", 0, email: "a,b@c.example"), Sample.user("u2", 1)]

  @Test func `a text body is what its type says: rows, or lines`() throws {
    let rows = try request(
      #"{text: {type: text/csv, csv: {columns: [user-id, email, {name: note, value: "{wave}/{identifier}"}], header: true}}}"#,
      two)
    #expect(type(rows) == "text/csv")
    #expect(
      String(decoding: rows.body, as: UTF8.self)
        == "user-id,email,note\nu1,\"a,b@c.example\",w-1/u1\nu2,,w-1/u2\n")
    let lines = try request("{text: {type: text/plain, lines: {each: user-id, write: \"id={value}\"}}}", two)
    #expect(String(decoding: lines.body, as: UTF8.self) == "id=u1\nid=u2")
    #expect(type(lines) == "text/plain")
    let tree = try request("{text: {type: application/x-ndjson, json: {ids: {each: user-id}}}}", two)
    #expect(String(decoding: tree.body, as: UTF8.self) == #"{"ids":["u1","u2"]}"#)
  }

  @Test func `a form with a file has one section for each part, between boundaries`() throws {
    let sent = try request(
      #"{multipart: {mode: delete, ids: {each: user-id, join: ","}, id: {repeat: user-id}, "the {account.region} list": {file: {name: "{wave} \"x\".csv", type: text/csv, csv: {columns: [user-id], header: false}}}}}"#,
      two)
    let boundary = type(sent).dropFirst("multipart/form-data; boundary=".count)
    let parts = [
      "Content-Disposition: form-data; name=\"mode\"\r\n\r\ndelete",
      "Content-Disposition: form-data; name=\"ids\"\r\n\r\nu1,u2",
      "Content-Disposition: form-data; name=\"id\"\r\n\r\nu1", "Content-Disposition: form-data; name=\"id\"\r\n\r\nu2",
      "Content-Disposition: form-data; name=\"the eu list\"; filename=\"w-1 %22x%22.csv\"\r\nContent-Type: text/csv\r\n\r\nu1\nu2\n",
    ]
    let expected = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n"
    #expect(String(decoding: sent.body, as: UTF8.self) == expected)
  }

  @Test func `the same subjects give the same bytes, others another boundary`() throws {
    let body = "{multipart: {f: {file: {name: a.txt, type: text/plain, lines: {each: user-id}}}}}"
    #expect(try request(body, two) == request(body, two))
    #expect(try type(request(body, two)) != type(request(body, [Sample.user("u3")])))
  }

  @Test func `no subject can write a boundary into its own file`() throws {
    let body = "{multipart: {f: {file: {name: a.txt, type: text/plain, lines: {each: user-id}}}}}"
    let boundary = String(
      type(try request(body, [Sample.user("u1")])).dropFirst("multipart/form-data; boundary=".count))
    let sent = try request(body, [Sample.user("u1 --\(boundary)--")])
    let own = String(type(sent).dropFirst("multipart/form-data; boundary=".count))
    #expect(own != boundary)
    #expect(String(decoding: sent.body, as: UTF8.self).split(separator: own).count == 3)
  }

  @Test func `a value left out leaves its part out`() throws {
    let body = #"{multipart: {id: "{identifier}", mail: {optional: email}}}"#
    let api = try Sample.api(
      takes: "[{lane: user, identifiers: [user-id], optional: [email]}]",
      delete: "{method: POST, path: /d, body: \(body)}")
    func text(_ item: BatchItem) throws -> String {
      String(
        decoding: try api.render(lane: "user", items: [item], facts: Sample.facts, secret: noSecrets).body,
        as: UTF8.self)
    }
    #expect(try !text(two[1]).contains("mail"))
    #expect(try text(two[0]).contains("name=\"mail\"\r\n\r\na,b@c.example\r\n"))
  }

  @Test(arguments: [
    ("{text: {type: text/csv, csv: {columns: []}}}", "'columns' is empty"),
    ("{text: {type: text/csv, csv: {columns: [phone]}}}", "uses 'phone', which is not in the lane 'user'"),
    (
      "{text: {type: text/csv, csv: {columns: [{name: a, value: b}]}}}",
      "no column names an identifier for the lane 'user'"
    ),
    ("{text: {type: csv, lines: {each: user-id}}}", "'type' is not a media type"),
    ("{text: {type: \"text/csv\\r\\nX: y\", lines: {each: user-id}}}", "'type' is not a media type"),
    ("{text: {type: text/csv, lines: {each: user-id}, json: {a: b}}}", "exactly one of 'csv', 'lines' and 'json'"),
    ("{text: {type: text/csv, lines: {}}}", "'each' is missing"),
    ("{json: {ids: {each: user-id}}, form: {a: b}}", "exactly one of 'json', 'form', 'multipart' and 'text'"),
    ("{multipart: {a: b}}", "'delete' names no identifier"),
    ("{multipart: {f: {file: {type: text/csv, lines: {each: user-id}}}}}", "'name' is missing"),
    ("{form: {a: {jwt: {algorithm: HS256, key: x}}}}", "no directive found"),
  ])
  func `a body that cannot be written, or names nobody, is a mistake in the file`(_ body: String, _ words: String) {
    do {
      _ = try request(body, two)
      Issue.record("no mistake was found")
    } catch { #expect("\(error)".contains(words)) }
  }
}
