import Engine
import Foundation

/// `retry` with nothing due, which cron runs for months, against `--version`.
struct IdleBench {
  func run() throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/expunge"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      return print("idle       not measured: build the product expunge first (swift build -c release)")
    }
    try withScratch { folder in
      let bench = try BenchHome(in: folder, port: 9)
      let version = try best { try runTool(program, ["--version"]) }
      let retry = try best { try runTool(program, ["retry", "--home", bench.home.path]) }
      printRatio(
        "idle", retry / version,
        String(format: "retry with nothing due %.1f ms, --version %.1f ms (best of 20)", retry * 1000, version * 1000),
        bound: "at most 3")
    }
  }

  private func best(_ work: () throws -> Void) throws -> Double {
    try (0..<20).map { _ in try seconds(work) }.min() ?? 0
  }
}
