/// Lines that were met before, read again: a few bundles stay in memory, whatever the ledger's size.
struct LineArchive {
  /// What a line reads as after corrections.
  typealias Correction = (_ index: UInt64, _ original: Entry) -> Entry?

  private static let slots = 32

  let files: LedgerFiles
  let size: UInt64
  private let correct: Correction?
  private var cache: [(number: UInt64, bytes: [UInt8], places: [Range<Int>])?] = Array(repeating: nil, count: slots)

  init(files: LedgerFiles, size: UInt64, correct: Correction? = nil) {
    (self.files, self.size, self.correct) = (files, size, correct)
  }

  /// Nil where there is no such line, or none that can be read; the first reading told of that.
  mutating func entry(at index: UInt64) -> Entry? {
    written(at: index).flatMap { correct == nil ? $0 : correct?(index, $0) }
  }

  /// The line as it stands there, whatever was corrected.
  mutating func written(at index: UInt64) -> Entry? {
    guard index < size else { return nil }
    let number = index >> 8
    let slot = Int(number % UInt64(Self.slots))
    if cache[slot]?.number != number {
      let (bytes, places) = bundle(number)
      cache[slot] = (number, bytes, places)
    }
    guard let (_, bytes, places) = cache[slot], index & 255 < places.count else { return nil }
    return parse(bytes, places[Int(index & 255)])
  }

  /// Every line in order; nil for one that cannot be read.
  func forEach(_ body: (UInt64, Entry?) -> Void) {
    for number in 0..<(size + 255) / 256 {
      let (bytes, places) = bundle(number)
      for at in 0..<Tile.count(level: 0, number: number, size: size) {
        let index = (number << 8) + UInt64(at)
        let original = at < places.count ? parse(bytes, places[at]) : nil
        body(index, original.flatMap { correct == nil ? $0 : correct?(index, $0) })
      }
    }
  }

  private func parse(_ bytes: [UInt8], _ place: Range<Int>) -> Entry? {
    bytes.withUnsafeBufferPointer { try? Entry.parse(UnsafeBufferPointer(rebasing: $0[place])) }
  }

  private func bundle(_ number: UInt64) -> (bytes: [UInt8], places: [Range<Int>]) {
    let tile = Tile.entries(number, count: Tile.count(level: 0, number: number, size: size))
    guard let bytes = try? files.readIfPresent(tile.path),
      let places = bytes.withUnsafeBytes({ EntryBundle.entries(in: $0, count: tile.count) })
    else { return ([], []) }
    return (bytes, places)
  }
}
