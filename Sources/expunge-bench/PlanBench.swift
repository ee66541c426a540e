import Drill
import Engine
import Foundation

/// Planning a wave (checks, sealing, commitments, routing) against `sqlite3 .import` of the same file.
struct PlanBench {
  let people: Int

  func run() throws {
    try withScratch { folder in
      let csv = folder + "/subjects.csv"
      guard FileManager.default.createFile(atPath: csv, contents: nil), let handle = FileHandle(forWritingAtPath: csv)
      else { throw ToolFailed(path: csv, status: 1) }
      try DrillScenario(seed: 1, count: people).writeSubjects(to: handle)
      try handle.close()
      let plain = try seconds {
        try runTool("/usr/bin/sqlite3", [folder + "/plain.db"], input: ".mode csv\n.import \(csv) subjects\n")
      }
      let bench = try BenchHome(in: folder, port: 9)
      let installation = try Installation(bench.home, access: .readWrite)
      let ours = try seconds { _ = try bench.plan(installation, subjects: csv) }
      printRatio(
        "plan", ours / plain,
        String(format: "%.1f s for %d people, sqlite3 .import %.1f s, peak %d MiB", ours, people, plain, peakMiB),
        bound: "at most 6")
    }
  }

  private var peakMiB: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
