import Foundation
import Testing

@testable import Catalogue

/// Broken files as a person writes them: where each mistake is told, and in which words.
@Suite struct BrokenTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let old: String
    let new: String
    let told: [String]

    init(_ title: String, _ old: String, _ new: String, _ told: [String]) {
      (testDescription, self.old, self.new, self.told) = (title, old, new, told)
    }
  }

  @Test(arguments: rows)
  func `each mistake is told once, where it stands`(_ row: Row) {
    let told = Sample.mistakes(replacing: row.old, with: row.new)
    #expect(told == row.told)
  }

  static let rows = [
    Row(
      "a misspelt key of the file", "version: 1\n", "verison: 1\n",
      [
        "1:1: the file: 'version' is missing | Add a line 'version: ...'.",
        "1:1: the file: unknown key 'verison' | Did you mean 'version'? Known: version, partners.",
      ]),
    Row(
      "a misspelt key of an entry", "    name: ACME\n", "    naem: ACME\n",
      [
        "3:5: partner 'acme': 'name' is missing | Add a line 'name: ...'.",
        "4:5: partner 'acme': unknown key 'naem' | Did you mean 'name'?",
      ]),
    Row(
      "a misspelt key of a lane", "optional: [email]", "optoinal: [email]",
      [
        "15:9: partner 'acme', takes 1: unknown key 'optoinal' | Did you mean 'optional'? Known: lane, identifiers, optional, words, prepare, at-least."
      ]),
    Row(
      "a misspelt key of the terms", "in-doubt: safe-to-repeat", "in-doubt: safe-to-repeat\n      atempts: 3",
      [
        "19:7: partner 'acme', terms: unknown key 'atempts' | Did you mean 'attempts'? Known: in-doubt, attempts, backoff, completes-within, answer-within, reminders, concurrency, limits, share."
      ]),
    Row(
      "a misspelt key of the section", "batch: {items: 2}", "bacth: {items: 2}",
      [
        "23:7: partner 'acme', api: unknown key 'bacth' | Did you mean 'batch'? Known: batch, host, headers, auth, tls, idempotency, steps, delete, answer, after, delete-selector, poll, query, slices, probe."
      ]),
    Row(
      "a misspelt key of a call", "method: POST\n", "metod: POST\n",
      [
        "25:9: partner 'acme', api, delete: 'method' is missing | Add a line 'method: ...'.",
        "25:9: partner 'acme', api, delete: unknown key 'metod' | Did you mean 'method'? Known: for-each, method, path, query, headers, body.",
      ]),
    Row(
      "a misspelt directive", "ids: {each: user-id}", "ids: {eech: user-id}",
      [
        "25:9: partner 'acme', api: 'delete' names no identifier for the lane 'user': it would delete nothing or everything | Put {identifier.user-id} or {each: ...} into its path, query or body."
      ]),
    Row(
      "a misspelt key of the answer", "success: {status: [202]}", "sucess: {status: [202]}",
      [
        "31:9: partner 'acme', api, answer: 'success' is missing | Add a line 'success: ...'.",
        "31:9: partner 'acme', api, answer: unknown key 'sucess' | Did you mean 'success'? Known: success, content, types, job, busy, not-found, rejected, duplicate, bisect, count, invalid, bad-items, missing-items, retry-header, retry-field.",
      ]),
    Row(
      "a misspelt key of a condition", "success: {status: [202]}", "success: {status: [202], paht: a}",
      [
        "31:34: partner 'acme', api, answer, success: unknown key 'paht' | Did you mean 'path'? Known: fault, status, path, header, is, is-not, contains, empty, at-least, at-most, present, absent."
      ]),
    Row(
      "a misspelt key of the poll", "give-up: 45d", "give-pu: 45d",
      [
        "34:9: partner 'acme', api, poll: 'give-up' is missing | Add a line 'give-up: ...'.",
        "38:9: partner 'acme', api, poll: unknown key 'give-pu' | Did you mean 'give-up'?",
      ]),
    Row(
      "a misspelt key of a credential", "- bearer: api-key", "- header: {name: X-Key, secrt: api-key}",
      [
        "22:19: partner 'acme', api, auth 1, header: 'secret' is missing | Add a line 'secret: ...'.",
        "22:33: partner 'acme', api, auth 1, header: unknown key 'secrt' | Did you mean 'secret'? Known: name, prefix, value, secret.",
      ]),
    Row(
      "a list where a text belongs", "name: ACME", "name: [ACME]",
      ["4:11: partner 'acme': 'name' must be a text, found a list"]),
    Row(
      "a text where a list belongs", "deletes: [event]", "deletes: event",
      [
        "6:14: partner 'acme': 'deletes' must be a list, found 'event' | Write it as [a, b] or as lines that begin with '- '."
      ]),
    Row(
      "a text where a mapping belongs", "account: {region: eu}", "account: eu",
      [
        "9:14: partner 'acme', account must be a mapping (`key: value` lines), found 'eu'",
        "20:13: partner 'acme', api: 'host' holds an unknown slot {account.region}",
      ]),
    Row(
      "a mapping where a text belongs", "host: https://{account.region}.acme.example",
      "host: {url: https://acme.example}",
      [
        "20:13: partner 'acme', api, host: 'by' is missing | Add a line 'by: ...'.",
        "20:14: partner 'acme', api, host: unknown key 'url' | Known: by.",
      ]),
    Row(
      "a word where a number belongs", "batch: {items: 2}", "batch: {items: two}",
      ["23:22: partner 'acme', api, batch: 'items' must be a whole number from 1 to 1000000, found 'two'"]),
    Row(
      "a number that is too large", "batch: {items: 2}", "batch: {items: 99999999999999999999}",
      [
        "23:22: partner 'acme', api, batch: 'items' must be a whole number from 1 to 1000000, found '99999999999999999999'"
      ]),
    Row(
      "yes for true", "job: {path: id}", "accepted: yes",
      [
        "20:7: partner 'acme', api: 'poll' uses the job, but 'answer' does not say where to find it | Add 'job: {path: ...}' under 'answer'.",
        "32:19: partner 'acme', api, answer: 'accepted' must be true or false, found 'yes' | yes, no, on and off are plain texts here.",
      ]),
    Row(
      "an unknown word with its nearest", "in-doubt: safe-to-repeat", "in-doubt: safe-to-repaet",
      [
        "18:17: partner 'acme', terms: 'in-doubt' does not know 'safe-to-repaet' | Did you mean 'safe-to-repeat'? Known: safe-to-repeat, query-first, never-repeat."
      ]),
    Row(
      "an unknown method", "method: POST", "method: post",
      [
        "25:17: partner 'acme', api, delete: 'method' does not know 'post' | Did you mean 'POST'? Known: GET, POST, PUT, PATCH, DELETE."
      ]),
    Row(
      "an unknown quoting", "path: /v1/deletions\n        body",
      "path: /v1/deletions\n        query: {q: \"{key|quote-sq}\"}\n        body",
      [
        "27:20: partner 'acme', api, delete, query: 'q' does not know the quoting 'quote-sq' | Did you mean 'quote-sql'?"
      ]),
    Row(
      "a key twice", "name: ACME", "name: ACME\n    name: ACME2",
      ["4:5: the key 'name' stands twice in one mapping | Keep one of them."]),
    Row(
      "a key twice in one line", "batch: {items: 2}", "batch: {items: 2, items: 3}",
      ["23:15: the key 'items' stands twice in one mapping | Keep one of them."]),
    Row(
      "a call without a path", "        path: /v1/deletions\n        body", "        body",
      ["25:9: partner 'acme', api, delete: 'path' is missing | Add a line 'path: ...'."]),
    Row(
      "an entry without an id", "  - id: acme\n    name: ACME", "  - name: ACME",
      ["3:5: partner 1: 'id' is missing | Add a line 'id: ...'."]),
    Row(
      "a grade out of reach", "name: ACME", "name: ACME\n    best-grade: claimed-complete-signed",
      [
        "5:17: partner 'acme': 'best-grade: claimed-complete-signed' cannot be reached: the answers described prove at most claimed-complete-unsigned | Describe an answer that proves more (poll, done, items), or say claimed-complete-unsigned."
      ]),
    Row(
      "a job that nobody asks about",
      "      poll:\n        method: GET\n        path: /v1/deletions/{job}\n        first: 1d\n        every: 1d\n        give-up: 45d\n        state: {path: state, pending: [open], done: [done], failed: [failed]}\n",
      "",
      ["20:7: partner 'acme', api: 'answer' has a job that nobody asks about | Add 'poll', or say 'accepted: true'."]),
    Row(
      "query-first without a query", "in-doubt: safe-to-repeat", "in-doubt: query-first",
      ["20:7: partner 'acme', api: 'in-doubt: query-first' needs a 'query' call | Describe how to ask by {key}."]),
    Row(
      "two ways of success", "job: {path: id}", "job: {path: id}\n        done: {outcome: deleted}",
      [
        "31:9: partner 'acme', api, answer: exactly one of 'job', 'jobs', 'accepted', 'done' and 'items' must say what a success means"
      ]),
    Row(
      "a deletion of both kinds of data", "deletes: [event]", "deletes: [event, ip-address]",
      ["8:9: partner 'acme', cannot 1: 'ip-address' also stands under 'deletes' | Keep it in one of the two."]),
    Row(
      "a word of two meanings", "failed: [failed]", "failed: [done]",
      ["39:70: partner 'acme', api, poll, state: the word 'done' has two meanings | Keep one of them."]),
    Row(
      "a path of a job that is none", "job: {path: id}", "job: {path: a..b}",
      [
        "32:21: partner 'acme', api, answer, job: 'path' is not a path: 'a..b' | Write names parted by dots: results.0.id. '.' alone is the whole answer."
      ]),
    Row(
      "a path that walks up", "path: /v1/deletions/{job}", "path: /v1/../{job}",
      ["35:15: partner 'acme', api, poll: 'path' must not hold '.' or '..' segments, found '/v1/../{job}'"]),
    Row(
      "a host with a path", ".acme.example\n", ".acme.example/v2\n",
      [
        "20:13: partner 'acme', api: 'host' must be scheme, host and port only, found 'https://{account.region}.acme.example/v2' | Write it like https://api.partner.example."
      ]),
    Row(
      "a plain host", "host: https://", "host: http://",
      [
        "20:13: partner 'acme', api: 'host' must begin with https:// (http:// is only for 127.0.0.1, [::1], localhost), found 'http://{account.region}.acme.example' | Write it like https://api.partner.example."
      ]),
    Row(
      "a secret in the open", "env:ACME_KEY", "\"sk_live_51H8xQ2e\"",
      [
        "11:16: partner 'acme', secrets: 'api-key' must be a reference to a secret; the value found is not quoted here | Write env:NAME, file:/absolute/path, exec:/absolute/path or cred:NAME. If a secret stood here, replace it at the partner: this file is read by many."
      ]),
    Row(
      "a secret that is not listed", "bearer: api-key", "bearer: api-kex",
      [
        "22:19: partner 'acme', api, auth 1: 'bearer' does not know the secret 'api-kex' | Did you mean 'api-key'? Known: api-key."
      ]),
    Row(
      "a slot that is not closed", "path: /v1/deletions/{job}", "path: \"/v1/deletions/{job\"",
      [
        "35:15: partner 'acme', api, poll: 'path' holds a single brace | Write {{ or }} for a brace that is not a slot's."
      ]),
    Row(
      "a slot that is not known", "path: /v1/deletions/{job}", "path: /v1/deletions/{jbo}",
      ["35:15: partner 'acme', api, poll: 'path' holds an unknown slot {jbo} | Did you mean 'job'?"]),
    Row(
      "a status that is none", "status: [202]", "status: [20x]",
      ["31:28: partner 'acme', api, answer, success: 'status' must be like 200 or 2xx, found '20x'"]),
    Row(
      "a length of time without a unit", "first: 1d", "first: 1",
      [
        "36:16: partner 'acme', api, poll: 'first' is not a length of time: '1' | Write a number and a unit: 500ms, 30s, 10m, 12h or 45d."
      ]),
    Row(
      "a limit without its time", "in-doubt: safe-to-repeat", "in-doubt: safe-to-repeat\n      limits: [{calls: 500}]",
      ["19:16: partner 'acme', limits 1: 'per' is missing | Add a line 'per: ...'."]),
    Row(
      "a limit of nothing", "in-doubt: safe-to-repeat", "in-doubt: safe-to-repeat\n      limits: [{calls: 0, per: 1d}]",
      ["19:24: partner 'acme', limits 1: 'calls' must be a whole number from 1 to 1000000000000, found '0'"]),
    Row(
      "a limit of two things", "in-doubt: safe-to-repeat",
      "in-doubt: safe-to-repeat\n      limits: [{calls: 5, subjects: 6, per: 1d}]",
      [
        "19:16: partner 'acme', limits 1: exactly one of 'calls', 'subjects', 'bytes' and 'jobs' must be given | Write one row for each limit, such as {calls: 500, per: 1d}."
      ]),
    Row(
      "a limit that resets at no time", "in-doubt: safe-to-repeat",
      "in-doubt: safe-to-repeat\n      limits: [{calls: 5, per: 1d, resets: \"25:00\"}]",
      [
        "19:44: partner 'acme', limits 1: 'resets' is not a time of day: '25:00' | Write it with the distance to UTC: \"00:00 -08:00\"; without one it is UTC."
      ]),
    Row(
      "a limit that resets within an hour", "in-doubt: safe-to-repeat",
      "in-doubt: safe-to-repeat\n      limits: [{calls: 5, per: 1h, resets: \"00:00 +00:00\"}]",
      [
        "19:44: partner 'acme', limits 1: 'resets' needs 'per: 1d' | Leave it out: any time of that length is a window then."
      ]),
    Row(
      "a step with a taken name", "delete:\n",
      "steps: [{step: account, method: GET, path: /p, finds: {path: r, values: {id: id}}}]\n      delete:\n",
      ["24:22: partner 'acme', api, steps 1: the name 'account' is taken | Give each step its own name."]),
    Row(
      "a step that is not there", "delete:\n        method: POST",
      "delete:\n        for-each: peple\n        method: POST",
      ["25:19: partner 'acme', api, delete: 'for-each' does not know an earlier step 'peple'"]),
    Row(
      "a step without rows", "delete:\n        method: POST",
      "steps: [{step: a, method: GET, path: \"/p/{key}\"}]\n      delete:\n        for-each: a\n        method: POST",
      [
        "26:19: partner 'acme', api, delete: 'for-each' needs rows, but the step 'a' finds none | Add 'finds' to that step."
      ]),
    Row(
      "pages that are not asked for", "delete:\n",
      "steps: [{step: a, method: GET, path: /p, pages: {cursor: next}, finds: {path: r, values: {id: id}}}]\n      delete:\n",
      [
        "24:15: partner 'acme', api, step 'a': 'pages' does not say how the next page is asked for | Add 'send: NAME' for a parameter, or write {page} in the JSON body."
      ]),
    Row(
      "pages of two kinds", "delete:\n",
      "steps: [{step: a, method: GET, path: /p, pages: {cursor: next, number: 1, send: p}, finds: {path: r, values: {id: id}}}]\n      delete:\n",
      [
        "24:55: partner 'acme', api, step 'a', pages: exactly one kind of page must be given | Known: cursor, number, offset, link, link-header."
      ]),
    Row(
      "once for a person", "batch: {items: 2}\n      delete:\n",
      "steps: [{step: a, once: 1h, method: GET, path: \"/p/{identifier}\", finds: {path: r, values: {id: id}}}]\n      delete:\n",
      [
        "23:15: partner 'acme', api, step 'a': 'once' is for a step that finds the same for everybody | Remove it where the call names a subject, has 'for-each' or finds nothing."
      ]),
    Row(
      "whose row it is", "delete:\n",
      "steps: [{step: a, method: POST, path: /p, body: {json: {ids: {each: user-id}}}, finds: {path: r, values: {id: id}}}]\n      delete:\n",
      [
        "24:15: partner 'acme', api, step 'a': one call names up to 2 subjects, but 'finds' does not say whose row it is | Add 'match: {key: ..., identifier: ...}'."
      ]),
    Row(
      "a GET with a body", "method: GET\n", "method: GET\n        body: {json: {a: b}}\n",
      ["34:9: partner 'acme', api, poll: a GET must not carry a body | Use POST, or write the values under 'query'."]),
    Row(
      "a tab", "    name: ACME", "\tname: ACME",
      ["4:1: not YAML: while scanning a plain scalar, found a tab character that violates indentation"]),
    Row(
      "an anchor and its alias", "deletes: [event]", "deletes: &d [event]\n    kind: *d",
      ["6:14: anchors (&) and aliases (*) are not allowed | Write the value out where it is needed."]),
    Row(
      "a merge key", "account: {region: eu}", "account: {<<: {region: eu}}",
      ["9:15: merge keys (<<) are not allowed | Write the lines out where they are needed."]),
    Row(
      "a tag", "name: ACME", "name: !!binary QUNNRQ==",
      ["4:11: tags (tag:yaml.org,2002:binary) are not allowed | Write the value as plain text."]),
    Row(
      "a second document", "version: 1\n", "version: 1\n---\nversion: 1\n",
      ["2:1: not YAML: expected a single document in the stream, but found another document"]),
  ]

  /// Twelve mistakes at all levels, each on a line of its own.
  private static let twelve = """
    version: 1
    partners:
      - id: acme
        nmae: ACME
        route: api
        deletes: [evnt]
        takes:
          - lane: user
            identifiers: [userid]
        secrets:
          api-key: sk_live_51H8
        terms:
          in-doubt: safe-to-repaet
          atempts: 3
        api:
          host: https://acme.example
          auth: [{bearer: api-kye}]
          delete:
            method: PSOT
            path: v1/deletions
          answer:
            success: {status: [2020]}
            accepted: yes

    """

  @Test func `a file with twelve mistakes tells of all of them at once`() {
    let lines = Sample.mistakes(BrokenTableTests.twelve).map { $0.split(separator: ":")[0] }.compactMap { Int($0) }
    #expect(lines == [3, 4, 6, 9, 11, 13, 14, 17, 19, 20, 22, 23])
  }

  @Test func `a file that is no text, too large or too deep is told in one line`() {
    let large =
      Sample.text + String(repeating: "# ......................................................\n", count: 20_000)
    #expect(
      Sample.mistakes(large) == ["1:1: the file is larger than 1 MiB | Split it, or remove what is not needed."])
    let deep = Sample.text.replacing("name: ACME", with: "name: " + String(repeating: "[", count: 40))
    #expect(Sample.mistakes(deep) == ["1:1: the file nests deeper than 32 levels | Flatten it."])
    #expect(Sample.mistakes("") == ["1:1: the file is empty"])
    #expect(Sample.mistakes("\u{0}") == ["1:1: the file holds a NUL byte | Remove it."])
  }

  @Test func `marks at the head and line ends of other systems change nothing`() {
    #expect(Sample.mistakes("\u{FEFF}" + Sample.text) == [])
    #expect(Sample.mistakes(Sample.text.replacing("\n", with: "\r\n")) == [])
    let broken = Sample.text.replacing("name: ACME", with: "nmae: ACME")
    #expect(Sample.mistakes(broken.replacing("\n", with: "\r\n")) == Sample.mistakes(broken))
    #expect(Sample.mistakes(broken).count == 2)
  }

  @Test func `two entries of one id are told at the second`() {
    let second = Sample.text.components(separatedBy: "partners:\n")[1]
    #expect(
      Sample.mistakes(Sample.text + second) == [
        "40:5: partner 'acme': the id 'acme' is taken by the entry in line 3 | Give each entry its own id."
      ])
  }
}
