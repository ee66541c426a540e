/// One row of invented data, written straight into bytes.
struct InventedPerson {
  let index: Int

  private static let tokenLetters = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)
  private static let clickLetters = Array("ABCDEFabcdef0123456789_-".utf8)

  func write(to row: inout [UInt8], dice: inout Dice) {
    row += "S".utf8
    Self.padded(index, to: &row)
    row += ",".utf8
    address(to: &row, &dice)
    row += ",https://notice.devices.example/ack/".utf8
    Self.letters(22, of: Self.tokenLetters, to: &row, &dice)
    row += "?utm_source=mail&s=".utf8
    Self.number(index % 7, to: &row)
    let bare = Self.happens(2, in: 100, &dice)
    row += ",".utf8
    if !bare, Self.happens(75, in: 100, &dice) { clientID(to: &row, &dice) }
    row += ",".utf8
    if !bare, Self.happens(34, in: 100, &dice) { Self.letters(40, of: Self.clickLetters, to: &row, &dice) }
    row += ",".utf8
    if !bare, Self.happens(90, in: 100, &dice) {
      row += "u-".utf8
      Self.padded(index, to: &row)
    }
    row += ",".utf8
    if !bare, Self.happens(67, in: 100, &dice) { email(to: &row, &dice) }
    row.append(UInt8(ascii: "\n"))
  }

  private func address(to row: inout [UInt8], _ dice: inout Dice) {
    if Self.happens(20, in: 100, &dice) {
      row += "2001:db8:".utf8
      for after in [":", "::", ""] {
        // No group of zeros: beside the double colon it would be a second spelling of another address.
        Self.number(1 + Self.below(65_535, &dice), radix: 16, to: &row)
        row += after.utf8
      }
      return
    }
    switch Self.below(1027, &dice) {
    case 0: row += "192.0.2.".utf8
    case 1: row += "198.51.100.".utf8
    case 2: row += "203.0.113.".utf8
    case let place:
      row += "10.".utf8
      Self.number((place - 3) / 16, to: &row)
      row += ".".utf8
      Self.number((place - 3) % 16, to: &row)
      row += ".".utf8
    }
    Self.number(1 + Self.below(254, &dice), to: &row)
  }

  /// The shape of an analytics cookie: a random part and the second of the first visit, late in 2022.
  private func clientID(to row: inout [UInt8], _ dice: inout Dice) {
    row += "GA1.1.".utf8
    Self.number(100_000_000 + Self.below(900_000_000, &dice), to: &row)
    row += ".".utf8
    Self.number(1_664_582_400 + Self.below(6_048_000, &dice), to: &row)
  }

  /// Plain, with capitals and a tag, or beyond ASCII: each kind has to be normalised differently.
  private func email(to row: inout [UInt8], _ dice: inout Dice) {
    let kind = Self.below(3, &dice)
    row += (kind == 0 ? "person." : kind == 1 ? "P" : "jürgen.").utf8
    Self.number(index, to: &row)
    row += (kind == 0 ? "@mail.example" : kind == 1 ? "+dash@Mail.example" : "@post.example").utf8
  }

  private static func below(_ bound: UInt64, _ dice: inout Dice) -> Int { Int(dice.next() % bound) }

  private static func happens(_ share: UInt64, in whole: UInt64, _ dice: inout Dice) -> Bool {
    dice.next() % whole < share
  }

  private static func letters(_ count: Int, of alphabet: [UInt8], to row: inout [UInt8], _ dice: inout Dice) {
    for _ in 0..<count { row.append(alphabet[below(UInt64(alphabet.count), &dice)]) }
  }

  private static func number(_ value: Int, radix: Int = 10, to row: inout [UInt8]) {
    row += String(value, radix: radix).utf8
  }

  /// At least seven digits.
  private static func padded(_ value: Int, to row: inout [UInt8]) {
    let digits = String(value).utf8
    for _ in 0..<max(0, 7 - digits.count) { row.append(UInt8(ascii: "0")) }
    row += digits
  }
}
