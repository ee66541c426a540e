/// A tile's place in the C2SP tlog-tiles layout, height 8: 256 hashes of 32 bytes.
struct Tile: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case hashes(level: Int), entries }

  static let width: UInt64 = 256

  let kind: Kind
  let number: UInt64
  /// Hashes or entries held, 1...256.
  let count: Int

  static func hashes(level: Int, number: UInt64, count: Int = 256) -> Tile {
    Tile(kind: .hashes(level: level), number: number, count: count)
  }

  static func entries(_ number: UInt64, count: Int = 256) -> Tile {
    Tile(kind: .entries, number: number, count: count)
  }

  var isPartial: Bool { count < Int(Self.width) }
  var full: Tile { Tile(kind: kind, number: number, count: Int(Self.width)) }

  /// The full tile's path; a partial one stands in the directory of that name plus `.p`.
  var base: String {
    switch kind {
    case .hashes(let level): "tile/\(level)/\(Self.digits(number))"
    case .entries: "tile/entries/\(Self.digits(number))"
    }
  }

  var path: String { isPartial ? "\(base).p/\(count)" : base }

  /// Hashes that the right edge's tile of `level` holds in a tree of `size`.
  static func partial(level: Int, size: UInt64) -> (number: UInt64, count: Int) {
    let held = level < 8 ? size >> UInt64(8 * level) : 0
    return (held >> 8, Int(held & 255))
  }

  /// The last tile of `level`, full or partial, for a tree of `size`; how many hashes tile `number` holds then.
  static func count(level: Int, number: UInt64, size: UInt64) -> Int {
    let edge = partial(level: level, size: size)
    return number < edge.number ? 256 : number == edge.number ? edge.count : 0
  }

  /// 1234067 is `x001/x234/067`.
  static func digits(_ number: UInt64) -> String {
    var groups = [pad(number % 1000)]
    var rest = number / 1000
    while rest > 0 {
      groups.append("x" + pad(rest % 1000))
      rest /= 1000
    }
    return groups.reversed().joined(separator: "/")
  }

  private static func pad(_ group: UInt64) -> String {
    let text = String(group)
    return String(repeating: "0", count: 3 - text.count) + text
  }

  /// The tile at a relative path, or nil where the path is not exactly the one its tile has.
  init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, parts[0] == "tile" else { return nil }
    var names = Array(parts.dropFirst(2))
    var count = 256
    if names.count >= 2, names[names.count - 2].hasSuffix(".p") {
      guard let width = Int(names.removeLast()), (1...255).contains(width) else { return nil }
      count = width
      names[names.count - 1].removeLast(2)
    }
    let digits = names.joined().filter { $0 != "x" }
    guard digits.count <= 18, let number = UInt64(digits) else { return nil }
    if parts[1] == "entries" {
      self = .entries(number, count: count)
    } else {
      guard let level = Int(parts[1]), (0..<8).contains(level) else { return nil }
      self = .hashes(level: level, number: number, count: count)
    }
    guard self.path == path else { return nil }
  }

  init(kind: Kind, number: UInt64, count: Int) {
    (self.kind, self.number, self.count) = (kind, number, count)
  }
}
