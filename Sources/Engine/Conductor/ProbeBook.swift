import Crypto
import Foundation
import Store
import Workflow

/// What an instruction's look-ups have shown so far, and how often they were repeated after its end.
struct ProbeBook: Codable, Equatable {
  /// Subjects whom a look-up no longer found.
  var verified = SubjectRanges()
  /// Repetitions begun.
  var rounds = 0
  /// When all subjects had settled: what the repetitions are counted from.
  var settledAt: Instant?

  static func fact(_ instruction: InstructionID) -> String { "probes." + instruction.description }
}

extension StoreReading {
  func probeBook(of instruction: InstructionID) throws -> ProbeBook {
    guard let text = try fact(ProbeBook.fact(instruction)) else { return ProbeBook() }
    do { return try JSONDecoder().decode(ProbeBook.self, from: Data(text.utf8)) } catch {
      throw StoreError.damaged("the look-ups of \(instruction) cannot be read")
    }
  }
}

extension StoreWriting {
  func set(_ book: ProbeBook, of instruction: InstructionID) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try set(fact: ProbeBook.fact(instruction), to: String(decoding: try encoder.encode(book), as: UTF8.self))
  }
}

/// Who is looked up, drawn from the committed set: neither side picks, and anyone can draw it again.
enum ProbeSample {
  static func draw(_ most: Int?, of routed: SubjectRanges, setRoot: [UInt8], partner: String) -> SubjectRanges {
    let count = routed.count
    guard let most, most < count else { return routed }
    let all = Array(routed.indices)
    var drawn: Set<Int> = []
    var counter = UInt64(0)
    while drawn.count < most {
      let number = withUnsafeBytes(of: counter.bigEndian, Array.init)
      let hash = SHA256.hash(data: Array("expunge-probe/1".utf8) + setRoot + Array(partner.utf8) + [0] + number)
      let value = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      drawn.insert(all[Int(value % UInt64(count))])
      counter += 1
    }
    return SubjectRanges(indices: drawn)
  }
}
