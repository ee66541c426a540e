import Foundation
import Testing

@testable import Resolve

/// What is not certain is counted and left.
@Suite struct DoubtTests {
  let scene: Scene
  init() throws { scene = try Scene() }

  private let two = "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\nb,192.0.2.1,https://n.example/ack/2\n"

  @Test func `two values for one person are doubtful, and neither is taken`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n",
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.2.2"))
    #expect(found.rows == ["subject,ip,url", "a,192.0.2.1,https://n.example/ack/1"])
    #expect(found.report.sum(\.ambiguous) == 1)
    #expect(found.report.unchanged == 1)
  }

  @Test func `one client under two cookie domains is one client`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n",
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.3.1.1"))
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
  }

  @Test func `two people behind one address keep their own values apart by their pages`() throws {
    let found = try scene.resolve(
      two,
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.1", "/ack/2", cookies: "_ga=GA1.2.2.2")
    ) { $0.trustsAddress = true }
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
    #expect(found.rows[2].hasSuffix(",GA1.2.2.2"))
  }

  @Test func `people behind one address who share a page get nothing from it, even with trust in addresses`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack\nb,192.0.2.1,https://n.example/ack\n",
      hit("192.0.2.1", "/ack", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.1", "/x", cookies: "_ga=GA1.2.1.1")
    ) { $0.trustsAddress = true }
    #expect(found.report.gained == 0)
  }

  @Test func `a browser that opened two people's pages is nobody's`() throws {
    let found = try scene.resolve(
      two, hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.1", "/ack/2", cookies: "_ga=GA1.2.1.1"))
    #expect(found.report.gained == 0)
    #expect(found.report.sum(\.conflicting) == 2)
  }

  @Test func `a link opened from another person's address gives neither of them anything`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\nb,192.0.2.2,https://n.example/ack/2\n",
      hit("192.0.2.2", "/ack/1", cookies: "_ga=GA1.2.2.2"))
    #expect(found.report.gained == 0)
    #expect(found.report.rules.filter { $0.conflicting == 1 }.map(\.kind) == ["client-id", "ip"])
  }

  @Test func `a value that the file gives to somebody else is not taken`() throws {
    let found = try scene.resolve(
      "subject,ip,url,client-id\na,192.0.2.1,https://n.example/ack/1,\nb,192.0.2.2,,111.222\n",
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.111.222"))
    #expect(found.report.gained == 0)
    #expect(found.report.sum(\.conflicting) == 1)
  }

  @Test func `what the file has stays, whether the log agrees or not`() throws {
    let found = try scene.resolve(
      "subject,ip,url,client-id\na,192.0.2.1,https://n.example/ack/1,1.1\nb,192.0.2.2,https://n.example/ack/2,5.5\n",
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.2", "/ack/2", cookies: "_ga=GA1.2.2.2"))
    #expect(found.rows.dropFirst().allSatisfy { $0.hasSuffix(",1.1") || $0.hasSuffix(",5.5") })
    #expect(found.report.sum(\.known) == 1)
    #expect(found.report.sum(\.differing) == 1)
  }

  @Test func `hits outside the window are other people's`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n",
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1", time: "07/Dec/2022:00:00:00 +0000")
        + hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.2.2", time: "06/Dec/2022:00:30:00 +0100")
        + hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.3.3", time: "06/Dec/2022:23:59:59 +0000"))
    #expect(found.rows[1].hasSuffix(",GA1.2.3.3"))
    #expect(found.report.logs.map(\.outside) == [2])
  }

  @Test func `a person of whom too much is seen gets nothing from the logs`() throws {
    var log = ""
    for number in 0..<200 { log += hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.\(number); _fbp=fb.1.1.1") }
    log += hit("192.0.2.2", "/ack/2", cookies: "_ga=GA1.2.1.150")
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1?gclid=G\nb,192.0.2.2,https://n.example/ack/2\n"
        .replacingOccurrences(of: "?gclid=G", with: ""), log)
    #expect(found.report.gained == 0)
    #expect(found.report.sum(\.conflicting) == 1)
  }

  @Test(arguments: ["-", "null", "undefined", "00000000-0000-0000-0000-000000000000", "a%00b", "*"])
  func `a placeholder is nobody's identifier`(_ value: String) throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n",
      hit("192.0.2.1", "/ack/1", cookies: "ajs_anonymous_id=\(value)"))
    #expect(found.report.gained == 0)
    #expect(found.report.refusedValues == 1)
  }

  @Test func `an order of lines makes no difference`() throws {
    let lines = [
      hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1; _fbp=fb.1.1.1"),
      hit("192.0.2.1", "/ack/2", cookies: "_ga=GA1.2.2.2; _fbp=fb.1.1.1"),
      hit("192.0.2.9", "/ack/2", cookies: "_ga=GA1.2.3.3"),
      hit("192.0.2.1", "/ack/1", cookies: "_scid=s1", time: "06/Dec/2022:00:00:00 +0000"),
    ]
    let first = try scene.resolve(two, lines.joined())
    let last = try scene.resolve(two, lines.reversed().joined())
    #expect(first.rows == last.rows)
    #expect(first.report.rules == last.report.rules)
    #expect(first.report.sum(\.found) == 3)
  }
}
