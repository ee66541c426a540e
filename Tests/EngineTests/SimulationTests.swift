import Foundation
import Testing
import Workflow

@testable import Engine

/// The real machines, the real conductor and the real store in made-up worlds: crashes between any two effects,
/// repeated, reordered and lost answers; first nothing wrong may ever happen, then everything must come to an end.
///
/// One after another and on a thread of their own: they compute for a minute, and must not starve tests that talk to
/// real sockets.
@Suite(.serialized) struct SimulationTests {
  /// 1,000 unless the environment asks for more (or, while chasing one, fewer).
  static let count = ProcessInfo.processInfo.environment["EXPUNGE_SEEDS"].flatMap { UInt64($0) } ?? 1000

  @Test(arguments: stride(from: 0, to: count, by: 50).map { $0..<min($0 + 50, count) })
  func `whatever the network does, nothing is lost, doubled or claimed wrongly, and everything ends`(
    _ seeds: Range<UInt64>
  ) async throws {
    try await onOwnThread { for seed in seeds { try Self.live(through: seed) } }
  }

  private static func live(through seed: UInt64) throws {
    let world = try World(seed: seed)
    for tick in 1...50 {
      world.tick(faults: true)
      if tick.isMultiple(of: 10) { try world.audit() }
      try #require(world.violations.isEmpty, "seed \(seed)\n\(world.report)")
    }
    for tick in 1...400 {
      world.tick(faults: false)
      if tick.isMultiple(of: 10), try world.unfinished().isEmpty { break }
    }
    try world.audit()
    let unfinished = try world.unfinished()
    try #require(world.violations.isEmpty && unfinished.isEmpty, "seed \(seed) \(unfinished)\n\(world.report)")
    try #require(try world.outcome(of: "dead") == .settled(.unanswered), "seed \(seed)\n\(world.report)")
  }

  private func onOwnThread(_ work: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      Thread { done.resume(with: Result { try work() }) }.start()
    }
  }

  @Test func `the same seed is the same story`() throws {
    func story() throws -> ([String], Int) {
      let world = try World(seed: 4711)
      for _ in 0..<60 { world.tick(faults: true) }
      try world.audit()
      return (world.trace, world.lines.count)
    }
    let (first, second) = (try story(), try story())
    #expect(first == second && first.1 > 10)
  }
}
