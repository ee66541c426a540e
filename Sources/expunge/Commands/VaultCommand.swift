import ArgumentParser
import Engine
import Foundation
import Glibc
import Workflow

struct VaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault", abstract: "The sealed identifiers and evidence: destroy what opens them.",
    subcommands: [VaultShred.self])
}

struct VaultShred: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shred",
    abstract: "Destroy the keys of a wave, or of one person in it. The ledger still verifies; nothing opens any more.",
    discussion: """
      Example: expunge vault shred devices-2022-12-w1    (one person: --subject 17)

      Refused while a partner is open, unless two different people sign: each runs \
      expunge vault shred W --override --ssh-key KEY --role legal. What is open then ends as withdrawn.

      Without the key at hand: expunge vault shred W --override --text > s.txt; \
      ssh-keygen -Y sign -n expunge-shred -f KEY s.txt; expunge vault shred W --override --signature s.txt.sig

      The root key is replaced too. Back up the new keys/root.key and destroy every older copy: with an old root key and \
      an old copy of the vault, what was shredded opens.
      """)

  @Argument(help: "The wave.") var wave: String?
  @Option(help: "Only this person: an index of the wave's set.") var subject: Int?
  @Flag(help: "Sign for shredding although partners are open; the second person's signature starts it.")
  var override = false
  @Option(name: .customLong("ssh-key"), help: "Sign with this SSH key (a public key uses ssh-agent).") var key: String?
  @Option(help: "A file with a signature made by ssh-keygen -Y sign.") var signature: String?
  @Flag(help: "Only print the text that is signed.") var text = false
  @Option(
    name: .customLong("allowed-signers"), help: "The people who may sign (default: allowed_signers in the home).")
  var allowedSigners: String?
  @Option(help: "Your role, as the ledger will say: legal, privacy, ...") var role = "operator"
  @Flag(help: "Do not ask on the terminal. Needed where there is none.") var yes = false
  @Flag(help: "End a shredding that was cut short; names no wave.") var finish = false
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func validate() throws {
    guard finish != (wave != nil) else { throw ValidationError("Name the wave: expunge vault shred W.") }
    guard Reason.isCode(role) else { throw ValidationError("--role is a short code such as legal or privacy.") }
    guard override || (key == nil && signature == nil && !text) else {
      throw ValidationError("--ssh-key, --signature and --text belong to --override.")
    }
    guard !override || text || (key == nil) != (signature == nil) else {
      throw ValidationError("Give either --ssh-key KEY or --signature FILE (or --text to see what is signed).")
    }
  }

  func run() throws {
    guard let wave else { return try runFinish() }
    let target = ShredTarget(wave: wave, subject: subject)
    try home.writing { installation in
      _ = try requireWave(wave, in: installation)
      try finishEarlier(in: installation)
      if override { return try runOverride(target, in: installation) }
      let shredding = Shredding(installation)
      let open = try shredding.check(target).open
      if open.isEmpty { try confirm(target) }
      try tell(try shredding.shred(target, role: Reason(role)), in: installation)
    }
  }

  private func runFinish() throws {
    try home.writing { installation in
      guard let report = try Shredding(installation).finish() else { return print("No shredding was cut short.") }
      try tell(report, in: installation)
    }
  }

  private func finishEarlier(in installation: Installation) throws {
    guard let report = try Shredding(installation).finish() else { return }
    Failure.say("ended a shredding of \(report.target.words) that was cut short")
  }

  private func runOverride(_ target: ShredTarget, in installation: Installation) throws {
    let overrides = ShredOverrides(
      installation,
      signatures: SSHSignatures(allowedSigners: allowedSigners ?? installation.home.allowedSigners))
    let pinned = try overrides.pinned(target)
    if text { return print(pinned.text, terminator: "") }
    try confirm(target)
    let signed =
      try signature.map { try readText($0, "The signature") }
      ?? SSHSignatures.sign(pinned.text, key: key ?? "", namespace: ShredOverride.namespace)
    let complete = try overrides.sign(target, signature: signed, role: Reason(role))
    let missing = Approver.needed - complete.signers.count
    guard missing <= 0 else {
      return print("Signed. Needed: \(missing) more, by another person within seven days. Nothing was shredded.")
    }
    try tell(try Shredding(installation).shred(target, role: Reason(role), override: overrides), in: installation)
  }

  /// Cannot be undone, so it is said twice: on the terminal, or by `--yes`.
  private func confirm(_ target: ShredTarget) throws {
    guard !yes else { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError("There is no terminal to confirm on; nothing was shredded. Say --yes.")
    }
    Failure.say("This destroys the keys of \(target.words) for good. Type \(target.wave) to go on:")
    guard readLine() == target.wave else { throw ValidationError("Not confirmed; nothing was shredded.") }
  }

  private func tell(_ report: ShreddingReport, in installation: Installation) throws {
    if output.json { return try printJSON(report) }
    print("Shredded \(report.target.words). \(report.words)")
    print("keys/root.key is new: back it up now, and destroy every older copy of it.")
    for path in try Shredding(installation).leftovers(of: report.target.wave) {
      print("Still there, in the clear: \(path). Remove it yourself.")
    }
  }
}

extension ShredTarget {
  fileprivate var words: String { subject.map { "subject \($0) of wave \(wave)" } ?? "wave \(wave)" }
}

extension ShreddingReport {
  fileprivate var words: String {
    var sentences = [
      receipts.isEmpty
        ? "It was never sent, so the ledger does not know it."
        : "Receipts: \(receipts.map(String.init).joined(separator: ", "))."
    ]
    if closed { sentences.append("The wave is closed.") }
    if !withdrawn.isEmpty { sentences.append("Withdrawn at \(withdrawn.joined(separator: ", ")).") }
    if let evidence {
      sentences.append("Evidence: \(evidence.destroyed) pieces destroyed, \(evidence.kept) kept.")
      if evidence.searched > 0 {
        sentences.append(
          "\(evidence.searched) of these are tied to nobody in the ledger; they were searched, and do not hold the identifiers as plain text."
        )
      }
    }
    return sentences.joined(separator: " ")
  }
}
