import Crypto
import Workflow

/// A position as bytes, version 1: numbers as LEB128, texts with their length before them.
///
/// It begins with what it belongs to. A dispatch that was cut in two begins its flow anew, because positions of subjects
/// mean others there.
extension FlowPosition {
  private static let version: UInt8 = 1

  enum MemoryError: Error { case unreadable, tooLarge }

  /// - Throws: `.tooLarge`.
  func encoded(for owner: [UInt8]) throws(MemoryError) -> [UInt8] {
    var pen = MemoryPen()
    pen.bytes = [FlowPosition.version]
    pen.write(owner)
    for number in [lane, slice, round, call, row, sub, deletions, written] { pen.write(number) }
    pen.write((hasStranger ? 1 : 0) + (isAsking ? 2 : 0) + (wantsResult ? 4 : 0) + (isPaused ? 8 : 0))
    pen.write(optional: page)
    pen.write(seen.count)
    for digest in seen { pen.write(digest) }
    pen.write(found.count)
    for rows in found { pen.write(rows) }
    pen.write(active)
    pen.write(base)
    pen.write(marks.map { $0.map { Int($0.rawValue) + 1 } ?? 0 })
    pen.write(jobs.count)
    for job in jobs {
      pen.write(job.reference)
      pen.write(job.positions)
      pen.write(job.lane)
      pen.write(job.written)
      pen.write(job.rows.count)
      for (call, row) in job.rows.sorted(by: { $0.key < $1.key }) {
        pen.write(call)
        pen.write([row])
      }
    }
    guard pen.bytes.count <= Flow.memoryLimit else { throw .tooLarge }
    return pen.bytes
  }

  /// - Returns: `nil` where the memory is another dispatch's.
  /// - Throws: `.unreadable`: nobody can say how far the flow had come.
  init?(memory: [UInt8], for owner: [UInt8], calls: Int, lanes: Int, items: Int) throws(MemoryError) {
    var eye = MemoryEye(bytes: memory)
    guard try eye.byte() == FlowPosition.version else { throw .unreadable }
    let mine = try eye.text()
    guard mine.count == owner.count else { throw .unreadable }
    guard mine == owner else { return nil }
    self.init(calls: calls, items: items, active: [])
    (lane, slice, round, call) = (try eye.number(), try eye.number(), try eye.number(), try eye.number())
    (row, sub, deletions, written) = (try eye.number(), try eye.number(), try eye.number(), try eye.number())
    let flags = try eye.number()
    (hasStranger, isAsking, wantsResult) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    isPaused = flags & 8 != 0
    page = try eye.optionalText()
    for _ in 0..<(try eye.count(Flow.pageLimit)) { seen.append(try eye.digest()) }
    guard try eye.number() == calls else { throw .unreadable }
    for call in 0..<calls { found[call] = try eye.rows() }
    active = try eye.numbers()
    base = try eye.numbers()
    let codes = try eye.numbers()
    guard codes.count == marks.count, (active + base).allSatisfy(marks.indices.contains), lane < lanes, call <= calls
    else {
      throw .unreadable
    }
    for (place, code) in codes.enumerated() where code > 0 {
      guard let mark = UInt8(exactly: code - 1).flatMap(Mark.init(rawValue:)) else { throw .unreadable }
      marks[place] = mark
    }
    for _ in 0..<(try eye.count(1_000_000)) {
      var job = Job(reference: try eye.text(), positions: try eye.numbers(), lane: try eye.number(), rows: [:])
      job.written = try eye.number()
      for _ in 0..<(try eye.count(calls)) {
        let call = try eye.number()
        job.rows[call] = try eye.rows().first
      }
      guard job.lane < lanes, job.positions.allSatisfy(marks.indices.contains) else { throw .unreadable }
      jobs.append(job)
    }
    guard eye.isAtEnd else { throw .unreadable }
  }

  /// Eight bytes that are the same for the same subjects by the same lane in the same order.
  static func owner(lane: String, subjects: [Int], calls: [String]) -> [UInt8] {
    var hash = SHA256()
    for text in [lane] + calls { hash.update(data: Array(text.utf8) + [0]) }
    for subject in subjects { withUnsafeBytes(of: subject.bigEndian) { hash.update(bufferPointer: $0) } }
    return Array(hash.finalize().prefix(8))
  }
}

private struct MemoryPen {
  var bytes: [UInt8] = []

  mutating func write(_ number: Int) { write(UInt64(max(number, 0))) }

  mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ text: [UInt8]) {
    write(text.count)
    bytes += text
  }

  mutating func write(optional text: [UInt8]?) {
    bytes.append(text == nil ? 0 : 1)
    if let text { write(text) }
  }

  mutating func write(_ numbers: [Int]) {
    write(numbers.count)
    for number in numbers { write(number) }
  }

  mutating func write(_ rows: [FlowRow]) {
    write(rows.count)
    for row in rows {
      write(row.values.count)
      for value in row.values { write(optional: value) }
      bytes.append(row.owners == nil ? 0 : 1)
      if let owners = row.owners { write(owners) }
      write(row.parent.map { $0 + 1 } ?? 0)
    }
  }
}

private struct MemoryEye {
  typealias Failure = FlowPosition.MemoryError

  let bytes: [UInt8]
  var at = 0

  var isAtEnd: Bool { at == bytes.count }

  mutating func byte() throws(Failure) -> UInt8 {
    guard at < bytes.count else { throw .unreadable }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func digest() throws(Failure) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 64 else { throw .unreadable }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func number() throws(Failure) -> Int {
    guard let number = Int(exactly: try digest()), number < 1 << 40 else { throw .unreadable }
    return number
  }

  /// A number of things that follow, each of at least one byte.
  mutating func count(_ limit: Int) throws(Failure) -> Int {
    let count = try number()
    guard count <= limit, count <= bytes.count - at else { throw .unreadable }
    return count
  }

  mutating func text() throws(Failure) -> [UInt8] {
    let length = try count(.max)
    defer { at += length }
    return Array(bytes[at..<(at + length)])
  }

  mutating func optionalText() throws(Failure) -> [UInt8]? { try byte() == 0 ? nil : try text() }

  mutating func numbers() throws(Failure) -> [Int] {
    var numbers: [Int] = []
    for _ in 0..<(try count(.max)) { numbers.append(try number()) }
    return numbers
  }

  mutating func rows() throws(Failure) -> [FlowRow] {
    var rows: [FlowRow] = []
    for _ in 0..<(try count(Flow.rowLimit)) {
      var row = FlowRow(values: [], owners: nil, parent: nil)
      for _ in 0..<(try count(1000)) { row.values.append(try optionalText()) }
      if try byte() != 0 { row.owners = try numbers() }
      let parent = try number()
      row.parent = parent == 0 ? nil : parent - 1
      rows.append(row)
    }
    return rows
  }
}
