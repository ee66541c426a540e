import Testing

@testable import Mail

private func html(_ source: String) throws -> MessageReader {
  try mail("Content-Type: text/html; charset=utf-8\n\n" + source)
}

private func plain(_ header: String, _ body: [UInt8]) throws -> MessageReader {
  try MessageReader(Array("Content-Type: text/plain\(header)\r\n\r\n".utf8) + body)
}

struct ReadTextTests {
  @Test(arguments: [
    ("<p>We have<br>deleted&nbsp;it.</p><p>Bye</p>", "We have\ndeleted it.\n\nBye"),
    ("a<b>b</b>\n  c", "ab c"), ("5 < 6 &amp; 7 &#62; 6 &#x20AC; &bogus; &uuml;", "5 < 6 & 7 > 6 € &bogus; ü"),
    ("<style>p{color:red}</style><script>if (a<b) {}</script><title>t</title>x", "x"),
    ("<!-- deleted --><!DOCTYPE html>kept<!--[if mso]>not<![endif]-->", "kept"),
    ("<ul><li>one<li>two</ul>", "one\ntwo"), ("<a title=\"a > b\" href='x'>link</a>", "link"),
    ("<pre>a  b\nc</pre>", "a  b\nc"), ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ("<input type=\"checkbox\" checked> Deleted <input type=checkbox> Refused", "[x] Deleted [ ] Refused"),
    ("<p>open <b>never closed", "open never closed"), ("x <", "x <"), ("x &", "x &"), ("<p", ""),
  ])
  func `HTML is read as a person sees it`(source: String, text: String) throws {
    #expect(try html(source).text?.trimmed == text)
  }

  @Test func `quoted blocks of HTML are marked`() throws {
    let read = try html("<div>Done.</div><blockquote><p>Please confirm</p><blockquote>old</blockquote></blockquote>end")
    let lines = read.text?.split(separator: "\n").map(String.init)
    #expect(lines == ["Done.", "> Please confirm", "> > old", "end"])
  }

  @Test(arguments: [
    "<span style=\"display: none\">not</span>", "<div hidden>not</div>", "<p style='visibility :hidden;'>not</p>",
    "<span style=\"font-size:0px\">not</span>", "<div style=\"max-height:0;overflow:hidden\"><b>not</b></div>",
  ])
  func `text that its style hides is left out, and its presence told`(source: String) throws {
    let read = try html("We have \(source) deleted it.")
    #expect(read.text?.contains("not") == false)
    #expect(read.text?.contains("deleted") == true)
    #expect(read.hasHiddenText)
  }

  @Test func `what may be hidden by a style sheet or by its colour is told`() throws {
    #expect(try html("<style>.x{ display : none }</style>a").hasHiddenText)
    #expect(try html("<span style='color:#FFFFFF'>a</span>").hasHiddenText)
    #expect(try !html("<p hidden-thing='1' style='color:#000'>a</p>").hasHiddenText)
  }

  @Test(
    arguments: [
      ("; charset=iso-8859-1", [0x67, 0xf6, 0x80], "gö€", true), ("; charset=utf-8", [0x67, 0xf6], "g\u{fffd}", false),
      ("", [0xc3, 0xb6], "ö", true), ("", [0xf6], "ö", false), ("; charset=utf-8", [0x61, 0, 0x62], "ab", false),
      ("; charset=no-such-set", [0x61], "a", true), ("; charset=no-such-set", [0xf6], "ö", false),
      ("; charset=UTF-7", Array("+APY-x".utf8), "öx", true),
      ("; charset=iso-2022-jp", [0x1b, 0x24, 0x42, 0x3a, 0x6f, 0x3d, 0x7c, 0x1b, 0x28, 0x42], "削除", true),
      ("", [0x1b, 0x24, 0x42, 0x3a, 0x6f, 0x3d, 0x7c, 0x1b, 0x28, 0x42], "削除", true),
      ("; charset=Shift_JIS", [0x8d, 0xed, 0x8f, 0x9c, 0xff], "削除\u{fffd}", false),
      ("; charset=\"../../x\"", [0x61], "a", true), ("; charset=utf-8", [0xef, 0xbb, 0xbf, 0x61], "a", true),
    ] as [(String, [UInt8], String, Bool)])
  func `text is decoded, and doubt is told`(header: String, body: [UInt8], text: String, isComplete: Bool) throws {
    let read = try plain(header, body)
    #expect(read.text == text)
    #expect(read.isComplete == isComplete)
  }

  @Test func `broken base64 is not taken for what was written`() throws {
    let header = "\r\nContent-Transfer-Encoding: base64"
    #expect(try plain(header, Array("RG9uZQ==\r\n".utf8)).isComplete)
    #expect(try plain(header, Array("RG9uZQ==\r\n-- list footer!\r\n".utf8)).isComplete == false)
  }

  @Test func `a long text is cut, and says so`() throws {
    let read = try plain("", Array(repeating: "long line of words\r\n", count: 20_000).joined().utf8.map { $0 })
    #expect(read.text.map { $0.utf8.count <= ReadLimits.text } == true)
    #expect(read.isComplete == false)
  }
}
