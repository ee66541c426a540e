import Foundation

/// An mbox, mail by mail. A line that begins with `From ` and gives a time, at the start or after an empty line, begins a
/// mail; `>From ` loses one `>` (mboxrd; of mboxo it is the only quoting there is).
struct MboxReader {
  private let lines: LineSource
  private let limit: Int
  /// Offset of the mail that is to be read next; nil at the end.
  private var beginning: Int?
  private var hasBegun = false

  init(_ lines: LineSource, limit: Int) {
    self.lines = lines
    self.limit = limit
  }

  mutating func next() throws(MailFileFault) -> StoredMail? {
    if !hasBegun {
      hasBegun = true
      beginning = try skipLine() ? 0 : nil
    }
    guard let place = beginning else { return nil }
    beginning = nil
    var mail = MailBuffer(limit: limit, place: String(place))
    var startsLine = true
    /// The empty line before a `From ` line belongs to the mbox and not to the mail.
    var blank: [UInt8] = []
    while true {
      let offset = lines.offset
      guard let piece = try lines.next() else { return mail.finished() }
      let endsLine = piece.last == 0x0a
      if startsLine && !blank.isEmpty && MboxReader.isSeparator(piece) {
        if !endsLine { _ = try skipLine() }
        beginning = offset
        return mail.finished()
      }
      if !blank.isEmpty {
        blank.withUnsafeBytes { mail.append($0) }
        blank = []
      }
      if startsLine && MboxReader.isEmpty(piece) {
        blank = Array(piece)
      } else {
        mail.append(startsLine && MboxReader.isQuoted(piece) ? UnsafeRawBufferPointer(rebasing: piece[1...]) : piece)
      }
      startsLine = endsLine
    }
  }

  /// False at the end of the file.
  private func skipLine() throws(MailFileFault) -> Bool {
    while let piece = try lines.next() {
      if piece.last == 0x0a { return true }
    }
    return false
  }

  private static func isEmpty(_ line: UnsafeRawBufferPointer) -> Bool {
    line.count == 1 && line[0] == 0x0a || line.count == 2 && line[0] == 0x0d && line[1] == 0x0a
  }

  /// `From bob@b.example Mon Jan  1 12:00:00 2024`: without a time it is a sentence that nobody quoted.
  private static func isSeparator(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.starts(with: "From ".utf8) else { return false }
    let head = line.prefix(512)
    return head.indices.dropFirst(7).dropLast(2).contains { place in
      line[place] == 0x3a && [line[place - 2], line[place - 1], line[place + 1], line[place + 2]].allSatisfy(isDigit)
    }
  }

  private static func isQuoted(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.first == 0x3e else { return false }
    return line.drop { $0 == 0x3e }.starts(with: "From ".utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
