import Foundation
import Ledger

/// Which tiles a tree needs, in the C2SP tlog-tiles layout, and how a pack gets them.
///
/// A pack holds the tiles of the newest checkpoint and, for each kept one, the partial tiles that its proofs read. What
/// else lies in a running ledger, such as the partial tiles of sizes in between, stays where it is.
struct PackTiles {
  struct Tile: Hashable {
    /// Nil for the entries themselves.
    var level: Int?
    var number: UInt64
    /// 1...256.
    var width: Int

    var path: String { width < 256 ? "\(full).p/\(width)" : full }

    /// The full tile's path: 1234067 is `x001/x234/067`.
    var full: String {
      var groups: [String] = []
      var rest = number
      repeat {
        let digits = String(rest % 1000)
        groups.append((groups.isEmpty ? "" : "x") + String(repeating: "0", count: 3 - digits.count) + digits)
        rest /= 1000
      } while rest > 0
      return "tile/\(level.map(String.init) ?? "entries")/" + groups.reversed().joined(separator: "/")
    }
  }

  /// Every tile of a tree of `size`.
  static func all(_ size: UInt64) -> [Tile] {
    var tiles: [Tile] = []
    for level in 0..<8 where size >> UInt64(8 * level) > 0 {
      let held = size >> UInt64(8 * level)
      for number in 0..<(held + 255) / 256 {
        let width = Int(min(256, held - number * 256))
        tiles.append(Tile(level: level, number: number, width: width))
        if level == 0 { tiles.append(Tile(level: nil, number: number, width: width)) }
      }
    }
    return tiles
  }

  /// The partial tiles at the right edge of a tree of `size`.
  static func edge(_ size: UInt64) -> [Tile] {
    var tiles: [Tile] = []
    for level in 0..<8 {
      let held = size >> UInt64(8 * level)
      guard held & 255 > 0 else { continue }
      let tile = Tile(level: level, number: held >> 8, width: Int(held & 255))
      tiles.append(tile)
      if level == 0 { tiles.append(Tile(level: nil, number: tile.number, width: tile.width)) }
    }
    return tiles
  }

  let ledger: String

  /// The tile's bytes. The partial tile of a smaller tree may be gone once the full one is there, which starts with it.
  /// - Throws: ``PackError/missing(path:)``
  func read(_ tile: Tile) throws -> [UInt8] {
    if let bytes = FileManager.default.contents(atPath: "\(ledger)/\(tile.path)") { return [UInt8](bytes) }
    guard let whole = FileManager.default.contents(atPath: "\(ledger)/\(tile.full)"),
      let bytes = Self.start(of: [UInt8](whole), tile)
    else { throw PackError.missing(path: tile.path) }
    return bytes
  }

  private static func start(of bytes: [UInt8], _ tile: Tile) -> [UInt8]? {
    guard tile.level == nil else { return bytes.count >= tile.width * 32 ? Array(bytes.prefix(tile.width * 32)) : nil }
    var end = 0
    for _ in 0..<tile.width {
      guard end + 2 <= bytes.count else { return nil }
      end += 2 + (Int(bytes[end]) << 8 | Int(bytes[end + 1]))
    }
    return end <= bytes.count ? Array(bytes[..<end]) : nil
  }
}
