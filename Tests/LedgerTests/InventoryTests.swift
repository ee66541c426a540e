import Foundation
import Testing

@testable import Ledger

struct InventoryTests {
  @Test func `what nobody took stays unseen, tiles in rows, partial ones and others`() throws {
    let shop = try Workshop()
    for path in [
      "tile/entries/000", "tile/entries/999", "tile/entries/x001/000", "tile/entries/x001/001.p/7", "tile/0/000",
      "tile/1/000.p/3", "tile/0/00", "checkpoint", "sets/w1",
    ] {
      let directory = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(
        atPath: shop.path + "/" + directory, withIntermediateDirectories: true)
      try shop.put([1], path)
    }
    var inventory = FileInventory(files: LedgerFiles(root: shop.path))
    #expect(inventory.findings == [])
    #expect(inventory.unseen == Set(shop.files))
    #expect(inventory.entriesThere == 1001 * 256 + 7)
    #expect(inventory.others == ["tile/0/00", "checkpoint", "sets/w1"])
    #expect(inventory.widths(of: .entries(1001)) == [7])
    inventory.take("checkpoint")
    inventory.take("tile/entries/999")
    inventory.take(.entries(1001, count: 7))
    inventory.take(.hashes(level: 0, number: 5))
    #expect(
      inventory.unseen == Set(shop.files).subtracting(["checkpoint", "tile/entries/999", "tile/entries/x001/001.p/7"]))
    #expect(inventory.holds(.entries(999)) && inventory.holds(.entries(1001, count: 7)))
    #expect(!inventory.holds(.entries(998)) && !inventory.holds(.entries(1001, count: 6)))
    #expect(!inventory.holds(.hashes(level: 0, number: 5)))
  }
}
