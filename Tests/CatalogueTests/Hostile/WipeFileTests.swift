import Testing
import Workflow

@testable import Catalogue

/// Entries that would delete everything if they were believed: each is refused when the file is read.
@Suite struct WipeFileTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The lines of `api` but host and answer.
    let api: String
    var takes = "[{lane: user, identifiers: [user-id], optional: [email]}]"
    var more = ""
    let told: String

    init(_ title: String, _ api: String, takes: String? = nil, more: String = "", told: String) {
      (testDescription, self.api, self.more, self.told) = (title, api, more, told)
      if let takes { self.takes = takes }
    }
  }

  @Test(arguments: rows)
  func `an entry that could wipe is refused`(_ row: Row) {
    let told = FlowTalk.mistakes(
      row.api + "\nanswer: {success: {status: [200]}, accepted: true}", takes: row.takes, more: row.more)
    #expect(told.contains { $0.contains(row.told) }, "\(told)")
  }

  private static let two = "[{lane: user, identifiers: [user-id]}, {lane: mail, identifiers: [email]}]"
  private static let people =
    "steps: [{step: people, method: GET, path: /p, query: {u: \"{identifier}\"}, finds: {path: r, values: {id: id}}}]"
  private static let lists = "steps: [{step: lists, method: GET, path: /l, finds: {path: r, values: {id: id}}}]"
  private static let nobody = "'delete' names no identifier for the lane 'user'"

  static let rows = [
    Row("no slot at all", "delete: {method: DELETE, path: /contacts}", told: nobody),
    Row(
      "a slot only in an optional", "delete: {method: POST, path: /d, body: {json: {mail: {optional: email}}}}",
      told: nobody),
    Row("an optional parameter", "delete: {method: DELETE, path: /d, query: {mail: {optional: email}}}", told: nobody),
    Row(
      "an optional of what is required", "delete: {method: POST, path: /d, body: {json: {id: {optional: user-id}}}}",
      told: nobody),
    Row(
      "a slot only in a header", "delete: {method: DELETE, path: /d, headers: {X-Id: \"{identifier}\"}}",
      told: "'X-Id' cannot hold the slot {identifier}"),
    Row(
      "a found value only in a header",
      "\(people)\ndelete: {for-each: people, method: DELETE, path: /d, headers: {X-Id: \"{people.id}\"}}", told: nobody),
    Row("only the key", "delete: {method: DELETE, path: \"/d/{key}\"}", told: nobody),
    Row("only keys of items", "delete: {method: POST, path: /d, body: {json: {k: \"{item-key}\"}}}", told: nobody),
    Row("only the account", "delete: {method: DELETE, path: \"/d/{matter}/{wave}\"}", told: nobody),
    Row(
      "only the window", "delete: {method: DELETE, path: /d, query: {from: \"{from}\", to: \"{to}\"}}", told: nobody),
    Row(
      "by-lane lacks a lane in the body",
      "delete: {method: POST, path: /d, body: {json: {q: {by-lane: {mail: \"{identifier}\"}}}}}", takes: two,
      told: nobody),
    Row(
      "by-lane lacks a lane in the query",
      "delete: {method: DELETE, path: /d, query: {q: {by-lane: {mail: \"{identifier}\"}}}}", takes: two, told: nobody),
    Row(
      "by-lane lacks a lane in the path", "delete: {method: DELETE, path: {by-lane: {mail: \"/d/{identifier}\"}}}",
      takes: two, told: "'path' has no form for the lane 'user'"),
    Row(
      "by-lane has a constant form",
      "delete: {method: POST, path: /d, body: {json: {q: {by-lane: {mail: \"{identifier}\", user: all}}}}}", takes: two,
      told: nobody),
    Row(
      "for-each over parents only", "\(lists)\ndelete: {for-each: lists, method: DELETE, path: \"/l/{lists.id}\"}",
      told: nobody),
    Row(
      "parents listed",
      "\(lists)\nbatch: {items: 5}\ndelete: {method: POST, path: /l, body: {json: {ids: {each: lists.id}}}}",
      told: nobody),
    Row(
      "for-each over a person's rows, without a value of them",
      "\(people)\ndelete: {for-each: people, method: DELETE, path: /d}", told: nobody),
    Row(
      "rows that were asked for without naming the person",
      "steps: [{step: people, method: GET, path: /p, query: {u: \"{identifier}\"}, finds: {path: r, values: {id: id}}}, "
        + "{step: lists, for-each: people, method: GET, path: /l, finds: {path: r, values: {id: id}}}]\n"
        + "delete: {for-each: lists, method: DELETE, path: \"/l/{lists.id}\"}", told: nobody),
    Row(
      "rows of a step whose only slot is an optional",
      "steps: [{step: people, method: GET, path: /p, query: {u: {optional: email}}, finds: {path: r, values: {id: id}}}]\n"
        + "delete: {for-each: people, method: DELETE, path: \"/d/{people.id}\"}", told: nobody),
    Row(
      "one element for each row, with nothing of it",
      "\(people)\ndelete: {method: POST, path: /d, body: {json: {ids: {each-item: {all: {literal: true}}, of: people}}}}",
      told: nobody),
    Row(
      "each-item without an identifier", "delete: {method: POST, path: /d, body: {json: {ids: {each-item: {a: b}}}}}",
      told: "'each-item' names no identifier"),
    Row(
      "each-item with an optional only",
      "delete: {method: POST, path: /d, body: {json: {ids: {each-item: {m: {optional: email}}}}}}",
      told: "'each-item' names no identifier"),
    Row(
      "a matrix of what may be lacking", "delete: {method: POST, path: /d, body: {json: {data: {rows: [email]}}}}",
      told: "'rows' holds only what subjects of the lane 'user' may lack"),
    Row(
      "a file of what may be lacking",
      "delete: {method: POST, path: /d, body: {text: {type: text/csv, csv: {columns: [email]}}}}",
      told: "no column names an identifier for the lane 'user' that all its subjects have"),
    Row(
      "a file of constants",
      "delete: {method: POST, path: /d, body: {text: {type: text/csv, csv: {columns: [{name: a, value: all}]}}}}",
      told: "no column names an identifier"),
    Row(
      "a list of what may be lacking", "delete: {method: POST, path: /d, body: {json: {ids: {each: email}}}}",
      told: "'each' uses 'email', which is only optional"),
    Row(
      "a list that writes something else",
      "delete: {method: POST, path: /d, body: {json: {ids: {each: user-id, write: \"*\"}}}}",
      told: "'write' has no slot for the element"),
    Row(
      "a literal in the place of a slot",
      "delete: {method: POST, path: /d, body: {json: {id: {literal: \"{identifier}\"}}}}",
      told: "'literal' must be true, false or null"),
    Row(
      "a slot that is only text", "delete: {method: POST, path: /d, body: {json: {id: \"{{identifier}}\"}}}",
      told: nobody),
    Row(
      "a DELETE beside the deletion",
      "delete: {method: POST, path: \"/d/{identifier}\"}\nafter: [{step: purge, method: DELETE, path: /trash}]",
      told: "a DELETE names no identifier"),
    Row(
      "a DELETE before the deletion",
      "steps: [{step: clear, method: DELETE, path: /old}]\ndelete: {method: POST, path: \"/d/{identifier}\"}",
      told: "a DELETE names no identifier"),
    Row(
      "a DELETE of parents",
      "\(lists)\ndelete: {method: POST, path: \"/d/{identifier}\"}\n"
        + "after: [{step: purge, for-each: lists, method: DELETE, path: \"/l/{lists.id}\"}]",
      told: "a DELETE names no identifier"),
    Row(
      "up to the end of the window", "delete: {method: DELETE, path: /d, query: {before: \"{to}\"}}", takes: "",
      more: "scope: selector", told: "holds only {to}: it would delete everything before"),
    Row(
      "from the beginning of the window", "delete: {method: DELETE, path: /d, query: {since: \"{from}\"}}", takes: "",
      more: "scope: selector", told: "holds only {from}: it would delete everything since"),
    Row(
      "a window in a header", "delete: {method: DELETE, path: /d, headers: {X-From: \"{from}\", X-To: \"{to}\"}}",
      takes: "", more: "scope: selector", told: "holds no part of the selector"),
    Row(
      "a step that found something by half a window",
      "steps: [{step: old, method: GET, path: /p, query: {to: \"{to}\"}, finds: {path: r, values: {id: id}}}]\n"
        + "delete: {for-each: old, method: DELETE, path: \"/d/{old.id}\"}",
      takes: "", more: "scope: selector", told: "holds no part of the selector"),
  ]

  @Test func `the same calls with what they lack are good`() {
    let answer = "\nanswer: {success: {status: [200]}, accepted: true}"
    let good = [
      "delete: {method: POST, path: /d, body: {json: {data: {rows: [user-id, email]}}}}",
      "delete: {method: POST, path: /d, body: {text: {type: text/csv, csv: {columns: [email, user-id]}}}}",
      "\(WipeFileTests.people)\ndelete: {for-each: people, method: DELETE, path: \"/d/{people.id}\"}",
      "\(WipeFileTests.people)\ndelete: {method: POST, path: /d, body: {json: {ids: {each-item: {id: \"{people.id}\"}, of: people}}}}",
      "delete: {method: POST, path: \"/d/{identifier}\"}\nafter: [{step: purge, method: DELETE, path: \"/trash/{identifier}\"}]",
    ]
    for api in good {
      #expect(FlowTalk.mistakes(api + answer, takes: "[{lane: user, identifiers: [user-id], optional: [email]}]") == [])
    }
    let window = "delete: {method: DELETE, path: /d, query: {since: \"{from}\", before: \"{to}\"}}"
    #expect(FlowTalk.mistakes(window + answer, takes: "", more: "scope: selector") == [])
  }
}
