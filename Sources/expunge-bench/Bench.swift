import ArgumentParser
import Foundation

/// Measures the ratios that the project promises, each against something plain in the same run on the same machine.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expunge-bench",
    abstract: "Dispatches, planning, idle retries, the ledger: each against a plain counterpart, as ratios.",
    discussion: "Example: swift run -c release expunge-bench --subjects 20000 --people 1000000",
    subcommands: [LedgerBenchCommand.self])

  @Option(help: "Calls, one identifier each, in the dispatch measurement.") var subjects = 40_000
  @Option(help: "Rows in the planning measurement.") var people = 1_000_000
  @Option(help: "Only these: dispatch, plan, idle, ledger.") var only: String?

  func run() async throws {
    let chosen = only.map { Set($0.split(separator: ",").map(String.init)) }
    print("machine: \(ProcessInfo.processInfo.activeProcessorCount) cores")
    if chosen?.contains("dispatch") ?? true { try await DispatchBench(calls: subjects).run() }
    if chosen?.contains("plan") ?? true { try PlanBench(people: people).run() }
    if chosen?.contains("idle") ?? true { try IdleBench().run() }
    if chosen?.contains("ledger") ?? true { try LedgerBench(lines: 580_000, isLong: false).run() }
  }
}

/// Prints one ratio with what it was made of.
func printRatio(_ name: String, _ value: Double, _ words: String, bound: String) {
  let ratio = String(format: "%.2f", value)
  print("\(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(ratio)  (\(bound))  \(words)")
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let took = try clock.measure(work)
  return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
}

/// A folder that is gone afterwards.
func withScratch<Value>(_ work: (String) throws -> Value) throws -> Value {
  let path = NSTemporaryDirectory() + "expunge-bench-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try work(path)
}

/// Runs a program and waits; its output is thrown away.
func runTool(_ path: String, _ arguments: [String], input: String? = nil) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  if let input {
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
  } else {
    try process.run()
  }
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ToolFailed(path: path, status: process.terminationStatus) }
}

struct ToolFailed: Error, CustomStringConvertible {
  let path: String
  let status: Int32
  var description: String { "\(path) ended with \(status)" }
}
