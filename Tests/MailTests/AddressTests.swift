import Testing

@testable import Mail

struct AddressTests {
  @Test(arguments: ["dpo@partner.example", "privacy+t1@a-b.example", "a.b'c@localhost", "{x}|y@1.example"])
  func `an ordinary address is taken as it is`(text: String) throws {
    let address = try MailAddress(text)
    #expect(address.text == text)
    #expect(text.hasSuffix("@" + address.domain))
  }

  @Test(arguments: [
    ("", AddressFault.empty), ("a", .atSigns(0)), ("a@b@c.example", .atSigns(2)), ("@b.example", .noLocalPart),
    (".a@b.example", .strayDot), ("a..b@c.example", .strayDot), ("a.@b.example", .strayDot),
    ("a b@c.example", .localPartByte(" ")), ("\"a\"@b.example", .localPartByte("\"")),
    ("<a@b.example>", .localPartByte("<")), ("a@b.example>", .domain), ("a@-b.example", .domain), ("a@b..c", .domain),
    ("a@[127.0.0.1]", .domain), ("a@", .domain), ("a@host", .domainNeedsDot), ("ä@b.example", .notASCII),
    ("a@b.example\r\nRCPT TO:<x@c.example>", .controlCharacter(13)), ("a\0@b.example", .controlCharacter(0)),
    (String(repeating: "a", count: 65) + "@b.example", .localPartTooLong),
    ("a@" + String(repeating: "b.", count: 130) + "example", .tooLong),
  ])
  func `any other is refused, and the fault says what is wrong`(text: String, fault: AddressFault) {
    #expect(throws: fault) { try MailAddress(text) }
  }

  @Test func `a fault does not repeat the address`() {
    for text in ["canary@canary@x.example", "canary <canary@x.example>", "canary@canary", "canary\r@x.example"] {
      let fault = #expect(throws: AddressFault.self) { try MailAddress(text) }
      #expect(fault.map { $0.description.contains("canary") } == false)
    }
  }

  @Test func `a Message-ID has the form that finds its request again`() throws {
    let token = try ReplyToken("0123456789abcdefghijklmnop")
    let id = try MessageID(wave: "w_1", partner: "acme-ads", token: token, domain: "clinic.example")
    #expect(id.text == "w_1.acme-ads.0123456789abcdefghijklmnop@clinic.example")
    for wave in ["", "a b", "a.b", "a@b", "a>"] {
      #expect(throws: LetterFault.messageID) {
        try MessageID(wave: wave, partner: "p", token: token, domain: "clinic.example")
      }
    }
    for text in ["a", "a@b>", "a b@c", "a@b@c", "a@b\r\n"] {
      #expect(throws: LetterFault.messageID) { try MessageID(stored: text) }
    }
  }

  @Test(arguments: ["", "short", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxy-"])
  func `a reply token is long and plain`(text: String) {
    #expect(throws: LetterFault.token) { try ReplyToken(text) }
  }

  @Test func `bytes that nest without end are refused`() throws {
    var text = ""
    for depth in 0..<40 { text += "Content-Type: multipart/mixed; boundary=b\(depth)\r\n\r\n--b\(depth)\r\n" }
    #expect(throws: ReadFault.tooManyParts) { try MessageReader(Array(text.utf8)) }
    #expect(throws: ReadFault.tooLarge) { try MessageReader([UInt8](repeating: 10, count: 11 << 20)) }
  }
}
