import ArgumentParser
import Catalogue
import Channels
import Engine
import Foundation
import Workflow

struct DdrfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ddrf",
    abstract: "What our own domain must show before partners of the Data Deletion Request Framework believe us.",
    subcommands: [Publish.self, Check.self])

  struct Publish: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write our dsrdelete.json and our keys, ready to be put on our domain.",
      discussion: """
        Example: expunge partners ddrf publish --out site --endpoint https://www.shop.example/dsr-delete --create-key

        The framework demands of everybody an endpoint at which others may ask us to delete; name yours. The key is \
        the one that the partner file's ddrf entries sign with; --create-key makes it where its file is missing.
        """)

    @OptionGroup var partners: PartnersOption
    @Option(help: "The folder to write to: the root of the site.") var out: String
    @Option(help: "The address at which others send deletion requests to us.") var endpoint: String
    @Option(help: "Our domain, where the partner file's ddrf entries name more than one.") var issuer: String?
    @Flag(name: .customLong("create-key"), help: "Make the signing key (P-256, mode 0600) where its file is missing.")
    var createKey = false

    func validate() throws {
      guard endpoint.hasPrefix("https://") else { throw ValidationError("--endpoint must begin with https://.") }
    }

    func run() throws {
      let entries = try DdrfEntries(partners.path, issuer: issuer)
      if createKey { try entries.createKeys() }
      let publication = DDRFPublication(
        issuer: entries.issuer, endpoint: endpoint, identifiers: entries.identifiers, keys: try entries.keys())
      for file in try publication.files() {
        let url = URL(fileURLWithPath: out).appendingPathComponent(file.path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url, options: .atomic)
        print("\(url.path)  ->  https://\(entries.issuer)/\(file.path)")
      }
      Failure.say(
        "Put these files on https://\(entries.issuer), then run: expunge partners ddrf check --partners \(partners.path)"
      )
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetch what our domain and the partners' domains publish, and say what is wrong.",
      discussion: "Example: expunge partners ddrf check acme-exchange")

    @Argument(help: "Partner ids (default: all that go by ddrf).") var ids: [String] = []
    @OptionGroup var partners: PartnersOption
    @OptionGroup var home: HomeOption
    @Option(help: "The root of our own site, if not https://ISSUER.") var own: String?
    @OptionGroup var output: JSONOption

    func run() async throws {
      let all = try readPartners(partners.path).filter { $0.ddrf != nil }
      if let wrong = ids.first(where: { id in !all.contains { $0.id == id } }) {
        throw ValidationError(
          "There is no ddrf partner '\(wrong)' in \(partners.path). \(remedy(for: wrong, among: all.map(\.id)))")
      }
      let chosen = all.filter { ids.isEmpty || ids.contains($0.id) }
      guard !chosen.isEmpty else { throw ValidationError("No entry of \(partners.path) goes by ddrf.") }
      var rows: [Row] = []
      for entry in chosen { rows += try await findings(entry) }
      if output.json {
        try printJSON(rows)
      } else {
        for row in rows { print("\(row.isFine ? "ok  " : "BAD ") \(row.partner): \(row.what)") }
      }
      let bad = rows.filter { !$0.isFine }.count
      if bad > 0 { throw Findings(count: bad) }
    }

    private struct Row: Encodable {
      var partner: String
      var isFine: Bool
      var what: String
    }

    private func findings(_ entry: PartnerEntry) async throws -> [Row] {
      guard let route = entry.ddrf else { return [] }
      let environment = ProcessInfo.processInfo.environment
      let desk = PartnerDesk(
        entry: entry, account: try PartnerDesk.account(of: entry, environment: environment),
        selector: RequestFacts.Selector(), secrets: SecretBook(environment: environment),
        network: try Settings.read(home.home.settings).network,
        now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) })
      return await DDRFInspection(desk: desk, route: route, own: own).run()
        .map { Row(partner: entry.id, isFine: $0.isFine, what: $0.what) }
    }
  }
}

/// The ddrf entries that sign for one domain of ours.
private struct DdrfEntries {
  let issuer: String
  private let entries: [(entry: PartnerEntry, route: DdrfRoute)]

  init(_ path: String, issuer: String?) throws {
    let all = try readPartners(path).compactMap { entry in entry.ddrf.map { (entry: entry, route: $0) } }
    let issuers = Set(all.map(\.route.issuer)).sorted()
    guard let first = issuers.first else { throw ValidationError("No entry of \(path) goes by ddrf.") }
    guard issuer != nil || issuers.count == 1 else {
      throw ValidationError("\(path) names several domains of ours; add --issuer: \(issuers.joined(separator: ", ")).")
    }
    self.issuer = issuer ?? first
    entries = all.filter { $0.route.issuer == issuer ?? first }
    guard !entries.isEmpty else {
      throw ValidationError(
        "No ddrf entry of \(path) has 'issuer: \(self.issuer)'. Known: \(issuers.joined(separator: ", ")).")
    }
  }

  /// What we ourselves would take from others: the kinds that we send.
  var identifiers: [DdrfRoute.Kind] {
    Set(entries.flatMap { $0.route.identifiers.values })
      .sorted { ($0.type, $0.format) < ($1.type, $1.format) }
  }

  func createKeys() throws {
    for (entry, route) in entries {
      guard case .file(let path)? = entry.secrets[route.signingKey] else {
        throw ValidationError(
          "partner '\(entry.id)': the secret '\(route.signingKey)' is not a file:/path; --create-key makes files only.")
      }
      if FileManager.default.fileExists(atPath: path) { continue }
      try KeyFile.create(path, SigningKey.newPEM())
      Failure.say("made the signing key \(path); keep a copy where you keep such keys")
    }
  }

  /// Each key once, under the name by which the tokens call it.
  func keys() throws -> [(key: SigningKey, keyID: String)] {
    let book = SecretBook()
    var found: [(key: SigningKey, keyID: String)] = []
    for (entry, route) in entries {
      guard let reference = entry.secrets[route.signingKey] else { continue }
      let key = try SigningKey(pem: book.resolve(reference, name: route.signingKey, partner: entry.id))
      let keyID = try route.keyID ?? key.thumbprint()
      if !found.contains(where: { $0.keyID == keyID }) { found.append((key, keyID)) }
    }
    return found
  }
}
