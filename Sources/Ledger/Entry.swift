/// A kind of entry: what it writes, its reader accepts, and nothing else.
protocol EntryBody {
  static var kind: StaticString { get }
  var at: LedgerTime { get }
  func write(to w: inout CanonicalWriter)
  init(reading r: inout CanonicalReader) throws(EntryError)
}

/// One line of a ledger: a JSON object in RFC 8785 form and a newline, at most 16 KiB.
public enum Entry: Hashable, Sendable {
  case genesis(GenesisEntry)
  case matter(MatterEntry)
  case waveOpen(WaveOpenEntry)
  case dispatch(DispatchEntry)
  case answer(AnswerEntry)
  case outcome(OutcomeEntry)
  case hold(HoldEntry)
  case release(ReleaseEntry)
  case amend(AmendEntry)
  case key(KeyEntry)
  case anchor(AnchorEntry)
  case shred(ShredEntry)
  case waveClose(WaveCloseEntry)

  /// Bytes, the newline included.
  public static let sizeLimit = 16 * 1024

  public var at: LedgerTime { body.at }
  public var kind: String { "\(type(of: body).kind)" }

  /// The line. It may be over ``sizeLimit`` for wave, dispatch, answer and outcome entries: split those first.
  public var encoded: [UInt8] {
    var writer = CanonicalWriter()
    body.write(to: &writer)
    writer.newline()
    return writer.bytes
  }

  /// Reads a line strictly: every field of its kind, no other, in canonical form.
  /// - Throws: ``EntryError`` that names the field.
  public static func parse(_ line: [UInt8]) throws(EntryError) -> Entry {
    var result: Entry?
    var failed: EntryError?
    line.withUnsafeBufferPointer { buffer in
      do throws(EntryError) { result = try parse(buffer) } catch { failed = error }
    }
    guard let result else { throw failed ?? EntryError(field: "", what: "cannot be read") }
    return result
  }

  public static func parse(_ line: UnsafeBufferPointer<UInt8>) throws(EntryError) -> Entry {
    guard line.count <= sizeLimit else { throw EntryError(field: "", what: "is over 16 KiB") }
    guard line.last == UInt8(ascii: "\n") else { throw EntryError(field: "", what: "does not end in a newline") }
    var reader = CanonicalReader(UnsafeBufferPointer(rebasing: line.dropLast()))
    let entry = try read(&reader, kind: kind(of: line))
    guard reader.isAtEnd else { throw EntryError(field: "", what: "has bytes after its object") }
    try entry.check()
    return entry
  }

  private static func read(_ r: inout CanonicalReader, kind: String) throws(EntryError) -> Entry {
    switch kind {
    case "genesis/1": .genesis(try GenesisEntry(reading: &r))
    case "matter/1": .matter(try MatterEntry(reading: &r))
    case "wave.open/1": .waveOpen(try WaveOpenEntry(reading: &r))
    case "dispatch/1": .dispatch(try DispatchEntry(reading: &r))
    case "answer/1": .answer(try AnswerEntry(reading: &r))
    case "outcome/1": .outcome(try OutcomeEntry(reading: &r))
    case "hold/1": .hold(try HoldEntry(reading: &r))
    case "release/1": .release(try ReleaseEntry(reading: &r))
    case "amend/1": .amend(try AmendEntry(reading: &r))
    case "key/1": .key(try KeyEntry(reading: &r))
    case "anchor/1": .anchor(try AnchorEntry(reading: &r))
    case "shred/1": .shred(try ShredEntry(reading: &r))
    case "wave.close/1": .waveClose(try WaveCloseEntry(reading: &r))
    case _: throw EntryError(field: "kind", what: "is missing or not a kind of ledger entry")
    }
  }

  /// Searches the bytes: inside a JSON text the quotes would be escaped, so the first match is the field.
  private static func kind(of line: UnsafeBufferPointer<UInt8>) -> String {
    let mark: StaticString = "\"kind\":\""
    let count = mark.utf8CodeUnitCount
    var at = 0
    while at + count < line.count {
      if line[at] == UInt8(ascii: "\""), line[at + 1] == UInt8(ascii: "k"),
        line[at..<at + count].elementsEqual(UnsafeBufferPointer(start: mark.utf8Start, count: count))
      {
        return String(decoding: line[(at + count)...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      }
      at += 1
    }
    return ""
  }

  private var body: any EntryBody {
    switch self {
    case .genesis(let body): body
    case .matter(let body): body
    case .waveOpen(let body): body
    case .dispatch(let body): body
    case .answer(let body): body
    case .outcome(let body): body
    case .hold(let body): body
    case .release(let body): body
    case .amend(let body): body
    case .key(let body): body
    case .anchor(let body): body
    case .shred(let body): body
    case .waveClose(let body): body
    }
  }
}

extension CanonicalWriter {
  mutating func kind(_ kind: StaticString) { quoted(kind) }
  mutating func member(_ name: String, _ value: [UInt8]) {
    string(name)
    colon()
    verbatim(value)
  }
}

extension CanonicalReader {
  mutating func kind(_ kind: StaticString) throws(EntryError) {
    let name = UnsafeBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount)
    guard try text().elementsEqual(name) else { throw failure("is missing or out of order") }
  }
}
