import Testing

@testable import Catalogue

/// Each row spoils the sample in one place; the message is what a person reads.
@Suite struct BrokenFileTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let expected: [String]

    init(_ old: String, _ new: String, _ expected: String...) {
      (self.old, self.new, self.expected) = (old, new, expected)
    }

    var testDescription: String { "\(old) -> \(new)" }
  }

  @Test func `the sample itself is good`() { #expect(Sample.mistakes(Sample.text) == []) }

  @Test(arguments: rows)
  func `a mistake is told with its place, the value found and the nearest right name`(_ row: Row) {
    #expect(Sample.mistakes(replacing: row.old, with: row.new) == row.expected)
  }

  static let rows: [Row] = [
    Row(
      "version: 1", "version: 2",
      "1:10: version '2' of this file is not known | This program reads version 1."),
    Row(
      "id: acme", "id: Acme!",
      "3:9: partner 1: 'id' must be 2 to 40 of a-z, 0-9 and '-', found 'Acme!'"),
    Row(
      "deletes: [event]", "deletes: [evnt]",
      "6:15: partner 'acme': 'deletes' does not know 'evnt' | Did you mean 'event'? Known: ip-address, page-url, online-identifier, account-identifier, contact, event, health, derived, all."
    ),
    Row(
      "deletes: [event]", "deletes: [event, ip-address]",
      "8:9: partner 'acme', cannot 1: 'ip-address' also stands under 'deletes' | Keep it in one of the two."),
    Row(
      "name: ACME", "nmae: ACME",
      "3:5: partner 'acme': 'name' is missing | Add a line 'name: ...'.",
      "4:5: partner 'acme': unknown key 'nmae' | Did you mean 'name'?"),
    Row(
      "route: api", "route: apl",
      "5:12: partner 'acme': 'route' does not know 'apl' | Did you mean 'api'? Known: api, opendsr, ddrf, drp, email, file, portal."
    ),
    Row(
      "route: api", "route: email",
      "3:5: partner 'acme': 'email' is missing | Add a line 'email: ...'.",
      "20:7: partner 'acme': the section 'api' does not belong to 'route: email' | One entry is one route: write a second entry for a second route."
    ),
    Row(
      "env:ACME_KEY", "sk_live_12345",
      "11:16: partner 'acme', secrets: 'api-key' must be a reference to a secret; the value found is not quoted here | Write env:NAME, file:/absolute/path, exec:/absolute/path or cred:NAME. If a secret stood here, replace it at the partner: this file is read by many."
    ),
    Row(
      "bearer: api-key", "bearer: api-kye",
      "22:19: partner 'acme', api, auth 1: 'bearer' does not know the secret 'api-kye' | Did you mean 'api-key'? Known: api-key."
    ),
    Row(
      "bearer: api-key", "bearer: env:ACME_KEY",
      "22:19: partner 'acme', api, auth 1: 'bearer' must be the name of a secret, found a reference | Put the reference under 'secrets' and write its name here."
    ),
    Row(
      "- bearer: api-key", "- {bearer: api-key, basic: {user: api-key}}",
      "22:11: partner 'acme', api, auth 1: must hold exactly one kind of credential | Known: basic, bearer, header, query, body, token, jwt, oauth1, wsse, hmac, md5-parameters, aws-sigv4, google-service-account."
    ),
    Row(
      "in-doubt: safe-to-repeat", "attempts: 0",
      "18:7: partner 'acme', terms: 'in-doubt' is missing: what to do when bytes may have left and no answer came | Add 'terms: {in-doubt: ...}'. Known: safe-to-repeat, query-first, never-repeat. There is no default.",
      "18:17: partner 'acme', terms: 'attempts' must be a whole number from 1 to 1000, found '0'"),
    Row(
      "in-doubt: safe-to-repeat", "in-doubt: query-first",
      "20:7: partner 'acme', api: 'in-doubt: query-first' needs a 'query' call | Describe how to ask by {key}."),
    Row(
      "host: https://{account.region}", "host: http://{account.region}",
      "20:13: partner 'acme', api: 'host' must begin with https:// (http:// is only for 127.0.0.1, [::1], localhost), found 'http://{account.region}.acme.example' | Write it like https://api.partner.example."
    ),
    Row(
      "host: https://{account.region}", "host: https://{account.regoin}",
      "20:13: partner 'acme', api: 'host' holds an unknown slot {account.regoin} | Did you mean 'account.region'? Known: account.region."
    ),
    Row(
      "host: https://{account.region}", "host: https://me:pw@{account.region}",
      "20:13: partner 'acme', api: 'host' must not hold credentials | Write it like https://api.partner.example."),
    Row(
      "host: https://{account.region}.acme.example", "host: https://acme.example/v1",
      "20:13: partner 'acme', api: 'host' must be scheme, host and port only, found 'https://acme.example/v1' | Write it like https://api.partner.example."
    ),
    Row(
      "path: /v1/deletions\n", "path: v1/deletions\n",
      "26:15: partner 'acme', api, delete: 'path' must begin with '/', found 'v1/deletions'"),
    Row(
      "path: /v1/deletions\n", "path: /v1/../x\n",
      "26:15: partner 'acme', api, delete: 'path' must not hold '.' or '..' segments, found '/v1/../x'"),
    Row(
      "path: /v1/deletions\n", "path: \"/v1/{identifier.user-id}\"\n",
      "26:15: partner 'acme', api, delete: 'path' holds {identifier.user-id}, but one call names up to 2 subjects | Use 'each' or 'each-item', or leave 'batch' away so that each call names one subject."
    ),
    Row(
      "path: /v1/deletions\n", "path: \"/v1/{job}\"\n",
      "26:15: partner 'acme', api, delete: 'path' cannot hold the slot {job}: it has no meaning in a path | Slots here: {identifier} {identifier.user-id} {identifier.email} {account.region} {key} {matter} {wave} {dispatch} {now} {from} {to}."
    ),
    Row(
      "path: /v1/deletions\n", "path: \"/v1/\\r\\nX\"\n",
      "26:15: partner 'acme', api, delete: 'path' holds a control character | Write it on one line."),
    Row(
      "ids: {each: user-id}", "ids: [1]",
      "25:9: partner 'acme', api: 'delete' names no identifier for the lane 'user': it would delete nothing or everything | Put {identifier.user-id} or {each: ...} into its path, query or body."
    ),
    Row(
      "ids: {each: user-id}", "ids: {each: email}",
      "29:25: partner 'acme', api, delete, body, ids: 'each' uses 'email', which is only optional in the lane 'user' | Add it to the lane, use {optional: email}, or write one form for each lane with 'by-lane'."
    ),
    Row(
      "ids: {each: user-id}", "ids: {each: userid}",
      "29:25: partner 'acme', api, delete, body, ids: 'each' does not know 'userid' | Did you mean 'user-id'? Known: identifier, ip, url, client-id, click-id, user-id, visitor-id, session-id, email, phone, device-id, advertising-id, idfa, gaid, external-id."
    ),
    Row(
      "ids: {each: user-id}", "ids: {each: user-id, jion: x}",
      "29:34: partner 'acme', api, delete, body, ids: unknown key 'jion' | Did you mean 'join'? Known: each, write, join, before, after."
    ),
    Row(
      "ids: {each: user-id}", "ids: {each-item: {a: b}}",
      "29:30: partner 'acme', api, delete, body, ids: 'each-item' names no identifier for the lane 'user' | Write {identifier.user-id} in it."
    ),
    Row(
      "ids: {each: user-id}", "ids: {each: user-id}\n            x: {number: many}",
      "30:25: partner 'acme', api, delete, body, x: 'number' must be a number, found 'many'"),
    Row(
      "identifiers: [user-id]", "identifiers: [userid]",
      "14:23: partner 'acme', takes 1: 'identifiers' does not know 'userid' | Did you mean 'user-id'? Known: ip, url, client-id, click-id, user-id, visitor-id, session-id, email, phone, device-id, advertising-id, idfa, gaid, external-id."
    ),
    Row(
      "identifiers: [user-id]", "identifiers: []",
      "13:9: partner 'acme', takes 1: 'identifiers' is empty | Name what a subject must be known by."),
    Row(
      "[trim]", "[trim, sha256]",
      "16:18: partner 'acme', takes 1, prepare: 'sha256' gives bytes, not text | Let 'hex' or 'base64' follow it."),
    Row(
      "[trim]", "[trimm]",
      "16:29: partner 'acme', takes 1, prepare: 'user-id' does not know 'trimm' | Did you mean 'trim'?"),
    Row(
      "job: {path: id}", "accepted: true",
      "20:7: partner 'acme', api: 'poll' uses the job, but 'answer' does not say where to find it | Add 'job: {path: ...}' under 'answer'."
    ),
    Row(
      "job: {path: id}", "job: {path: id}\n        accepted: true",
      "31:9: partner 'acme', api, answer: exactly one of 'job', 'jobs', 'accepted', 'done' and 'items' must say what a success means"
    ),
    Row(
      "success: {status: [202]}", "success: {status: [2020]}",
      "31:28: partner 'acme', api, answer, success: 'status' must be like 200 or 2xx, found '2020'"),
    Row(
      "give-up: 45d", "give-up: 45",
      "38:18: partner 'acme', api, poll: 'give-up' is not a length of time: '45' | Write a number and a unit: 500ms, 30s, 10m, 12h or 45d."
    ),
    Row(
      "done: [done]", "dnoe: [done]",
      "39:47: partner 'acme', api, poll, state: unknown key 'dnoe' | Did you mean 'done'? Known: path, default, pending, done, partial, failed, retry, not-found."
    ),
    Row(
      "done: [done]", "done: [open]",
      "39:54: partner 'acme', api, poll, state: the word 'open' has two meanings | Keep one of them."),
    Row(
      "name: ACME", "name: ACME\n    best-grade: verified-by-probe",
      "5:17: partner 'acme': 'best-grade: verified-by-probe' cannot be reached: the answers described prove at most claimed-complete-unsigned | Describe an answer that proves more (poll, done, items), or say claimed-complete-unsigned."
    ),
    Row(
      "batch: {items: 2}", "batch: {items: 0}",
      "23:22: partner 'acme', api, batch: 'items' must be a whole number from 1 to 1000000, found '0'"),
    Row(
      "batch: {items: 2}", "headers: {Authorization: Bearer abc}",
      "23:32: partner 'acme', api, headers: 'Authorization' carries a credential | Describe it under 'auth', with the name of a secret."
    ),
    Row(
      "batch: {items: 2}", "headers: {\"X\\nY\": a}",
      "23:25: partner 'acme', api, headers: 'X�Y' is not the name of a header | Use letters, digits and '-'."),
    Row(
      "name: ACME", "name: ACME\n    email: {to: a@b.example}",
      "5:12: partner 'acme': the section 'email' does not belong to 'route: api' | One entry is one route: write a second entry for a second route."
    ),
    Row(
      "{data: ip-address, reason: not-held", "{data: ip-address, reason: Not held",
      "8:36: partner 'acme', cannot 1: 'reason' must be a short code, found 'Not held' | Write it with a-z, 0-9, '.' and '-', such as not-held; put the words under 'because'."
    ),
  ]
}
