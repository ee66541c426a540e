import ArgumentParser
import Engine

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a home: keys, database, settings.",
    discussion: """
      Example: expunge init --home /var/lib/expunge

      Afterwards write the people who may approve waves into allowed_signers, one line each: \
      `anna@example.com ssh-ed25519 AAAA...` (the format of ssh-keygen(1), ALLOWED SIGNERS).
      """)

  @OptionGroup var home: HomeOption

  func run() throws {
    try Installation.create(home.home)
    print(
      """
      Made a home at \(home.home.path).
        keys/root.key      seals identifiers and evidence: back it up apart from the rest
        allowed_signers    write the people in who may approve waves
        settings.yaml      mail server, network rules
      Next: expunge matter open FILE
      """)
  }
}
