import ArgumentParser
import Catalogue
import Channels
import Curl
import Foundation
import Workflow

extension PartnersCommand {
  /// Needs no home and leaves nothing behind.
  struct Try: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "try",
      abstract: "Run one partner's entry against a place that stands in for the partner, for an invented person.",
      discussion: """
        Every request goes to --against instead of the partner's own host. Identifiers are arguments here only because \
        they are invented: never give a real person's. Secrets that cannot be had become test-NAME. Waits between \
        questions are left out. Nothing is written to a home or a ledger.

        The last line says what came out. The command ends with 0 if the entry ran to its end: everything settled, as \
        'deleted' or otherwise, or taken where nothing more will be heard. It ends with 3 if something stayed in doubt, \
        refused, unfinished or for a person. Mistakes of other entries in the file do not matter here.

        Example: expunge partners try amplitude --identifier user-id=u-1 --against http://127.0.0.1:8080
        """)

    @Argument(help: "The partner's id.") var partner: String
    @Option(help: "KIND=VALUE of an invented person; may stand several times. None: the entry's selector is tried.")
    var identifier: [String] = []
    @Option(help: "Scheme, host and port of the place that stands in.") var against: String
    @Option(help: "NAME=VALUE for the entry's account; may stand several times.") var account: [String] = []
    @Option(help: "NAME=VALUE of a tracker, for {tracker.NAME}; default id=test-tracker.") var tracker: [String] = []
    @Option(help: "A page of the selector; default https://shop.example/ack/*.") var url: [String] = []
    @Flag(help: "Allow a place that is not this machine or a private network: the requests really go there.")
    var yesReally = false
    @OptionGroup var partners: PartnersOption
    @OptionGroup var output: JSONOption

    func run() async throws {
      let entry = try readPartner(partner, partners.path)
      try checkPlace()
      let environment = ProcessInfo.processInfo.environment
      let invented = missingSecrets(of: entry, environment) + missingAccount(of: entry, environment)
      let secrets = SecretBook(environment: environment) { Array("test-\($0)".utf8) }
      let account = try accountValues(of: entry, environment)
      let trial = try PartnerTrial(
        entry: entry, account: account, selector: try selector(), secrets: secrets, standIn: against,
        network: NetworkRules(allowsLoopback: true, allowsPrivateNetworks: true))
      let record = try await trial.run(try identifiers())
      if output.json {
        try printJSON(Page(partner: partner, against: against, invented: invented, record: record))
      } else {
        for line in TrialPage(entry: entry, against: against, invented: invented, record: record).lines { print(line) }
      }
      if !record.ended { throw ExitCode(Failure.findings.rawValue) }
    }

    private struct Page: Encodable {
      var partner: String
      var against: String
      /// Secrets and account values that stand as `test-NAME`.
      var invented: [String]
      var record: TrialRecord
    }

    private func checkPlace() throws {
      let origin: Origin
      do { origin = try Origin(url: against) } catch { throw ValidationError("--against: \(error)") }
      guard ["http", "https"].contains(origin.scheme) else {
        throw ValidationError("--against must begin with http:// or https://.")
      }
      if yesReally || PrivatePlace.holds(origin.host) { return }
      throw ValidationError(
        """
        \(origin.host) is not an address of this machine or of a private network: requests with test values, and secrets \
        that are set, would go there. Start a stand-in on 127.0.0.1, or say --yes-really.
        """)
    }

    private func identifiers() throws -> [IdentifierKind: [UInt8]] {
      try identifier.reduce(into: [:]) { values, text in
        let (name, value) = try pair(text, "--identifier")
        let known = IdentifierKind.allCases.filter(\.mayLeave).map(\.rawValue)
        guard let kind = IdentifierKind(rawValue: name), kind.mayLeave else {
          throw ValidationError("--identifier does not know the kind '\(name)'. \(remedy(for: name, among: known))")
        }
        let normalised = Array(value.utf8).withUnsafeBufferPointer { IdentifierValue.normalised($0, kind) }
        guard let normalised else {
          throw ValidationError("--identifier \(name): the value would be refused in a list of subjects too.")
        }
        values[kind] = normalised
      }
    }

    private func selector() throws -> RequestFacts.Selector {
      let trackers = try tracker.reduce(into: [String: String]()) { values, text in
        let (name, value) = try pair(text, "--tracker")
        values[name] = value
      }
      return RequestFacts.Selector(
        trackers: trackers.isEmpty ? ["id": "test-tracker"] : trackers,
        urls: url.isEmpty ? ["https://shop.example/ack/*"] : url, ips: [],
        from: Instant(written: "2022-12-01"), to: Instant(written: "2022-12-07"))
    }

    /// What was given, what the entry says, what the environment says; else a test value.
    private func accountValues(of entry: PartnerEntry, _ environment: [String: String]) throws -> [String: String] {
      var values = entry.account.reduce(into: [String: String]()) { values, pair in
        switch pair.value {
        case .text(let text): values[pair.key] = text
        case .environment(let name): values[pair.key] = environment[name] ?? "test-\(pair.key)"
        }
      }
      for text in account {
        let (name, value) = try pair(text, "--account")
        guard values[name] != nil else {
          throw ValidationError(
            "partner '\(entry.id)' has no account value '\(name)'. \(remedy(for: name, among: values.keys.sorted()))")
        }
        values[name] = value
      }
      return values
    }

    private func missingSecrets(of entry: PartnerEntry, _ environment: [String: String]) -> [String] {
      let book = SecretBook(environment: environment)
      return entry.secrets.filter { name, reference in
        (try? book.resolve(reference, name: name, partner: entry.id)) == nil
      }.keys.sorted()
    }

    private func missingAccount(of entry: PartnerEntry, _ environment: [String: String]) -> [String] {
      let given = Set(account.compactMap { $0.split(separator: "=").first.map(String.init) })
      return entry.account.compactMap { name, value -> String? in
        guard case .environment(let variable) = value, environment[variable] == nil else { return nil }
        return given.contains(name) ? nil : name
      }.sorted()
    }

    private func pair(_ text: String, _ option: String) throws -> (String, String) {
      guard let mark = text.firstIndex(of: "="), mark != text.startIndex else {
        throw ValidationError("\(option) must be NAME=VALUE.")
      }
      return (String(text[..<mark]), String(text[text.index(after: mark)...]))
    }
  }
}

/// Hosts that are surely near: addresses, not names, because a name means what somebody else says.
enum PrivatePlace {
  static func holds(_ host: String) -> Bool {
    if host == "localhost" { return true }
    guard let bytes = address(host) else { return false }
    let place = AddressClass(bytes)
    return place == .loopback || place == .private
  }

  private static func address(_ host: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
    var six = in6_addr()
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    return inet_pton(AF_INET6, bare, &six) == 1 ? withUnsafeBytes(of: six) { Array($0) } : nil
  }
}
