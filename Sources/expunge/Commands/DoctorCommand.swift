import ArgumentParser
import Engine

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What is wrong with this installation, and what to do.",
    discussion: "Example: expunge doctor --home /var/lib/expunge")

  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let checks = Examination(home.home).run()
    if output.json {
      try printJSON(checks)
    } else {
      for check in checks {
        print("\(check.isFine ? "ok  " : "BAD ") \(check.what)")
        if let remedy = check.remedy { print("     \(remedy)") }
      }
    }
    let bad = checks.filter { !$0.isFine }.count
    if bad > 0 { throw Findings(count: bad) }
  }
}
