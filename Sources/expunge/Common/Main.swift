import ArgumentParser
import Catalogue
import Engine
import Foundation

@main
enum Main {
  static func main() async {
    do {
      var command = try Expunge.parseAsRoot()
      if var asynchronous = command as? AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Failure.end(error)
    }
  }
}

/// Exit codes are part of the contract: scripts and cron act on them.
enum Failure: Int32 {
  /// Refused or failed; the message says what was and was not done.
  case failed = 1
  /// A file that a person wrote has mistakes; nothing was changed.
  case mistakes = 2
  /// A check was made and found something.
  case findings = 3
  /// Another expunge is at work in the home.
  case busy = 4

  static let help = """
    Exit codes: 0 done; 1 refused or failed; 2 a file has mistakes, nothing was changed; 3 a check found something; \
    4 another expunge is at work; 64 the command line is wrong.
    """

  static func end(_ error: any Error) -> Never {
    switch error {
    case let mistakes as Mistakes:
      say("\(mistakes)")
      exit(Failure.mistakes.rawValue)
    case let found as Findings:
      say(found.description)
      exit(Failure.findings.rawValue)
    case HomeError.busy:
      say("expunge: \(error)")
      exit(Failure.busy.rawValue)
    case let error as CocoaError:
      say("expunge: \(error.filePath ?? "a file"): \(error.words)")
      exit(Failure.failed.rawValue)
    case is ExitCode, is CleanExit, is ValidationError: Expunge.exit(withError: error)
    case _ where Expunge.exitCode(for: error) == .validationFailure || Expunge.exitCode(for: error) == .success:
      Expunge.exit(withError: error)
    case _ where isSubjectMistake(error):
      say("\(error)")
      exit(Failure.mistakes.rawValue)
    case _:
      say("expunge: \(error)")
      exit(Failure.failed.rawValue)
    }
  }

  private static func isSubjectMistake(_ error: any Error) -> Bool { error is SubjectFileError }

  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

extension CocoaError {
  /// What happened to the file, without the framework's own spelling.
  fileprivate var words: String {
    let why = (userInfo[NSUnderlyingErrorKey] as? NSError).map { String(cString: strerror(Int32($0.code))) }
    return (why ?? "it cannot be read or written") + "; check the path, the permissions and the space on the disk"
  }
}

/// Thrown by checks that have printed what they found.
struct Findings: Error, CustomStringConvertible {
  let count: Int
  var description: String { count == 1 ? "1 finding" : "\(count) findings" }
}
