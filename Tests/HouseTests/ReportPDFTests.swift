import Foundation
import Ledger
import Testing

@testable import Reports

/// A folder of programs that stand in for the real ones.
private final class Programs {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("programs-\(UUID().uuidString)").path

  init(_ scripts: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, script) in scripts {
      let file = "\(path)/\(name)"
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: file))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func pdf(_ html: String = "<p>x", patience: Int = 60) throws -> String {
    String(decoding: try PDFMaker(path: path, patience: patience).pdf(Array(html.utf8)), as: UTF8.self)
  }
}

/// WeasyPrint is called as `--quiet --encoding utf-8 PAGE PDF`.
private let asWeasyPrint =
  "/bin/sh -c '/usr/bin/printf \"%%PDF-1.7 \" > \"$0\"; /bin/cat \"$1\" >> \"$0\"' \"$5\" \"$4\""

@Test func `without a program the error says what to install`() throws {
  let none = try Programs([:])
  let error = try #require(throws: PDFError.self) { try none.pdf() }
  #expect(error == .noProgram(tried: ["weasyprint", "chromium", "chromium-browser", "google-chrome"]))
  #expect(error.description.contains("apt-get install weasyprint"))
  #expect(PDFMaker(path: none.path).program == nil)
}

@Test func `a program gets the page and gives its PDF`() throws {
  let programs = try Programs(["weasyprint": asWeasyPrint, "chromium": "exit 9"])
  #expect(try programs.pdf("<p>hello") == "%PDF-1.7 <p>hello")
  #expect(PDFMaker(path: programs.path).program == "weasyprint")
}

@Test func `where the first program fails, the next one is tried`() throws {
  let chromium = "for a in \"$@\"; do case $a in --print-to-pdf=*) echo %PDF-second > ${a#--print-to-pdf=};; esac; done"
  let programs = try Programs(["weasyprint": "exit 3", "google-chrome": chromium])
  #expect(try programs.pdf() == "%PDF-second\n")
}

@Test func `a program that makes no PDF is told with its complaint`() throws {
  let programs = try Programs(["weasyprint": "echo first >&2; echo the page is odd >&2; exit 3"])
  #expect(throws: PDFError.failed(program: "weasyprint", status: 3, complaint: "the page is odd")) {
    try programs.pdf()
  }
  let empty = try Programs(["weasyprint": "echo nothing > \"$5\""])
  #expect(throws: PDFError.failed(program: "weasyprint", status: 0, complaint: "no reason given")) { try empty.pdf() }
}

@Test func `a program that hangs is stopped`() throws {
  let programs = try Programs(["weasyprint": "exec /bin/sleep 60"])
  #expect(throws: PDFError.tookTooLong(program: "weasyprint", seconds: 1)) { try programs.pdf(patience: 1) }
}

@Test func `the page lies where only its owner can read, and is gone afterwards`() throws {
  let programs = try Programs([
    "weasyprint": "/bin/sh -c '/usr/bin/printf \"%%PDF-\" > \"$0\"; /usr/bin/stat -c \"%a $HOME\" . >> \"$0\"' \"$5\""
  ])
  let answer = try programs.pdf().dropFirst(5).split(separator: " ")
  #expect(answer.first == "700")
  let folder = try #require(answer.last).trimmingCharacters(in: .newlines)
  #expect(folder.contains("expunge-print-"))
  #expect(!FileManager.default.fileExists(atPath: folder))
}

private let isWeasyPrintHere = FileManager.default.isExecutableFile(atPath: "/usr/bin/weasyprint")

@Test(.enabled(if: isWeasyPrintHere, "WeasyPrint is not installed")) func `WeasyPrint makes a PDF of the page`() throws
{
  let ledger = try SheetLedger(partners: 1)
  let html = try SheetPrint.html(ledger, samples: [2])
  let pdf = try PDFMaker(path: "/usr/bin:/bin").pdf(Array(html.utf8))
  #expect(pdf.starts(with: "%PDF-".utf8) && pdf.count > 10_000)
}
