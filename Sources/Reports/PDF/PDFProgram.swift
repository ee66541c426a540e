import Foundation

/// A program that lays out HTML for paper, and how it is called.
enum PDFProgram: Hashable, Sendable {
  case weasyprint
  case chromium(String)

  var name: String {
    switch self {
    case .weasyprint: "weasyprint"
    case .chromium(let name): name
    }
  }

  func arguments(in folder: PrivateFolder) -> [String] {
    let (page, pdf) = (folder.file("page.html").path, folder.file("page.pdf").path)
    switch self {
    case .weasyprint: return ["--quiet", "--encoding", "utf-8", page, pdf]
    case .chromium:
      // Chromium's sandbox refuses to start for root. The page holds no script and its policy forbids any.
      let sandbox = geteuid() == 0 ? ["--no-sandbox"] : []
      return sandbox + [
        "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.file("profile").path)",
        "--print-to-pdf=\(pdf)", "file://\(page)",
      ]
    }
  }

  /// The last line that says something, without the folder that is gone by now.
  static func shortened(_ complaints: String, _ folder: PrivateFolder) -> String {
    let lines = complaints.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    let line = lines.last ?? "no reason given"
    return Plain.name(line.replacingOccurrences(of: folder.path + "/", with: ""), limit: 200)
  }
}

/// A folder that only its owner can enter, gone with this value.
final class PrivateFolder {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.path
    path = "\(base)/expunge-print-\(UUID().uuidString)"
    guard mkdir(path, 0o700) == 0 else { throw PDFError.noTemporaryFolder(path: base) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }

  func emptyFile(_ name: String) throws -> FileHandle {
    try Data().write(to: file(name))
    return try FileHandle(forWritingTo: file(name))
  }
}
