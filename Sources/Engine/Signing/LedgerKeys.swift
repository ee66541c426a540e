import Catalogue
import Crypto
import Foundation
import Glibc
import Ledger

/// The signing keys of the ledgers: one at a time for each matter, in a file, an ssh-agent or behind a command.
///
/// `keys/ledger-<matter>.key` is the first key's file. A key that came later, or that is held elsewhere, has its key id in
/// the file's name: `ledger-<matter>-<id>.key` with 32 secret bytes, or `.signer` with where the key is.
public struct LedgerKeys: Sendable {
  let home: Home

  public init(_ home: Home) { self.home = home }

  /// Makes the first key of a matter; one that a crash left behind is used again.
  func create(for matter: String, name: String, at place: KeyPlace) throws -> any NoteSigner {
    guard case .file = place else { return try add(place, to: matter, name: name) }
    let path = home.ledgerKey(of: matter)
    if FileManager.default.fileExists(atPath: path) { return try fileSigner(path, name: name) }
    let signer = try Ed25519Signer.generate(name: name)
    try writeNew(signer.exportSeed(), to: path)
    return signer
  }

  /// Makes or registers one more key of a matter.
  func add(_ place: KeyPlace, to matter: String, name: String) throws -> any NoteSigner {
    guard let text = place.text else {
      let signer = try Ed25519Signer.generate(name: name)
      try writeNew(signer.exportSeed(), to: path(of: try signer.vkey, matter: matter) + ".key")
      return signer
    }
    let signer = try place.signer(name: name)
    let path = path(of: try signer.vkey, matter: matter) + ".signer"
    if !FileManager.default.fileExists(atPath: path) { try writeNew(Array(text.utf8), to: path) }
    return signer
  }

  /// The holder of a key, wherever it is kept.
  public func signer(of matter: String, vkey: VerifierKey) throws -> any NoteSigner {
    let named = path(of: vkey, matter: matter)
    let files = FileManager.default
    if files.fileExists(atPath: named + ".key") { return try fileSigner(named + ".key", name: vkey.name) }
    if files.fileExists(atPath: named + ".signer") {
      return try place(in: named + ".signer").signer(name: vkey.name)
    }
    guard files.fileExists(atPath: home.ledgerKey(of: matter)) else {
      throw SigningError.unknownKey(matter: matter, vkey: vkey.description)
    }
    let first = try fileSigner(home.ledgerKey(of: matter), name: vkey.name)
    guard try first.vkey == vkey else { throw SigningError.unknownKey(matter: matter, vkey: vkey.description) }
    return first
  }

  /// The key that the ledger's own directory names as its present one.
  public func vkey(of matter: String) throws -> VerifierKey {
    let path = home.ledger(of: matter) + "/ledger.vkey"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw HomeError.unwritable(
        path: path, why: "the ledger is missing; restore it from the backup, nothing was done")
    }
    return try VerifierKey(text.trimmingCharacters(in: .newlines))
  }

  /// Names a ledger's key as `by` fields do: a role and a fingerprint, never a person.
  public func holder(of matter: String, role: String) throws -> KeyHolder {
    let digest = SHA256.hash(data: try vkey(of: matter).publicKey)
    let fingerprint = Data(digest).base64EncodedString().trimmingCharacters(in: CharacterSet(charactersIn: "="))
    return KeyHolder(role: try known(LedgerCode(role), role), key: "SHA256:" + fingerprint)
  }

  private func path(of vkey: VerifierKey, matter: String) -> String {
    "\(home.keys)/ledger-\(matter)-" + vkey.keyID.map { String(format: "%02x", $0) }.joined()
  }

  private func place(in path: String) throws -> KeyPlace {
    let sheet = Sheet(file: path)
    let text = String(decoding: try bytes(of: path), as: UTF8.self)
    let place = sheet.root(of: text).flatMap(KeyPlace.init)
    try sheet.verdict()
    guard let place else { throw HomeError.unsafeKey(path: path, why: "does not say where the key is") }
    return place
  }

  private func fileSigner(_ path: String, name: String) throws -> Ed25519Signer {
    let seed = try bytes(of: path)
    guard seed.count == 32 else {
      throw HomeError.unsafeKey(path: path, why: "does not hold 32 bytes; restore it from the backup")
    }
    return try Ed25519Signer(name: name, seed: seed)
  }

  private func bytes(of path: String) throws -> [UInt8] {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      throw HomeError.unsafeKey(path: path, why: "is missing; without it nothing can be signed")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    guard mode & 0o077 == 0 else {
      throw HomeError.unsafeKey(path: path, why: "can be read by others; run `chmod 600` on it")
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw HomeError.unsafeKey(path: path, why: "cannot be read by you; run as its owner, or `chmod 600` on it")
    }
    return [UInt8](bytes)
  }

  private func writeNew(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw HomeError.unwritable(path: path, why: String(cString: strerror(errno)))
    }
    let written = write(descriptor, bytes, bytes.count)
    let synced = fsync(descriptor)
    close(descriptor)
    guard written == bytes.count, synced == 0 else {
      unlink(path)
      throw HomeError.unwritable(path: path, why: "the key cannot be written")
    }
  }
}

extension KeyPlace {
  /// - Throws: for a file, which only ``LedgerKeys`` can find.
  func signer(name: String) throws -> any NoteSigner {
    switch self {
    case .file: throw SigningError.commandFailed("", why: "a key file has no holder")
    case .agent(let key, let socket): try AgentSigner(name: name, publicKey: key, socket: socket)
    case .command(let command, let key): CommandSigner(name: name, publicKey: key, command: command)
    }
  }
}
