import Curl
import Foundation
import Ledger
import Store
import Vault
import Workflow

/// Looks an installation over: files, keys, database, ledgers, libraries. Changes nothing.
public struct Examination {
  let home: Home
  let partnerFile: String?

  /// - Parameter partnerFile: Whose keys are looked at, beside those of the files that waves were planned from.
  public init(_ home: Home, partnerFile: String? = nil) {
    self.home = home
    self.partnerFile = partnerFile
  }

  public struct Check: Sendable, Encodable {
    public var what: String
    public var isFine: Bool
    /// What to do, where something is wrong.
    public var remedy: String?
  }

  /// What is wrong with the keys that the lists of a wave will be encrypted with.
  public static func keyFindings(of wave: WaveRecord, in installation: Installation) throws -> [Check] {
    try SealExamination(store: installation.store, now: installation.surroundings.now()).findings(of: wave)
  }

  public func run() -> [Check] {
    guard home.exists else {
      return [Check(what: "home \(home.path)", isFine: false, remedy: HomeError.absent(home.path).description)]
    }
    return [
      attempt("libcurl") { try CurlVersion.check().description },
      attempt("root key \(home.rootKey)") { _ = try RootKey(file: home.rootKey) },
      attempt("settings \(home.settings)") { _ = try Settings.read(home.settings) }, loopback(), signers(), sshKeygen(),
      disk(),
    ] + database()
  }

  private func attempt(_ what: String, _ work: () throws -> Void) -> Check {
    do {
      try work()
      return Check(what: what, isFine: true)
    } catch {
      return Check(what: what, isFine: false, remedy: "\(error)")
    }
  }

  private func attempt(_ what: String, _ work: () throws -> String) -> Check {
    do { return Check(what: try work(), isFine: true) } catch {
      return Check(what: what, isFine: false, remedy: "\(error)")
    }
  }

  private func loopback() -> Check {
    let allowed = (try? Settings.read(home.settings))?.allowsLoopback ?? false
    return Check(
      what: allowed ? "network: loopback is allowed, so this home is for rehearsals" : "network: public addresses only",
      isFine: true)
  }

  private func signers() -> Check {
    let text = (try? String(contentsOfFile: home.allowedSigners, encoding: .utf8)) ?? ""
    let people = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.count
    return Check(
      what: "\(home.allowedSigners): \(people) lines", isFine: people >= Approver.needed,
      remedy: people >= Approver.needed
        ? nil : "write at least \(Approver.needed) people who may approve waves: `anna@example.com ssh-ed25519 AAAA...`"
    )
  }

  private func sshKeygen() -> Check {
    attempt("ssh-keygen") { _ = try Tool.run("ssh-keygen", ["-Y", "help"], input: []) }
  }

  private func disk() -> Check {
    let free =
      ((try? FileManager.default.attributesOfFileSystem(forPath: home.path))?[.systemFreeSize] as? NSNumber)?
      .int64Value ?? 0
    let fine = free > 1 << 30
    return Check(
      what: "\(free >> 20) MiB free", isFine: fine,
      remedy: fine
        ? nil : "free some space: a full disk stops sending, because nothing is sent that cannot be written down")
  }

  private func database() -> [Check] {
    do {
      let installation = try Installation(home, access: .readOnly)
      let problems = try installation.store.integrityProblems()
      let matters = try installation.store.read { try $0.matters() }.map(\.id)
      return [
        Check(
          what: "database \(home.database)", isFine: problems.isEmpty,
          remedy: problems.isEmpty ? nil : "restore the last backup: \(problems.joined(separator: "; "))")
      ] + matters.map { ledger($0, installation) } + outsiders(of: matters, installation) + footing(installation)
        + inboxes(installation) + seals(installation)
    } catch {
      return [Check(what: "database \(home.database)", isFine: false, remedy: "\(error)")]
    }
  }

  private func ledger(_ matter: String, _ installation: Installation) -> Check {
    attempt("ledger of \(matter)") {
      let reader = try LedgerReader(directory: home.ledger(of: matter))
      _ = try installation.ledgerSigner(of: matter)
      return "ledger of \(matter): \(reader.size) entries"
    }
  }

  /// Time-stamp authorities and witnesses. Without any, only paper and completeness bind the operator.
  private func outsiders(of matters: [String], _ installation: Installation) -> [Check] {
    do {
      let settings = try installation.settings()
      guard !settings.anchors.isEmpty else {
        return [Check(what: "nobody outside vouches for the ledgers; see 'anchors' in \(home.settings)", isFine: true)]
      }
      _ = try settings.anchors.services(in: home)
      return try matters.flatMap { matter in
        try AnchorStanding(installation, matter: matter).services.map { service in
          Check(
            what: "\(matter): \(service.name) vouched for size \(service.size)", isFine: service.trouble == nil,
            remedy: service.trouble)
        }
      }
    } catch { return [Check(what: "anchors in \(home.settings)", isFine: false, remedy: "\(error)")] }
  }

  /// Whether the parts of the home belong together, and whether a restored home would be noticed.
  private func footing(_ installation: Installation) -> [Check] {
    do {
      let memory = try installation.memory()
      let footing = Footing(home: home, store: installation.store, memory: memory)
      let misfits = try footing.misfits().map {
        Check(what: "database, ledgers and memory belong together", isFine: false, remedy: "\($0)")
      }
      guard let memory else { return misfits }
      let isWritable = isWritable(memory.folder)
      let check = Check(
        what: "memory outside the home: \(memory.folder)", isFine: isWritable,
        remedy: isWritable
          ? nil
          : "it cannot be written, so a home restored as a whole would go unnoticed; name a folder as `memory` in \(home.settings)"
      )
      return misfits + [check]
    } catch {
      return [Check(what: "database, ledgers and memory belong together", isFine: false, remedy: "\(error)")]
    }
  }

  private func seals(_ installation: Installation) -> [Check] {
    do {
      return try SealExamination(
        store: installation.store, now: installation.surroundings.now(), partnerFile: partnerFile
      ).checks()
    } catch { return [Check(what: "keys that lists are encrypted with", isFine: false, remedy: "\(error)")] }
  }

  private func inboxes(_ installation: Installation) -> [Check] {
    do {
      return try InboxStanding(installation).inboxes.map { inbox in
        Check(
          what: "inbox \(inbox.name): \(inbox.counts.values.reduce(0, +)) mails", isFine: inbox.trouble == nil,
          remedy: inbox.trouble)
      }
    } catch { return [Check(what: "inboxes in \(home.settings)", isFine: false, remedy: "\(error)")] }
  }

  /// The folder itself, or the first one above it that is there.
  private func isWritable(_ folder: String) -> Bool {
    var path = folder
    while !FileTree.isThere(path), path != "/", path != "." { path = FileTree.parent(of: path) }
    return FileManager.default.isWritableFile(atPath: path)
  }
}
