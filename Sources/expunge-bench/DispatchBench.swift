import Drill
import Engine
import Foundation
import Store

/// Durable dispatches (intent, outcome and ledger line synced) against a bare libcurl loop on the same server.
struct DispatchBench {
  let calls: Int

  func run() async throws {
    let server = try await BenchServer.start()
    defer { Task { await server.stop() } }
    let bare = BareLoop(
      url: "http://127.0.0.1:\(server.port)/erase", body: "{\"id\":\"u-0000001\"}", calls: calls, inFlight: 512)
    bare.run()
    // By turns, and each round against its own counterpart: a busy moment of the machine hurts both or one round.
    var rounds: [(ours: Double, bare: Double)] = []
    // Removed after the last round only: ext4 looks long for a place among files that were just deleted.
    try withScratch { folder in
      for round in 0..<5 {
        let home = folder + "/\(round)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let plain = Double(calls) / seconds { bare.run() }
        rounds.append((ours: Double(calls) / (try engine(in: home, port: server.port)), bare: plain))
      }
    }
    rounds.sort { $0.ours / $0.bare < $1.ours / $1.bare }
    let median = rounds[rounds.count / 2]
    printRatio(
      "dispatch", median.ours / median.bare,
      "\(Int(median.ours)) durable dispatches/s, bare libcurl loop \(Int(median.bare))/s, \(calls) calls a round, "
        + "the median of \(rounds.count)",
      bound: "at least 0.5")
  }

  private func engine(in folder: String, port: Int) throws -> Double {
    let bench = try BenchHome(in: folder, port: port)
    var csv = "user-id\n"
    for index in 0..<calls { csv += "u-\(10_000_000 + index)\n" }
    try csv.write(toFile: folder + "/subjects.csv", atomically: true, encoding: .utf8)
    let installation = try Installation(bench.home, access: .readWrite)
    let wave = try bench.plan(installation, subjects: folder + "/subjects.csv")
    try bench.approve(wave, installation)
    let rooms = try WaveRooms(installation)
    guard let approved = try installation.store.read({ try $0.wave(wave.id) }) else { return .infinity }
    _ = try WaveOpening(
      store: installation.store, vault: try installation.vault(), home: bench.home,
      signatures: SSHSignatures(allowedSigners: bench.home.allowedSigners), surroundings: .world
    ).open(approved) { try installation.openLedger(of: approved.matter) }
    let sending = try installation.store.read { try $0.waves() }
    return try seconds {
      let summary = try EngineRun(installation, rooms: rooms, limits: Pass.Limits(length: .minutes(10))).run(sending)
      guard summary.answered == calls else { throw ToolFailed(path: "the engine", status: Int32(summary.answered)) }
    }
  }
}
