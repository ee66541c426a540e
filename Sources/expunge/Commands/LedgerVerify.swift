import ArgumentParser
import Audit
import Engine
import Foundation
import Ledger
import Reports
import Store

/// What a person knows about a ledger from elsewhere; each part closes a door.
struct OutsideOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Older checkpoints that you kept, or typed from paper: the ledger must grow out of each.", valueName: "file"))
  var against: [String] = []
  @Option(parsing: .upToNextOption, help: "Keys that the ledger must have been signed with, as you know them.")
  var key: [String] = []
  @Option(help: ArgumentHelp("Which witnesses count (C2SP policy file).", valueName: "file")) var policy: String?
  @Option(
    help: ArgumentHelp(
      "The time-stamp authorities' certificates, PEM, from the authorities themselves.", valueName: "file"))
  var chain: String?

  /// - Parameters:
  ///   - policyFile: Taken where none is named.
  ///   - chains: Taken where no chain is named.
  func options(policyFile: String? = nil, chains: [String] = []) throws -> VerifyOptions {
    var options = VerifyOptions()
    options.against = try against.map { ($0, try bytes($0, "The checkpoint")) }
    options.pinned = try key.map { try VerifierKey($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    if let file = policy ?? policyFile {
      options.policy = try WitnessPolicy(parsing: try bytes(file, "The policy"), file: file)
    }
    let files = chain.map { [$0] } ?? chains
    let pem = try files.map { try readText($0, "The chain") }.joined(separator: "\n")
    options.timeStamps = try StampCheck(chainPEM: files.isEmpty ? nil : pem)
    return options
  }

  /// What was asked for from outside and is not there: witnesses enough for the policy, a time-stamp under the chain.
  func unmet(by report: LedgerReport, in directory: String) throws -> [LedgerFinding] {
    var findings: [LedgerFinding] = []
    if let chain, !report.anchors.contains(where: { $0.kind == .timeStamp && $0.isChecked }) {
      findings.append(LedgerFinding(file: "checkpoints", what: "no time-stamp by an authority of \(chain) is there"))
    }
    if let policy {
      let rules = try WitnessPolicy(parsing: try bytes(policy, "The policy"), file: policy)
      let files = AnchorFiles(directory: directory)
      let isMet = try files.cosignatures().contains { size, lines in
        guard let checkpoint = try? files.checkpoint(of: size) else { return false }
        return (try? rules.isSatisfied(by: lines, over: checkpoint)) ?? false
      }
      if !isMet {
        findings.append(
          LedgerFinding(file: "checkpoints", what: "no checkpoint has the cosignatures that \(policy) asks for"))
      }
    }
    return findings
  }

  private func bytes(_ path: String, _ what: String) throws -> [UInt8] {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw ValidationError("\(what) \(path) cannot be read; check the path.")
    }
    return [UInt8](bytes)
  }
}

struct LedgerVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute everything: root, signatures, completeness, anchors, database against ledger.",
    discussion: """
      Example: expunge ledger verify                                   every ledger of the home
      Example: expunge ledger verify pack --against old-checkpoint     a folder from somebody else

      A folder is a ledger, an audit pack, or a partner's or a person's pack. What --against, --key, --policy and \
      --chain bring comes from you, not from the folder: without it, whoever holds the ledger's key could have \
      written the whole folder anew.
      """)

  @Argument(help: "A ledger or a pack; without one, every ledger of the home.") var directory: String?
  @OptionGroup var outside: OutsideOptions
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func run() throws {
    let pages = try directory.map { [try page($0)] } ?? homePages()
    for (name, page) in pages { print(output.json ? try page.json() : "\(name)\n\(page.text)") }
    let count = pages.reduce(0) { $0 + $1.page.findings.count }
    if count > 0 { throw Findings(count: count) }
  }

  private func page(_ directory: String) throws -> (name: String, page: VerifyReport) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isFolder), isFolder.boolValue else {
      throw ValidationError("\(directory) is no folder; name a ledger's folder or a pack.")
    }
    guard isPack(directory) else {
      var report = LedgerVerifier.verify(directory: directory, options: try outside.options())
      report.add(try outside.unmet(by: report, in: directory))
      return (directory, VerifyReport(report))
    }
    return (directory, try packPage(directory))
  }

  /// Also one that lost its digests: a ledger's folder has none of these.
  private func isPack(_ directory: String) -> Bool {
    ["SHA256SUMS", "README.txt", "entries.jsonl", "receipts", "verify-receipt.sh"]
      .contains { FileManager.default.fileExists(atPath: directory + "/" + $0) }
  }

  private func packPage(_ directory: String) throws -> VerifyReport {
    let chain = directory + "/tsa-chain.pem"
    var options = try outside.options()
    var (findings, notes): ([LedgerFinding], [String]) = ([], [])
    if outside.chain == nil, FileManager.default.fileExists(atPath: chain) {
      do {
        options.timeStamps = try StampCheck(chainPEM: try readText(chain, "The chain"))
        notes.append(
          "the time-stamps were checked with the pack's own tsa-chain.pem; get the authority's certificates from itself "
            + "and give them with --chain")
      } catch { findings.append(LedgerFinding(file: "tsa-chain.pem", what: "\(error)")) }
    }
    let pack = PackVerifier.verify(directory: directory, options: options)
    if let ledger = pack.ledger { findings += try outside.unmet(by: ledger, in: directory) }
    return VerifyReport(
      ledger: pack.ledger, findings: pack.findings + findings, notes: pack.notes + notes, head: pack.head)
  }

  private func homePages() throws -> [(name: String, page: VerifyReport)] {
    let installation = try home.reading()
    let anchors = try installation.settings().anchors
    let options = try outside.options(
      policyFile: anchors.policyFile.map(installation.home.resolve),
      chains: anchors.timeStamps.map { installation.home.resolve($0.chain) })
    let known = try installation.store.read { try $0.matters() }
    let strangers = installation.home.ledgers.filter { name in !known.contains { $0.id == name } }
    return try known.map { matter in
      let directory = installation.home.ledger(of: matter.id)
      var report = LedgerVerifier.verify(directory: directory, options: options)
      report.add(try StoreAgainstLedger(store: installation.store).check(matter: matter.id, directory: directory))
      report.add(try outside.unmet(by: report, in: directory))
      return (directory, VerifyReport(report))
    }
      + strangers.map { name in
        let directory = installation.home.ledger(of: name)
        var report = LedgerVerifier.verify(directory: directory, options: options)
        report.add([LedgerFinding(file: "expunge.db", what: "the database does not know this ledger")])
        return (directory, VerifyReport(report))
      }
  }
}
