import Catalogue
import Channels
import Curl
import Foundation
import Ledger
import Mail
import Store
import Vault
import Workflow

/// An opened home with everything in it that commands work on.
public struct Installation: Sendable {
  public let home: Home
  public let store: SQLiteStore
  public let surroundings: Surroundings

  /// - Parameter access: `.readWrite` only while the engine lock is held.
  public init(_ home: Home, access: SQLiteStore.Access, surroundings: Surroundings = .world) throws {
    guard home.exists else { throw HomeError.absent(home.path) }
    self.home = home
    store = try SQLiteStore(opening: home.database, access: access)
    self.surroundings = surroundings
  }

  /// Makes a home: folders, root key, database, settings. Refuses to touch an existing one.
  public static func create(_ home: Home, settings: String = Settings.starter) throws {
    let files = FileManager.default
    guard !home.exists else { throw HomeError.present(home.path) }
    for folder in [home.path, home.keys, home.path + "/ledger", home.vault] {
      do {
        try files.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch { throw HomeError.unwritable(path: folder, why: "cannot be made; is the folder above it writable?") }
    }
    if !files.fileExists(atPath: home.rootKey) { _ = try RootKey.create(file: home.rootKey) }
    if !files.fileExists(atPath: home.settings) {
      try settings.write(toFile: home.settings, atomically: true, encoding: .utf8)
    }
    if !files.fileExists(atPath: home.allowedSigners) {
      try "".write(toFile: home.allowedSigners, atomically: true, encoding: .utf8)
    }
    try SQLiteStore(creating: home.database, deployment: UUID().uuidString.lowercased()).close()
  }

  public func vault() throws -> Vault {
    try Vault(directory: home.vault, root: try RootKey(file: home.rootKey))
  }

  public func settings() throws -> Settings { try Settings.read(home.settings) }

  public func openLedger(of matter: String) throws -> LedgerWriter {
    guard let position = try store.read({ try $0.ledger(of: matter) }), let root = LedgerHash(position.root) else {
      throw StoreError.missing("the ledger of matter \(matter)")
    }
    return try LedgerWriter.open(
      home.ledger(of: matter), signer: try ledgerSigner(of: matter),
      storedHead: LedgerHead(size: UInt64(position.size), root: root))
  }

  /// Who holds the key that signs a matter's ledger now.
  func ledgerSigner(of matter: String) throws -> any NoteSigner {
    let keys = LedgerKeys(home)
    return try keys.signer(of: matter, vkey: try keys.vkey(of: matter))
  }

  public func sequencer() throws -> Sequencer {
    let matters = try store.read { try $0.matters() }.map(\.id)
    return Sequencer(store: store, matters: matters) { try openLedger(of: $0) }
  }
}

extension Surroundings {
  /// The machine's own clock and dice.
  public static var world: Surroundings {
    Surroundings(
      now: {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
      },
      dice: { [jitter = Jitter()] in jitter.throwDice() })
  }
}
