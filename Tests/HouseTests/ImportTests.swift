import Foundation
import Testing

/// The walls of the house: what each room may import of the other rooms.
@Suite struct ImportTests {
  static let allowed: [String: Set<String>] = [
    "Ledger": [], "Workflow": [],
    "Catalogue": ["Workflow"], "Vault": [], "Curl": ["CCurl"], "Mail": ["CGMime", "CResolv"],
    "TimeStamps": [], "QRCode": ["CQREncode"],
    "Resolve": ["Workflow", "Catalogue", "CZlib"],
    "Store": ["Workflow"], "Channels": ["Workflow", "Catalogue", "Curl", "Mail", "Vault"],
    "Audit": ["Ledger"], "Witness": ["Ledger"],
    "Engine": ["Workflow", "Catalogue", "Curl", "Mail", "Vault", "Store", "Channels", "Ledger", "TimeStamps"],
    "Reports": ["Workflow", "Store", "Ledger", "QRCode"], "Drill": [],
  ]
  /// Pure rooms: nothing that reaches outside.
  static let outside: Set<String> = ["Foundation", "Glibc", "Dispatch", "GRDB", "NIOCore"]

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  private static func files(of room: String) throws -> [URL] {
    let folder = sources.appendingPathComponent(room)
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    return found.filter { $0.pathExtension == "swift" }
  }

  private static func imports(in file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains("import ") && !$0.hasPrefix("//") && !$0.hasPrefix(" ") }
      .compactMap { $0.split(separator: " ").last.map(String.init) }
  }

  @Test(arguments: allowed.keys.sorted())
  func `a room imports only rooms below it`(_ room: String) throws {
    let rooms = Set(Self.allowed.keys).union(["CCurl", "CGMime", "CQREncode", "CResolv", "CZlib"])
    let files = try Self.files(of: room)
    #expect(files.count > 3, "no sources found for \(room)")
    for file in files {
      for module in try Self.imports(in: file) where rooms.contains(module) {
        #expect(
          Self.allowed[room]?.contains(module) == true, "\(file.lastPathComponent) of \(room) imports \(module)")
      }
    }
  }

  /// Files of pure rooms that use a type of Foundation, and nothing of it that reaches outside: bytes that are stored
  /// as text, and the normal form of Unicode.
  private static let typesOnly: Set<String> = ["MeterCoding.swift", "Preparation.swift"]

  @Test func `the workflow is pure: it imports nothing at all`() throws {
    for file in try Self.files(of: "Workflow") where !Self.typesOnly.contains(file.lastPathComponent) {
      #expect(try Self.imports(in: file).isEmpty, "\(file.lastPathComponent) imports something")
    }
  }

  @Test func `the catalogue reads no files and no clock, but for the people's list`() throws {
    for file in try Self.files(of: "Catalogue")
    where !file.path.contains("/Subjects/") && !Self.typesOnly.contains(file.lastPathComponent) {
      let found = Set(try Self.imports(in: file)).intersection(Self.outside)
      #expect(found.isEmpty, "\(file.lastPathComponent) imports \(found)")
    }
  }

  @Test func `the top level holds what it should and nothing else`() throws {
    let top = try FileManager.default.contentsOfDirectory(atPath: Self.sources.deletingLastPathComponent().path)
    let wanted: Set = ["Package.swift", "Sources", "Tests", "Templates", "partners.yaml", "README.md", "LICENSE"]
    let extra = top.filter { !$0.hasPrefix(".") && !wanted.contains($0) && $0 != "Package.resolved" }
    #expect(extra.isEmpty, "not on the list: \(extra)")
    #expect(wanted.isSubset(of: top), "missing: \(wanted.subtracting(top))")
  }
}
