import Foundation
import Testing

@testable import Ledger

struct BatchTests {
  @Test func `batches handed over together give the same ledger as one by one`() throws {
    let (one, many) = (try Workshop(), try Workshop())
    let (first, second) = (try one.create(), try many.create())
    let batches = [1..<4, 4..<300, 300..<301, 301..<2000].map { $0.map { Workshop.filler($0).encoded } }
    for batch in batches { try first.append(entries: batch) { one.stored = $0 } }
    var heads: [UInt64] = []
    try second.append(batches: batches) { heads.append($0.size) }
    #expect(heads == [4, 300, 301, 2000])
    #expect(first.head == second.head)
    #expect(one.files == many.files)
    for file in one.files { #expect(try one.bytes(file) == many.bytes(file), "\(file)") }
  }

  @Test func `a wrong line stops its batch and those after it, and is named`() throws {
    let shop = try Workshop()
    let writer = try shop.create()
    let good = (1..<600).map { Workshop.filler($0).encoded }
    var bad = good
    bad[597] = Array("{}\n".utf8)
    let error = #expect(throws: LedgerError.self) {
      try writer.append(batches: [good, bad, good]) { shop.stored = $0 }
    }
    #expect(error?.description.contains("line 597 of the batch") == true)
    #expect(writer.head.size == 600)
    #expect(shop.stored == writer.head)
    try writer.append(batches: [good]) { shop.stored = $0 }
    #expect(writer.head.size == 1199)
    #expect(throws: LedgerError.self) { try LedgerBatch(Array(repeating: good[0], count: 4097)) }
  }

  @Test(arguments: [0, 3, 256, 512, 65_536 - 256])
  func `a bundle's root adds what its leaves add`(size: Int) {
    var slow = TreeTrace(wanted: [UInt64(size), UInt64(size) + 256])
    for number in 0..<size { slow.append(TreeHash.leaf([UInt8(truncatingIfNeeded: number), UInt8(number >> 8)])) }
    var fast = slow
    let leaves = (0..<256).map { TreeHash.leaf([UInt8($0)]) }
    for leaf in leaves { slow.append(leaf) }
    let isAdded = fast.append(bundleRoot: TreeHash.complete(leaves[...]))
    #expect(isAdded == (size % 256 == 0))
    guard size % 256 == 0 else { return #expect(fast.tree.size == UInt64(size)) }
    #expect(fast.tree == slow.tree && fast.upper == slow.upper && fast.roots == slow.roots)
    var asked = TreeTrace(wanted: [UInt64(255)])
    let isAddedPastAnAskedSize = asked.append(bundleRoot: TreeHash.complete(leaves[...]))
    #expect(!isAddedPastAnAskedSize)
  }
}
