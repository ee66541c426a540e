import Testing
import Workflow

@testable import Catalogue

/// The partners at which a slip empties a list or an account: nothing leaves when what says whose data is meant says
/// nothing, or everything.
@Suite struct WipeTrapTests {
  /// Of the eleven, those with an interface that this program calls.
  static let called = [
    "google-ads-customer-match", "tiktok-audiences", "criteo", "sendgrid", "salesforce-marketing-cloud", "elastic-rum",
    "grafana-loki", "sentry-issues", "onetrust",
  ]

  /// What means nobody or everybody.
  static let traps: [[UInt8]] =
    [
      "", " ", "\t", "   ", "*", "**", "%", "%%", "_", "_all", ".*", ".+", "^.*$", ".", "..", "/", "//", "../..", "?",
      "-",
      "+", ",", "''", "\"\"", "{}", "[]", "()", "$", "\u{A0}", "\u{3000}", "\u{2003}", "\u{200B}", "\u{FEFF}",
      "\u{202E}",
      "\u{2028}", "\u{0}", "\u{85}", "a\r\nb",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0x61, 0xF8]]

  @Test(arguments: called)
  func `good values are written`(_ id: String) throws {
    let trap = try ShelfTrap(id)
    for (place, lane) in trap.route.lanes.enumerated() {
      for call in trap.calls {
        let request = try trap.write(call, lane: place, item: trap.item(lane))
        #expect(request.url.hasPrefix("https://"))
      }
    }
  }

  @Test(arguments: called, traps)
  func `an identifier that names nobody, or everybody, stops every call`(_ id: String, _ value: [UInt8]) throws {
    let trap = try ShelfTrap(id)
    for (place, lane) in trap.route.lanes.enumerated() {
      for kind in lane.identifiers {
        for call in trap.calls {
          #expect(throws: RenderFailure.self) {
            try trap.write(call, lane: place, item: trap.item(lane, spoilt: kind, with: value))
          }
        }
      }
    }
  }

  @Test(arguments: called)
  func `without an identifier no deletion is written`(_ id: String) throws {
    let trap = try ShelfTrap(id)
    let deletion = try #require(trap.calls.first { $0.role == .deletion })
    for (place, lane) in trap.route.lanes.enumerated() {
      for kind in lane.identifiers {
        #expect(throws: RenderFailure.self) {
          try trap.write(deletion, lane: place, item: trap.item(lane, spoilt: kind))
        }
      }
      if deletion.loop == nil {
        #expect(throws: RenderFailure.self) { try trap.write(deletion, lane: place, item: nil) }
      }
      #expect(throws: RenderFailure.self) {
        try trap.route.flowStep(
          lane: lane.name, items: [], facts: trap.facts, memory: nil, known: FlowFinds(), now: trap.facts.now)
      }
      #expect(throws: RenderFailure.self) {
        try trap.route.render(lane: lane.name, items: [], facts: trap.facts, secret: { _ in [1] })
      }
    }
  }

  @Test(arguments: called, traps)
  func `an account value that is nothing, or everything, stops the calls that hold it`(_ id: String, _ value: [UInt8])
    throws
  {
    guard let text = String(validating: value, as: UTF8.self) else { return }
    let good = try ShelfTrap(id)
    for name in good.entry.account.keys {
      var spoilt = good
      spoilt.facts.account[name] = text
      for (place, lane) in good.route.lanes.enumerated() {
        for call in good.calls {
          let whole = try good.write(call, lane: place, item: good.item(lane))
          let left = try? spoilt.write(call, lane: place, item: good.item(lane))
          // Whoever does not hold the value is written as ever.
          #expect(left == nil || left == whole, "\(id) \(call.name) \(name)")
        }
      }
    }
  }

  @Test(arguments: called, [nil] + traps)
  func `a found value that names nothing, or everything, stops the calls that hold it`(
    _ id: String, _ value: [UInt8]?
  ) throws {
    let trap = try ShelfTrap(id)
    for (place, lane) in trap.route.lanes.enumerated() {
      for call in trap.calls where call.call.uses(lane: place).found {
        #expect(throws: RenderFailure.self) {
          try trap.write(call, lane: place, item: trap.item(lane), found: value)
        }
      }
    }
  }

  @Test(arguments: [
    "", "null", "0", "-0", "0.0", "false", "true", "[]", "{}", "\"\"", "\" \"", "\"*\"", "\"_all\"", "\"..\"",
  ])
  func `an id of nothing in a partner's answer never becomes a deletion`(_ id: String) throws {
    let rows = id.isEmpty ? "[]" : "[{\"id\":\(id)}]"
    let lanes = try ShelfTrap("sentry-issues").route.lanes.indices
    for lane in lanes {
      #expect(try ShelfTrap("sentry-issues").deletions(lane: lane) { $0 == "issues" ? rows : "{}" } == [])
    }
    let path = id.isEmpty ? "{}" : "{\"file_path\":\(id)}"
    #expect(try ShelfTrap("tiktok-audiences").deletions(lane: 0) { _ in "{\"code\":0,\"data\":\(path)}" } == [])
    let list = id.isEmpty ? "{}" : "{\"userList\":{\"resourceName\":\(id)}}"
    #expect(
      try ShelfTrap("google-ads-customer-match").deletions(lane: 0) { call in
        call == "lists" ? "{\"results\":[\(list)]}" : "{\"resourceName\":\(id.isEmpty ? "null" : id)}"
      } == [])
  }

  @Test func `the same answers with an id do become a deletion of exactly that`() throws {
    let left = try ShelfTrap("sentry-issues").deletions(lane: 0) { $0 == "issues" ? "[{\"id\":\"7\"}]" : "{}" }
    #expect(left.map(\.method) == ["DELETE"])
    #expect(left.first?.url.hasSuffix("/issues/?id=7") == true)
    #expect(
      try ShelfTrap("tiktok-audiences").deletions(lane: 0) { _ in #"{"code":0,"data":{"file_path":"f"}}"# }.count == 1)
    #expect(
      try ShelfTrap("google-ads-customer-match").deletions(lane: 0) { call in
        call == "lists" ? #"{"results":[{"userList":{"resourceName":"r/1"}}]}"# : #"{"resourceName":"r/2"}"#
      }.count == 1)
  }

  @Test func `a look-up that finds nobody deletes nobody`() throws {
    for answer in ["[]", "{}", "null", "\"\"", "0", "[", "<html>"] {
      #expect(try ShelfTrap("sentry-issues").deletions(lane: 0) { _ in answer } == [])
    }
    for count in ["0", "-1", "\"x\"", "null", "1.5", "1e9", "99999999999999999999"] {
      #expect(try ShelfTrap("elastic-rum").deletions(lane: 0) { _ in "{\"count\":\(count)}" } == [])
    }
  }

  @Test func `a window without its beginning is not sent`() throws {
    for entry in try Shelf.entries() {
      guard entry.api != nil else { continue }
      let good = try ShelfTrap(entry.id)
      var spoilt = good
      spoilt.facts.selector.from = nil
      for call in good.calls {
        let lane = good.route.lanes.first
        let slots = call.call.uses(lane: lane == nil ? -1 : 0)
        guard slots.begins else { continue }
        #expect(throws: RenderFailure.self, "\(entry.id)") {
          try spoilt.write(call, lane: 0, item: lane.map { good.item($0) })
        }
      }
    }
  }

  @Test(arguments: ["", " ", "*", "/", "%", "."])
  func `a selector of nothing is not sent`(_ address: String) throws {
    var found = 0
    for entry in try Shelf.entries() {
      guard let route = entry.api, let call = route.deleteSelector, call.uses(lane: -1).narrows else { continue }
      found += 1
      for spoil in [
        { $0.selector.urls = [address] }, { $0.selector.ips = [address] },
        { $0.selector.trackers = $0.selector.trackers.mapValues { _ in address } },
        { ($0.selector.urls, $0.selector.ips, $0.selector.trackers) = ([], [], [:]) },
      ] as [(inout RequestFacts) -> Void] {
        var facts = Shelf.facts(entry)
        let whole = try? route.renderSelector(facts: facts, token: [0x74], secret: { _ in [0x73] })
        spoil(&facts)
        let left = try? route.renderSelector(facts: facts, token: [0x74], secret: { _ in [0x73] })
        #expect(left == nil || left == whole, "\(entry.id)")
      }
    }
    #expect(found >= 0)
  }

  @Test func `what only wipes is not called at all`() throws {
    #expect(try Shelf.entry("microsoft-advertising").route == .portal)
    #expect(try Shelf.entry("cloudwatch-rum").route == nil)
    #expect(try Shelf.entry("cloudwatch-rum").api == nil)
  }

  @Test func `no deletion of the file is a method or flag that wipes`() throws {
    for id in WipeTrapTests.called {
      let trap = try ShelfTrap(id)
      for (place, lane) in trap.route.lanes.enumerated() {
        for call in trap.calls {
          let request = try trap.write(call, lane: place, item: trap.item(lane))
          let text = request.url + String(decoding: request.body, as: UTF8.self)
          for word in ["delete_all", "remove_all", "removeAll", "REPLACE", "listReference", "match_all", "startDate"] {
            #expect(!text.contains(word), "\(id) \(word)")
          }
          if id == "criteo" { #expect(request.method != "DELETE") }
        }
      }
    }
  }
}
