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

  /// - Parameters:
  ///   - access: `.readWrite` only while the engine lock is held.
  ///   - deciding: True for the decision about a restored home, which must be possible while nothing else is.
  /// - Throws: `Misfits` or `ClockIsBehind` before anything can be sent or signed.
  public init(
    _ home: Home, access: SQLiteStore.Access, surroundings: Surroundings = .world, deciding: Bool = false
  ) throws {
    guard home.exists else { throw HomeError.absent(home.path) }
    self.home = home
    store = try SQLiteStore(opening: home.database, access: access)
    guard access == .readWrite else {
      self.surroundings = surroundings
      return
    }
    do {
      self.surroundings = try surroundings.steady(in: store)
      guard !deciding else { return }
      try Footing(home: home, store: store, memory: try memory()).check(at: surroundings.now())
    } catch {
      try? store.close()
      throw error
    }
  }

  /// Makes a home: folders, root key, database, settings. Refuses to touch an existing one.
  public static func create(_ home: Home, settings: String = Settings.starter) throws {
    let files = FileManager.default
    guard !home.exists else { throw HomeError.present(home.path) }
    guard !home.hasLedgers else { throw HomeError.lostDatabase(home.path) }
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
      home.ledger(of: matter), keys: try keyRing(of: matter),
      storedHead: LedgerHead(size: UInt64(position.size), root: root))
  }

  /// Who holds the key that signs a matter's ledger now.
  func ledgerSigner(of matter: String) throws -> any NoteSigner {
    let keys = LedgerKeys(home)
    return try keys.signer(of: matter, vkey: try keys.vkey(of: matter))
  }

  /// - Parameter post: How outside services are reached; nil for libcurl under the home's network rules.
  public func ledgerKeeping(post: (any AnchorPost)? = nil) throws -> LedgerKeeping {
    let settings = try settings()
    let services = try settings.anchors.services(in: home)
    return LedgerKeeping(
      try sequencer(),
      anchoring: Anchoring(
        self, services: services, interval: settings.anchors.every, post: post ?? CurlPost(network: settings.network)))
  }

  /// The keys that have signed a matter's ledger and that sign it from here.
  func keyRing(of matter: String) throws -> LedgerKeyRing {
    let keys = LedgerKeys(home)
    let reigns = try store.read { try KeyReigns.all(of: matter, in: $0) }
    return LedgerKeyRing(first: try reigns.first?.vkey ?? keys.vkey(of: matter), later: Array(reigns.dropFirst())) {
      try keys.signer(of: matter, vkey: $0)
    }
  }

  public func sequencer() throws -> Sequencer {
    let matters = try store.read { try $0.matters() }.map(\.id)
    let memory = try memory()
    return Sequencer(
      store: store, matters: matters, open: { try openLedger(of: $0) },
      signed: { matter, checkpoint in try memory?.remember(checkpoint, of: matter) })
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
