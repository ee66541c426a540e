import Catalogue
import Foundation
import Ledger
import Store
import Vault
import Workflow

/// Opens a matter: its key, its ledger with the genesis, its file sealed, its `matter/1` line.
public struct MatterOpening {
  let store: any Store
  let vault: Vault
  let home: Home
  let surroundings: Surroundings
  let keyPlace: KeyPlace

  /// - Parameter keyPlace: Who will hold the ledger's signing key.
  public init(store: any Store, vault: Vault, home: Home, surroundings: Surroundings, keyPlace: KeyPlace = .file) {
    self.store = store
    self.vault = vault
    self.home = home
    self.surroundings = surroundings
    self.keyPlace = keyPlace
  }

  /// - Parameters:
  ///   - text: The matter file as written; sealed, because it may say more than the ledger does.
  ///   - documents: The files that go with letters, by the names of the matter file; sealed with it.
  public func open(_ matter: Matter, text: String, documents: [String: [UInt8]] = [:]) throws {
    guard try store.read({ try $0.matter(matter.id) }) == nil else { throw StoreError.exists("matter \(matter.id)") }
    let now = surroundings.now()
    let signer = try LedgerKeys(home).create(
      for: matter.id, name: "\(matter.operator.domain)/expunge/\(matter.id)", at: keyPlace)
    if try store.read({ try $0.ledger(of: matter.id) }) == nil {
      _ = try LedgerWriter.create(
        home.ledger(of: matter.id), signer: signer, operatorName: matter.operator.name, at: now.ledger
      ) { head in
        try store.write { session in
          try session.createLedger(of: matter.id, size: Int(head.size), root: head.root.bytes)
          try LedgerDates.note(now.ledger, of: matter.id, in: session)
        }
      }
    }
    let record = MatterRecord(
      id: matter.id, sealedFile: try seal(MatterBundle(text: text, documents: documents), of: matter.id),
      digest: PlanDigest.of(text.utf8), openedAt: now)
    try store.write { session in
      try session.insert(record)
      var book = LineBook()
      try book.add(.matter(try line(matter, digest: record.digest, at: now)), to: matter.id, in: session)
      try book.commit(in: session)
    }
  }

  private func seal(_ bundle: MatterBundle, of matter: String) throws -> [UInt8] {
    let name = SealedMatter.keyName(of: matter)
    let sealing = try (try? vault.open(name)) ?? vault.createWave(name)
    return try sealing.seal(bundle.bytes, table: "matters", row: 0, column: "sealed")
  }

  private func line(_ matter: Matter, digest: [UInt8], at now: Instant) throws -> MatterEntry {
    MatterEntry(
      at: now.ledger, matter: matter.id, digest: try hash(digest), discoveredOn: matter.discovered.day,
      containedAt: matter.contained?.at.ledger,
      data: try matter.data.map { try known(LedgerCode($0.code), $0.code) },
      clocks: try matter.clocks.map {
        MatterClock(duty: try known(LedgerCode($0.duty), $0.duty), from: $0.from.day, due: $0.due.day)
      })
  }
}

/// Reads a matter back from its sealed file.
public struct SealedMatter {
  let store: any Store
  let vault: Vault

  public init(store: any Store, vault: Vault) {
    self.store = store
    self.vault = vault
  }

  public func text(of id: String) throws -> String { try bundle(of: id).text }

  /// The files that go with letters, as they were when the matter was opened.
  public func documents(of id: String) throws -> [String: [UInt8]] { try bundle(of: id).documents }

  private func bundle(of id: String) throws -> MatterBundle {
    guard let record = try store.read({ try $0.matter(id) }) else { throw StoreError.missing("matter \(id)") }
    let bytes = try vault.open(SealedMatter.keyName(of: id))
      .open(record.sealedFile, table: "matters", row: 0, column: "sealed")
    return try MatterBundle(bytes)
  }

  public func matter(_ id: String) throws -> Matter {
    try MatterFile.read(text: try text(of: id), file: "the matter \(id)", exists: { _ in true }).matter
  }

  static func keyName(of matter: String) -> String { "matter." + matter }
}

extension Instant {
  /// `2022-12-06`
  var day: String { String(written.prefix(10)) }
}
