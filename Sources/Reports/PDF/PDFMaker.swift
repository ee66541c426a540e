import Foundation

/// Makes a PDF of an HTML page through a program that is installed: WeasyPrint first, then Chromium or Chrome.
///
/// The page lies in a folder that only its owner can read, and goes when the PDF is there. Nothing is fetched: the page
/// needs nothing, and Chromium's own calls home are turned off.
public struct PDFMaker: Sendable {
  static let programs =
    [PDFProgram.weasyprint] + ["chromium", "chromium-browser", "google-chrome"].map(PDFProgram.chromium)

  let folders: [String]
  let patience: Int

  /// - Parameters:
  ///   - path: Folders in which programs are looked for, separated by colons.
  ///   - patience: Seconds that a program may take.
  public init(path: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", patience: Int = 900) {
    folders = path.split(separator: ":").map(String.init)
    self.patience = patience
  }

  /// The program that ``pdf(_:)`` tries first; nil where none is installed.
  public var program: String? { installed.first?.program.name }

  /// - Parameter html: UTF-8, standing alone.
  /// - Returns: The PDF's bytes.
  /// - Throws: ``PDFError``. A program that fails makes way for the next; the first one's complaint is told.
  public func pdf(_ html: [UInt8]) throws -> [UInt8] {
    var complaint: PDFError?
    for (program, path) in installed {
      do { return try run(program, at: path, html) } catch let error as PDFError { complaint = complaint ?? error }
    }
    throw complaint ?? PDFError.noProgram(tried: Self.programs.map(\.name))
  }

  private var installed: [(program: PDFProgram, path: String)] {
    Self.programs.compactMap { program in
      folders.map { "\($0)/\(program.name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        .map { (program, $0) }
    }
  }

  private func run(_ program: PDFProgram, at path: String, _ html: [UInt8]) throws -> [UInt8] {
    let folder = try PrivateFolder()
    try Data(html).write(to: folder.file("page.html"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = program.arguments(in: folder)
    process.environment = [
      "PATH": folders.joined(separator: ":"), "HOME": folder.path, "TMPDIR": folder.path, "LANG": "C.UTF-8",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    // A file and no pipe: a pipe that nobody empties would stop a talkative program.
    process.standardError = try folder.emptyFile("complaints")
    try wait(for: process, program)
    let complaints = (try? String(contentsOf: folder.file("complaints"), encoding: .utf8)) ?? ""
    let pdf = (try? Data(contentsOf: folder.file("page.pdf"))) ?? Data()
    guard process.terminationStatus == 0, pdf.starts(with: "%PDF-".utf8) else {
      throw PDFError.failed(
        program: program.name, status: process.terminationStatus, complaint: PDFProgram.shortened(complaints, folder))
    }
    return [UInt8](pdf)
  }

  private func wait(for process: Process, _ program: PDFProgram) throws {
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    guard ended.wait(timeout: .now() + .seconds(patience)) == .timedOut else { return }
    process.terminate()
    if ended.wait(timeout: .now() + .seconds(5)) == .timedOut { kill(process.processIdentifier, SIGKILL) }
    throw PDFError.tookTooLong(program: program.name, seconds: patience)
  }
}
