import Foundation
import Testing
import Workflow

@testable import Catalogue

/// A subject file that is gone when the test is over.
private final class SubjectSheet {
  let path: String

  init(_ bytes: [UInt8]) throws {
    path = FileManager.default.temporaryDirectory.path + "/subjects-" + UUID().uuidString + ".csv"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func scan() throws -> SubjectScan { try SubjectFile.scan(path: path) }

  func rows() throws -> [[String]] {
    let scan = try scan()
    let rows = SubjectRows(scan)
    return try (0..<scan.count).map { row in
      let place = scan.place(row)
      return try rows.row(at: place.offset, length: place.length).map {
        "\($0.kind.rawValue)\($0.ordinal)=" + String(decoding: $0.value, as: UTF8.self)
      }
    }
  }

  /// `line:column what`, without the file's name.
  func mistakes() throws -> [String] {
    do {
      _ = try scan()
      return []
    } catch let mistakes as Mistakes {
      return mistakes.all.map { "\($0.line):\($0.column) \($0.what)" }
    }
  }
}

@Test func `rows come back with their kinds, blanks left out`() throws {
  let sheet = try SubjectSheet("subject,ip,email,email.2\nS1,192.0.2.1,a@b.example,\nS2,,,  c@d.example \n")
  #expect(
    try sheet.rows() == [
      ["subject0=S1", "ip0=192.0.2.1", "email0=a@b.example"], ["subject0=S2", "email1=c@d.example"],
    ])
  let scan = try sheet.scan()
  #expect(scan.kinds(0).kinds == [.subject, .ip, .email])
  #expect(scan.kinds(1).kinds == [.subject, .email])
  #expect(scan.columns.last == SubjectColumn(kind: .email, ordinal: 1))
}

@Test(arguments: ["\n", "\r\n"], ["", "\u{feff}"])
func `line ends, a byte order mark and a missing last line end do not matter`(end: String, mark: String) throws {
  let text =
    mark
    + ["ip,user-id", "192.0.2.1,\"a,b\"", "192.0.2.2,\"say \"\"hi\"\"\"", "\"192.0.2.3\",c"].joined(separator: end)
  let wanted = [
    ["ip0=192.0.2.1", "user-id0=a,b"], ["ip0=192.0.2.2", "user-id0=say \"hi\""], ["ip0=192.0.2.3", "user-id0=c"],
  ]
  #expect(try SubjectSheet(text).rows() == wanted)
  #expect(try SubjectSheet(text + end).rows() == wanted)
  #expect(try SubjectSheet(text + end + end).rows() == wanted)
}

@Test func `rows across the reading buffer's edge are whole`() throws {
  var text = "user-id,url\n"
  for number in 0..<30_000 {
    text +=
      "u\(number),\"https://notice.devices.example/ack/\(number)?x=\"\"\(String(repeating: "y", count: number % 97))\"\n"
  }
  let rows = try SubjectSheet(text).rows()
  #expect(rows.count == 30_000)
  for (number, row) in rows.enumerated() {
    #expect(
      row == [
        "user-id0=u\(number)",
        "url0=https://notice.devices.example/ack/\(number)?x=\"" + String(repeating: "y", count: number % 97),
      ])
  }
}

@Test(arguments: [
  ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
  ("2001:0db8::0001", "2001:db8::1"),
  ("fe80:0:0:0:0:0:0:0", "fe80::"), ("::ffff:c000:207", "::ffff:192.0.2.7"), ("::FFFF:192.0.2.7", "::ffff:192.0.2.7"),
  ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::1", "::1"),
  ("255.255.255.255", "255.255.255.255"),
])
func `addresses are written in their one canonical form`(given: String, canonical: String) throws {
  #expect(try SubjectSheet("ip\n\(given)\n").rows() == [["ip0=\(canonical)"]])
}

@Test(arguments: [
  "192.0.2", "192.0.2.256", "192.0.2.01", "192.0.2.1:80", "192.0.2.0/24", "1.2.3.4.5", "1..2.3", ":1", "1:", "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9", "12345::", "g::1", "fe80::1%eth0", "::192.0.2", "1.2.3.4::", "1:2:3:4:5:6:7:8::", "host.example",
  "[::1]",
])
func `what is no single address is refused`(given: String) throws {
  #expect(try SubjectSheet("ip\n\(given)\n").mistakes() == ["2:1 column 'ip': not a single IPv4 or IPv6 address"])
}

@Test(arguments: [
  "*", "%", "null", "NULL", "nil", "none", "undefined", "0", "000", "-", "?", ".*", "^.*$", "%%",
  "00000000-0000-0000-0000-000000000000", "0.0.0.0",
  "::", "(not set)", "N/A", "GA1.*", "*.7", "abc%", "_", "\"\"\"*\"\"\"",
])
func `a value that could stand for everybody is refused`(given: String) throws {
  let wanted = "a placeholder or wildcard, which could stand for everybody"
  #expect(try SubjectSheet("ip,user-id\n192.0.2.1,\(given)\n").mistakes() == ["2:11 column 'user-id': \(wanted)"])
  if ["0.0.0.0", "::", "*", "0"].contains(given) {
    #expect(try SubjectSheet("ip\n\(given)\n").mistakes() == ["2:1 column 'ip': \(wanted)"])
  }
}

@Test(arguments: ["10", "nullable", "u-0", "a*b", "00a", "https://x.example/?q=%2A", "none7"])
func `values that only resemble placeholders are taken`(given: String) throws {
  #expect(try SubjectSheet("user-id\n\(given)\n").rows() == [["user-id0=\(given)"]])
}

@Test(arguments: ["a", "@b.example", "a@", "a b@c.example", "*@b.example", "%@b.example"])
func `what is no mailbox is refused`(given: String) throws {
  #expect(try SubjectSheet("email\n\(given)\n").mistakes().count == 1)
}

@Test func `values stay as they came but for outer blanks`() throws {
  #expect(
    try SubjectSheet("email,url,phone\n \tJürgen.P+x@Mail.Example ,HTTP://X.example/%7Ea ,+49 (0)30 1\n").rows() == [
      ["email0=Jürgen.P+x@Mail.Example", "url0=HTTP://X.example/%7Ea", "phone0=+49 (0)30 1"]
    ])
}

@Test func `each mistake has its line and column, also behind quoted line breaks and wide letters`() throws {
  let text = """
    subject,ip,email
    S1,192.0.2.1,a@b.example
    S2,nonsense,a@b.example
    S3,192.0.2.3
    "S
    4",192.0.2.4,"ä"
    Sü5,192.0.2.300,x
    S6,,
    S2x,192.0.2.2,a@b.example,

    S1,192.0.2.9,
    """
  #expect(
    try SubjectSheet(text).mistakes() == [
      "3:4 column 'ip': not a single IPv4 or IPv6 address",
      "4:1 the row has 2 cells, the header has 3",
      "5:1 column 'subject': holds a line break or another control character",
      "6:14 column 'email': not an e-mail address",
      "7:5 column 'ip': not a single IPv4 or IPv6 address",
      "7:17 column 'email': not an e-mail address",
      "8:1 the row has no identifier",
      "9:1 the row has 4 cells, the header has 3",
      "10:1 the line is empty",
      "11:1 the same 'subject' as in line 2",
    ])
}

@Test func `broken quoting is told where it is, and reading goes on behind it`() throws {
  #expect(
    try SubjectSheet("user-id,url\na\"b,c\n\"d\"e,f\ng\rh,i\n*,x\n").mistakes() == [
      "2:2 a quote inside a cell that does not begin with one",
      "3:4 something other than a comma follows a closing quote",
      "4:2 a carriage return without a line feed",
      "5:1 column 'user-id': a placeholder or wildcard, which could stand for everybody",
    ])
  #expect(try SubjectSheet("user-id,url\na,b\nc,\"d\ne,f\n").mistakes() == ["3:3 this quote is never closed"])
  let endless = "user-id\n\"" + String(repeating: "x", count: 3 << 20)
  #expect(try SubjectSheet(endless).mistakes() == ["2:1 a row longer than 1 MiB"])
}

@Test func `without a subject column the whole row must be the same to be a duplicate`() throws {
  #expect(try SubjectSheet("ip,user-id\n2001:db8::1,u\n2001:db8::1,v\n192.0.2.1,\n").rows().count == 3)
  #expect(
    try SubjectSheet("ip,user-id\n2001:db8::1,u\n192.0.2.1,v\n 2001:DB8:0::1,\"u\"\n").mistakes() == [
      "4:1 the same identifiers as in line 2"
    ])
  #expect(
    try SubjectSheet("ip,user-id\n,10.0.0.1\n10.0.0.1,\n").rows().count == 2,
    "the same text in two columns is two things")
}

@Test func `with a subject column two people may share everything else, and unnamed rows are compared whole`() throws {
  #expect(try SubjectSheet("subject,ip\na,192.0.2.1\nb,192.0.2.1\n,192.0.2.1\n").rows().count == 3)
  #expect(
    try SubjectSheet("subject,ip\n,192.0.2.1\nb,192.0.2.1\n,192.0.2.1\n").mistakes() == [
      "4:1 the same identifiers as in line 2"
    ])
}

@Test func `among many rows every duplicate is found and no other row is called one`() throws {
  var text = "user-id\n"
  for number in 0..<20_000 { text += "u\(number)\n" }
  #expect(try SubjectSheet(text).scan().count == 20_000)
  #expect(
    try SubjectSheet(text + "u17\nu19999\n").mistakes() == [
      "20002:1 the same identifiers as in line 19", "20003:1 the same identifiers as in line 20001",
    ])
}

@Test func `a hundred mistakes are told in full, the rest as a number`() throws {
  let told = try SubjectSheet("ip\n" + String(repeating: "x\n", count: 250)).mistakes()
  #expect(told.count == 101)
  #expect(told[99] == "101:1 column 'ip': not a single IPv4 or IPv6 address")
  #expect(told[100] == "101:2 and 150 more mistakes")
}

@Test func `messages never quote a value, not even one that stands where the header should`() throws {
  let secret = "jane.roe"
  let texts = [
    "\(secret)@mail.example,192.0.2.1\n", "ip,\(secret)\n", "ip\n\(secret)\n", "ip,email\n\"\(secret)\"x,\n",
    "user-id\n\(secret)\n\(secret)\n",
    "user-id,ip\n\(secret)\n", "email\n\(secret)\n", "user-id\n\"\(secret)", "user-id\n\(secret)*\n",
  ]
  for text in texts {
    let sheet = try SubjectSheet(text)
    let error = #expect(throws: Mistakes.self) { try sheet.scan() }
    #expect(error.map { "\($0)".contains(secret) } == false, "\(text)")
  }
}

@Test(arguments: [
  ("", "1:1 the file is empty"), ("\n", "1:1 the first line is empty; it must name the columns"),
  ("\n\n\n", "1:1 the first line is empty; it must name the columns"),
  ("ip,email\n", "1:1 there is a header and no row"),
  ("ip,email", "1:1 there is a header and no row"),
  (",,\n", "1:1 the first line names no identifier kind; is the header missing?"),
  ("ip;email\n", "1:1 the columns are separated by semicolons"),
  ("ip\temail\n", "1:1 the columns are separated by tabs"),
  ("subject\nS1\n", "1:1 no column can find a person at a partner: there is only 'subject'"),
  ("ip,ip\n", "1:4 column 2 of the header stands twice"), ("ip,\n", "1:4 column 2 of the header has no name"),
  ("ip,mail\n", "1:4 column 2 of the header is not an identifier kind"),
  ("ip,email.1\n", "1:4 column 2 of the header is not an identifier kind"),
  ("ip,subject.2\n", "1:4 column 2 of the header is not an identifier kind"),
])
func `a file without a proper header or rows is told apart`(text: String, wanted: String) throws {
  #expect(try SubjectSheet(text).mistakes() == [wanted])
}

@Test func `a misspelt column gets the nearest name`() throws {
  let sheet = try SubjectSheet("ip,Client_ID\n")
  let error = #expect(throws: Mistakes.self) { try sheet.scan() }
  #expect(error?.all.first?.remedy?.hasPrefix("Did you mean 'client-id'?") == true)
}

@Test func `UTF-16 and broken UTF-8 are told`() throws {
  let wide: [UInt8] = [0xff, 0xfe] + Array("ip\n192.0.2.1\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
  #expect(try SubjectSheet(wide).mistakes() == ["1:1 the file is UTF-16, or no text at all"])
  #expect(try SubjectSheet(Array(wide.dropFirst(2))).mistakes() == ["1:1 the file is UTF-16, or no text at all"])
  #expect(try SubjectSheet(Array("user-id\nab".utf8) + [0xe4, 0x0a]).mistakes() == ["2:1 column 'user-id': not UTF-8"])
  #expect(
    try SubjectSheet(Array("user-id\nab".utf8) + [0x01, 0x0a]).mistakes() == [
      "2:1 column 'user-id': holds a line break or another control character"
    ])
  #expect(
    try SubjectSheet("user-id\n" + String(repeating: "a", count: 8193)).mistakes() == [
      "2:1 column 'user-id': longer than 8192 bytes"
    ])
}

@Test func `a missing file and a directory are told apart`() {
  let nowhere = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
  #expect(throws: SubjectFileError.missing(path: nowhere)) { try SubjectFile.scan(path: nowhere) }
  let directory = FileManager.default.temporaryDirectory.path
  #expect(throws: SubjectFileError.notARegularFile(path: directory)) { try SubjectFile.scan(path: directory) }
}

@Test func `a file that changed after the check is noticed, whether rewritten or replaced`() throws {
  let sheet = try SubjectSheet("ip\n192.0.2.1\n")
  let rows = SubjectRows(try sheet.scan())
  try rows.verifyUnchanged()
  try Data("ip\n192.0.2.2\n".utf8).write(to: URL(fileURLWithPath: sheet.path), options: .atomic)
  #expect(throws: SubjectFileError.changed(path: sheet.path)) { try rows.verifyUnchanged() }

  let other = try SubjectSheet("ip\n192.0.2.1\n")
  let scan = try other.scan()
  let handle = try #require(FileHandle(forUpdatingAtPath: other.path))
  try handle.truncate(atOffset: 5)
  let place = scan.place(0)
  #expect(throws: SubjectFileError.changed(path: other.path)) {
    try SubjectRows(scan).row(at: place.offset, length: place.length)
  }
  #expect(throws: SubjectFileError.changed(path: other.path)) { try SubjectRows(scan).verifyUnchanged() }
}

@Test func `several threads read rows at once`() async throws {
  let sheet = try SubjectSheet("user-id\n" + (0..<2000).map { "u\($0)\n" }.joined())
  let scan = try sheet.scan()
  let rows = SubjectRows(scan)
  let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
    for part in 0..<4 {
      group.addTask {
        try stride(from: part, to: 2000, by: 4).count { row in
          let place = scan.place(row)
          return try rows.row(at: place.offset, length: place.length).first?.value != Array("u\(row)".utf8)
        }
      }
    }
    return try await group.reduce(0, +)
  }
  #expect(wrong == 0)
}
