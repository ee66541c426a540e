import Catalogue
import Foundation
import Workflow

@testable import Resolve

/// A folder with a subject file and logs, gone after the test.
final class Scene {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("resolve-\(UUID())").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func resolver(_ subjects: String, _ change: (inout ResolveOptions) throws -> Void = { _ in }) throws -> Resolver {
    var options = ResolveOptions(window: TimeWindow(from: Scene.start, until: Scene.start + 86400))
    try change(&options)
    return try Resolver(try SubjectFile.scan(path: try write("subjects.csv", subjects.utf8)), options)
  }

  /// The resolved file's lines, and the report.
  func resolve(
    _ subjects: String, _ log: String, _ change: (inout ResolveOptions) throws -> Void = { _ in }
  ) throws -> (rows: [String], report: ResolutionReport) {
    try resolve(subjects, bytes: Array(log.utf8), change)
  }

  func resolve(
    _ subjects: String, bytes log: [UInt8], _ change: (inout ResolveOptions) throws -> Void = { _ in }
  ) throws -> (rows: [String], report: ResolutionReport) {
    var resolver = try resolver(subjects, change)
    try resolver.read(log: try write("log", log))
    let resolution = try resolver.resolved().write(to: path("out.csv"), force: true)
    return (try rows(), resolution.report)
  }

  func rows() throws -> [String] {
    try String(contentsOfFile: path("out.csv"), encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// 2022-12-06T00:00:00Z.
  static let start: Int64 = 1_670_284_800
}

/// One line of the combined format with cookies behind.
func hit(
  _ ip: String, _ page: String, cookies: String = "-", referer: String = "-", user: String = "-",
  time: String = "06/Dec/2022:10:00:00 +0000"
) -> String {
  "\(ip) - \(user) [\(time)] \"GET \(page) HTTP/1.1\" 200 512 \"\(referer)\" \"Mozilla/5.0\" \"\(cookies)\"\n"
}

extension ResolutionReport {
  func sum(_ count: KeyPath<RuleCount, Int>) -> Int { rules.reduce(0) { $0 + $1[keyPath: count] } }
}
