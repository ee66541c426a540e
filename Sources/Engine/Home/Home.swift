import Foundation

/// A home folder: all that an installation keeps.
public struct Home: Sendable, Hashable {
  public let path: String

  public init(_ path: String) {
    self.path = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
  }

  public var database: String { path + "/expunge.db" }
  public var vault: String { path + "/vault" }
  public var keys: String { path + "/keys" }
  public var rootKey: String { keys + "/root.key" }
  public var settings: String { path + "/settings.yaml" }
  public var lock: String { path + "/engine.lock" }
  public var allowedSigners: String { path + "/allowed_signers" }

  public func ledger(of matter: String) -> String { path + "/ledger/" + matter }
  public func ledgerKey(of matter: String) -> String { keys + "/ledger-" + matter + ".key" }
  /// The subject set of a wave that is planned and not yet sent: keyed hashes only.
  public func plannedSet(of wave: String) -> String { path + "/planned/" + wave + ".set" }

  /// A path of the settings: relative ones begin in the home.
  public func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : self.path + "/" + path }

  public var exists: Bool { FileManager.default.fileExists(atPath: database) }

  /// The matters that have a ledger here, whatever the database knows.
  public var ledgers: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/ledger")) ?? []).filter { !$0.hasPrefix(".") }
      .sorted()
  }
  var hasLedgers: Bool { !ledgers.isEmpty }
}

public enum HomeError: Error, Hashable, Sendable, CustomStringConvertible {
  case absent(String)
  case present(String)
  case lostDatabase(String)
  case busy(String)
  case unwritable(path: String, why: String)
  case unsafeKey(path: String, why: String)

  public var description: String {
    switch self {
    case .lostDatabase(let path):
      "\(path) holds ledgers and no database; restore the newest backup with `expunge restore`. Nothing was changed"
    case .absent(let path) where Home(path).hasLedgers: HomeError.lostDatabase(path).description
    case .absent(let path):
      "there is no expunge home at \(path); run `expunge init --home \(path)` or give another --home"
    case .present(let path): "\(path) is a home already; nothing was changed"
    case .busy(let path): "another expunge is at work in \(path); nothing was done, try again when it has ended"
    case .unwritable(let path, let why): "\(path): \(why)"
    case .unsafeKey(let path, let why): "the key file \(path) \(why)"
    }
  }
}
