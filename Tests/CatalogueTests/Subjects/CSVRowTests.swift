import Testing

@testable import Catalogue

private func split(_ text: String, atEnd: Bool) -> (fault: CSVRow.Fault?, cells: Int, length: Int) {
  var row = CSVRow()
  let fault = Array(text.utf8).withUnsafeBufferPointer { row.split($0, atEnd: atEnd) }
  return (fault, row.cells.count, row.length)
}

@Test(arguments: ["a,\"b \"\"c\"\" d\",\"\"\r\n", "\"x\"\"\",y\n", "\"line\nbreak\",z\r\n", ",,\n"])
func `a row that is cut anywhere is unfinished, never another row`(text: String) {
  // Not by characters: to Swift, CR LF is one.
  let bytes = Array(text.utf8)
  for end in 0..<bytes.count {
    var row = CSVRow()
    let fault = bytes[..<end].withUnsafeBufferPointer { row.split($0, atEnd: false) }
    #expect(fault == .incomplete, "cut at \(end)")
  }
  #expect(split(text, atEnd: false).fault == nil)
  #expect(split(text + "next,row\n", atEnd: false).length == bytes.count)
}

@Test func `the last row ends with the file`() {
  #expect(split("a,b", atEnd: true) == (nil, 2, 3))
  #expect(split("a,", atEnd: true) == (nil, 2, 2))
  #expect(split("a,\"b\"", atEnd: true) == (nil, 2, 5))
  #expect(split("a,\"b", atEnd: true).fault == .openQuote(at: 2))
}
