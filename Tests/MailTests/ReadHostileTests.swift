import Testing

@testable import Mail

private func refused(_ fault: ReadFault, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(throws: fault, sourceLocation: sourceLocation) { try MessageReader(Array(text.utf8)) }
}

struct ReadHostileTests {
  @Test func `what would cost memory is refused before it is parsed`() {
    refused(.tooLarge, String(repeating: "a", count: (10 << 20) + 1))
    refused(.headersTooLarge, "X: " + String(repeating: "a", count: 300 << 10) + "\r\n\r\n")
    refused(.headersTooLarge, String(repeating: "X: a\r\n", count: 1001) + "\r\n")
    refused(.headersTooLarge, "\r\n" + String(repeating: "a:\r\n", count: 60_000))
    refused(.headersTooLarge, "\r\nTo: " + String(repeating: "a@b,\r\n ", count: 60_000))
    refused(.headersTooLarge, "Subject: " + String(repeating: "=?utf-8?q?a?= ", count: 5000) + "\r\n\r\n")
    refused(.headersTooLarge, "To: " + String(repeating: "a:", count: 600) + "\r\n\r\n")
    refused(.headersTooLarge, "\r\n--b\r\n" + String(repeating: "y\r\n", count: 300_000))
    refused(.tooManyParts, "\r\n" + String(repeating: "--b\r\n", count: 6000))
    refused(.tooManyParts, "\r\n" + String(repeating: "content-TYPE : multipart/mixed\r\n\r\n", count: 300))
  }

  @Test func `groups within groups are not followed`() throws {
    for name in ["Delivered-To", "Resent-To", "X-Original-To"] {
      let read = try mail("\(name): " + String(repeating: "a:", count: 60_000) + "\nTo: a@b.example\n\nx")
      #expect(read.recipients == ["a@b.example"])
    }
  }

  @Test func `five thousand parts and two hundred levels are refused`() {
    let many = String(repeating: "--b\r\n\r\nx\r\n", count: 4990)
    refused(.tooManyParts, "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + many)
    for kind in ["multipart/mixed", "message/rfc822", "multipart/digest"] {
      let deep = (0..<190).map { "Content-Type: \(kind); boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
      refused(.tooManyParts, deep)
    }
  }

  @Test func `a hundred parts and ten levels are read`() throws {
    let parts = String(repeating: "--b\r\n\r\nx\r\n", count: 99)
    let read = try mail("Content-Type: multipart/mixed; boundary=b\n\n" + parts + "--b--\n")
    #expect(read.outline.count == 100)
    let deep = (0..<9).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
    #expect(try mail(deep + "\r\ninnermost").text?.trimmed == "innermost")
  }

  @Test func `nothing in the headers can break out of them`() throws {
    let read = try mail("Subject: =?utf-8?Q?a=0D=0ABcc:_x=00y?=\nFrom: =?utf-8?Q?a=0D=0Ab?= <a@b.example>\n\nx")
    #expect(read.header("Subject")?.utf8.contains { $0 < 0x20 } == false)
    #expect(read.header("Bcc") == nil)
  }

  @Test func `HTML that nests without end is cut`() throws {
    let read = try mail("Content-Type: text/html\n\n" + String(repeating: "<div>", count: 100_000) + "deep")
    #expect(read.isComplete == false)
    let quotes = try mail("Content-Type: text/html\n\n" + String(repeating: "<a b=\"", count: 100_000))
    #expect(quotes.text?.contains("<a") == false)
  }

  @Test func `no mutation of a message brings the reader down`() throws {
    let seed = Array(
      """
      From: =?iso-2022-jp?B?GyRCOm89fBsoQg==?= <a@b.example>
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: text/html; charset=utf-7

      <p style="display:none">a&#x41;</p><!-- x --><blockquote>b
      --b
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; a@b.example
      Action: failed
      Status: 5.1.1
      --b
      Content-Type: message/rfc822

      Message-ID: <a@b>

      x
      --b--
      """.utf8)
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var kept = 0
    for _ in 0..<400 {
      var bytes = seed
      for _ in 0..<(1 + next(12)) {
        let at = next(bytes.count)
        switch next(4) {
        case 0: bytes[at] = UInt8(next(256))
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + next(40))], at: next(bytes.count))
        case _: bytes.removeSubrange(at..<min(bytes.count, at + next(20)))
        }
        if bytes.isEmpty { bytes = seed }
      }
      guard let read = try? MessageReader(bytes) else { continue }
      kept += 1
      _ = AutoReply.find(in: read)
      #expect(BounceReader.read(read).count <= 50)
    }
    #expect(kept > 300)
  }
}
