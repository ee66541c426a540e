import Engine
import Foundation
import Glibc

/// One line on standard error that is rewritten, on a terminal only: logs and pipes stay clean.
struct Progress {
  private let isTerminal = isatty(2) == 1

  func show(_ text: String) {
    guard isTerminal else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  func clear() { show("") }

  func show(_ summary: Pass.Summary) {
    let pause = summary.pause.map { "; \($0.words)" } ?? " ..."
    show("  begun \(summary.begun), answered \(summary.answered)\(pause)")
  }
}
