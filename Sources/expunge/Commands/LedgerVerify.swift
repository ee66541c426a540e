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
    options.timeStamps = try StampCheck(chainPEM: pem.isEmpty ? nil : pem)
    return options
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
    guard FileManager.default.fileExists(atPath: directory + "/SHA256SUMS") else {
      return (directory, VerifyReport(LedgerVerifier.verify(directory: directory, options: try outside.options())))
    }
    let (policy, chain) = (directory + "/policy", directory + "/tsa-chain.pem")
    let ownChain = outside.chain == nil && FileManager.default.fileExists(atPath: chain)
    let options = try outside.options(
      policyFile: FileManager.default.fileExists(atPath: policy) ? policy : nil, chains: ownChain ? [chain] : [])
    let pack = PackVerifier.verify(directory: directory, options: options)
    var report = VerifyReport(ledger: pack.ledger, findings: pack.findings, notes: pack.notes, head: pack.head)
    if ownChain {
      report.notes.append(
        "the time-stamps were checked with the pack's own tsa-chain.pem; get the authority's certificates from itself and give them with --chain"
      )
    }
    return (directory, report)
  }

  private func homePages() throws -> [(name: String, page: VerifyReport)] {
    let installation = try home.reading()
    let anchors = try installation.settings().anchors
    let options = try outside.options(
      policyFile: anchors.policyFile.map(installation.home.resolve),
      chains: anchors.timeStamps.map { installation.home.resolve($0.chain) })
    return try installation.store.read { try $0.matters() }.map { matter in
      let directory = installation.home.ledger(of: matter.id)
      var report = LedgerVerifier.verify(directory: directory, options: options)
      report.add(try StoreAgainstLedger(store: installation.store).check(matter: matter.id, directory: directory))
      return (directory, VerifyReport(report))
    }
  }
}
