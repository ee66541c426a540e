import Catalogue
import Store
import Workflow

/// The instructions that stand still because a partner refused the credential that all of them show.
///
/// One refusal stops them all, in all waves; when the credential is right again, they may go on together.
public struct RefusedAccount {
  let store: any Store

  public init(store: any Store) { self.store = store }

  /// - Returns: The others beside `id`, by name; none where `id` was not stopped by a refused credential.
  public func others(beside id: InstructionID) throws -> [InstructionID] {
    try store.read { session in
      guard let record = try session.instruction(id), record.isRefused, let wave = try session.wave(id.wave) else {
        return []
      }
      let mine = try accounts(of: wave, in: session)[id.partner]
      return try session.waves().flatMap { wave -> [InstructionID] in
        let stopped = try session.instructions(of: wave.id).filter { $0.isRefused && $0.id != id }.map(\.id)
        guard !stopped.isEmpty else { return [] }
        let accounts = try accounts(of: wave, in: session)
        return stopped.filter { $0.partner == id.partner || accounts[$0.partner]?.isOne(with: mine) == true }
      }
      .sorted { $0.description < $1.description }
    }
  }

  private struct Account {
    var share: String?
    var credentials: Set<String>

    func isOne(with other: Account?) -> Bool {
      guard let other else { return false }
      if let share, share == other.share { return true }
      return !credentials.isEmpty && credentials == other.credentials
    }
  }

  private func accounts(of wave: WaveRecord, in session: any StoreReading) throws -> [String: Account] {
    let pinned = try session.pinnedTexts(of: wave.id).first { $0.name == PlanInputs.Pin.partners }
    let entries = try pinned.map { try PartnerFile.read($0.text, file: "the pinned partner file of \(wave.id)") } ?? []
    let shown = Dictionary(entries.map { ($0.id, $0.shownCredentials) }, uniquingKeysWith: { first, _ in first })
    return wave.plan.partners.reduce(into: [:]) { accounts, partner in
      accounts[partner.id] = Account(share: partner.terms?.limits.share, credentials: shown[partner.id] ?? [])
    }
  }
}

extension PartnerEntry {
  /// The secrets that its calls show, as references: no secret is among them.
  var shownCredentials: Set<String> {
    // All letters leave by one account.
    let mail: Set<String> = email == nil ? [] : ["settings/mail"]
    return Set(secrets.values.map(\.description)).union(mail)
  }
}

extension InstructionRecord {
  fileprivate var isRefused: Bool {
    switch state {
    case .needsPerson(let reason): reason.refusesCredentials
    case .planned, .approved, .sending, .awaiting, .held, .settled, .reopened: false
    }
  }
}
