import ArgumentParser
import Engine

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "What is wrong with this installation, and what to do.",
    discussion: """
      Example: expunge doctor --home /var/lib/expunge --partners partners.yaml

      Also tries the keys and certificates that partners' lists are encrypted with: those of waves under way, and those \
      beside the partner files that waves were planned from. One that ends within 30 days is a finding.

      An inbox that cannot be read is a finding with what to do, such as to sign in anew where it is entered by `oauth`; \
      `expunge inbox --help` shows how that is set.
      """)

  @Option(name: .customLong("partners"), help: "A partner file whose keys are tried too.")
  var partners: String?

  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let checks = Examination(home.home, partnerFile: partners).run()
    if output.json {
      try printJSON(checks)
    } else {
      for check in checks {
        for line in DoctorCommand.lines(check) { print(line) }
      }
    }
    let bad = checks.filter { !$0.isFine }.count
    if bad > 0 { throw Findings(count: bad) }
  }

  private static func lines(_ check: Examination.Check) -> [String] {
    let head = check.isFine ? "ok   " : "BAD  "
    let remedy = check.remedy?.split(separator: "\n") ?? []
    return Terminal.folded(check.what, after: head)
      + remedy.flatMap { Terminal.folded(String($0), after: "     ") }
  }
}
