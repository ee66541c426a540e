/// Why no PDF came out.
public enum PDFError: Error, Hashable, Sendable, CustomStringConvertible {
  case noProgram(tried: [String])
  case failed(program: String, status: Int32, complaint: String)
  case tookTooLong(program: String, seconds: Int)
  case noTemporaryFolder(path: String)

  public var description: String {
    switch self {
    case .noProgram(let tried):
      "no program that makes a PDF is installed (looked for \(tried.joined(separator: ", "))); install one, for example "
        + "`apt-get install weasyprint`, or print as html and let a browser make the PDF"
    case .failed(let program, let status, let complaint):
      "\(program) made no PDF (status \(status)): \(complaint); print as html and let a browser make the PDF"
    case .tookTooLong(let program, let seconds):
      "\(program) made no PDF within \(seconds) seconds and was stopped; print as html and let a browser make the PDF"
    case .noTemporaryFolder(let path):
      "\(path): no folder can be made there for the page while its PDF is made; set TMPDIR to a writable folder"
    }
  }
}
