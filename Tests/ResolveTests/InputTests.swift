import Foundation
import Testing

@testable import Resolve

/// Logs as they lie about: packed, joined, cut short, damaged, hostile.
@Suite struct InputTests {
  let scene: Scene
  init() throws { scene = try Scene() }

  private let subjects = "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n"
  private let good = hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1")

  @Test func `gzip is noticed, members that follow each other are one log, and zeros may fill up`() throws {
    let many = String(repeating: hit("192.0.2.8", "/x"), count: 20_000)
    let packed = gzip(Array(many.utf8)) + gzip([]) + gzip(Array(good.utf8)) + [UInt8](repeating: 0, count: 700)
    let found = try scene.resolve(subjects, bytes: packed)
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
    #expect(found.report.logs[0].lines == 20_001)
  }

  @Test(arguments: [1, 8, 9, 400])
  func `a gzip file that ends too early is an error that says so, and nothing is kept`(_ missing: Int) throws {
    let dice = (0..<3000).map { _ in String(UInt32.random(in: 0 ... .max)) }.joined()
    let packed = gzip(Array((good + hit("192.0.2.9", "/\(dice)")).utf8))
    var resolver = try scene.resolver(subjects)
    let log = try scene.write("cut.gz", packed.dropLast(missing))
    #expect(throws: ResolveError.truncatedArchive(path: log)) { try resolver.read(log: log) }
    #expect(!FileManager.default.fileExists(atPath: scene.path("out.csv")))
  }

  @Test func `a damaged gzip file, and one with something else behind, are told`() throws {
    var packed = gzip(Array(String(repeating: good, count: 50).utf8))
    let trailing = try scene.write("trailing.gz", packed + Array("plain text".utf8))
    let padded = try scene.write("padded.gz", packed + [0, 0] + packed)
    packed[packed.count - 6] ^= 1
    let damaged = try scene.write("damaged.gz", packed)
    for log in [trailing, padded, damaged] {
      var resolver = try scene.resolver(subjects)
      #expect(throws: ResolveError.brokenArchive(path: log)) { try resolver.read(log: log) }
    }
  }

  @Test func `lines that are broken are counted, never quoted, and the good ones count`() throws {
    var log: [UInt8] = Array("secret-value no log line\n".utf8)
    log += [0, 0xff, 0xfe, 10]
    log += Array(repeating: UInt8(ascii: "x"), count: 1 << 20) + [10]
    log += Array("192.0.2.1 - - [06/Dec/2022:10:00:00 +0000] \"GET /ack/1 HTTP/1.1\n".utf8)
    log += Array("192.0.2.1 - - [99/Foo/2022:10:00:00 +0000] \"GET /ack/1 HTTP/1.1\" 200 1 \"-\" \"-\"\n".utf8)
    log += Array(good.utf8)
    let found = try scene.resolve(subjects, bytes: log)
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
    #expect(found.report.logs[0].broken == 5)
    #expect(found.report.logs[0].read == 1)
    #expect(!found.report.lines.joined().contains("secret-value"))
  }

  @Test func `a line as long as a buffer that has no end is passed over too`() throws {
    let log = Array(good.utf8) + [UInt8](repeating: UInt8(ascii: "y"), count: 3 << 20)
    let found = try scene.resolve(subjects, bytes: log)
    #expect(found.report.logs[0].lines == 2)
    #expect(found.report.logs[0].broken == 1)
  }

  @Test func `a visitor cannot write a second line or a field into the log`() throws {
    let forged = hit(
      "192.0.2.66", "/x", cookies: "x=1",
      referer: #"\" \"M\" \"_ga=GA1.2.6.6\" \x0a192.0.2.1 - - [06/Dec/2022:10:00:00 +0000] \"GET /ack/1 HTTP/1.1\" "#)
    let found = try scene.resolve(subjects, forged + good)
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
    #expect(found.report.sum(\.ambiguous) == 0)
  }

  @Test func `an address that a visitor claims to be forwarded for is not believed`() throws {
    let forged =
      "198.51.100.6 - - [06/Dec/2022:10:00:00 +0000] \"GET /ack HTTP/1.1\" 200 5 \"-\" \"M\" \"192.0.2.1\" \"_ga=GA1.2.6.6\"\n"
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack\nb,,https://n.example/ack\n", forged)
    #expect(found.report.gained == 0)
  }

  @Test func `values that are not UTF-8 or hold control characters never reach the new file`() throws {
    var line = Array(hit("192.0.2.1", "/ack/1", cookies: "_fbp=A@@B; ajs_anonymous_id=a%0Ab").utf8)
    for place in line.indices where line[place] == UInt8(ascii: "@") { line[place] = 0xff }
    let found = try scene.resolve(subjects, bytes: line)
    #expect(found.rows == ["subject,ip,url", "a,192.0.2.1,https://n.example/ack/1"])
    #expect(found.report.refusedValues == 2)
  }

  @Test func `JSON that is too deep, cut or followed by something is broken, not fatal`() throws {
    let deep = String(repeating: "{\"a\":", count: 5000) + "1" + String(repeating: "}", count: 5000)
    let lines = [deep, "{\"ip\":\"192.0.2.1\"", "{\"ip\":\"\\", "{} {}", "{\"a\":tru\"e}", "[1]", "{\"a\" 1}"]
    let log =
      lines.joined(separator: "\n") + "\n"
      + #"{"time":"2022-12-06T10:00:00Z","ip":"192.0.2.1","url":"\u002fack/1","cookie":"_ga=GA1.2.1.1"}"# + "\n"
    let found = try scene.resolve(subjects, log)
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
    #expect(found.report.logs[0].broken == lines.count)
  }

  @Test func `a log of which no line can be read is an error that names the format`() throws {
    let log = try scene.write("odd.log", Array("hello\nworld\n".utf8))
    for (format, word) in [(LogFormat.combined, "combined"), (.jsonl, "JSON"), (.auto, "any known format")] {
      var resolver = try scene.resolver(subjects) { $0.format = format }
      let error = #expect(throws: ResolveError.self) { try resolver.read(log: log) }
      #expect(error?.description.contains(word) == true)
      #expect(error?.description.contains("hello") == false)
    }
    var resolver = try scene.resolver(subjects) { $0.format = .csv }
    #expect(throws: ResolveError.columnsUnknown(path: log)) { try resolver.read(log: log) }
  }

  @Test func `an empty log is a log of nothing`() throws {
    let found = try scene.resolve(subjects, "")
    #expect(found.report.logs.map(\.lines) == [0])
    #expect(found.report.untouched == 1)
  }

  @Test func `a log that is not there is told by name`() throws {
    var resolver = try scene.resolver(subjects)
    #expect(throws: ResolveError.missing(path: "/no/such/log")) { try resolver.read(log: "/no/such/log") }
  }
}
