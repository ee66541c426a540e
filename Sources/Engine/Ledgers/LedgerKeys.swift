import Crypto
import Foundation
import Glibc
import Ledger

/// The signing keys of the ledgers: one for each matter, 32 bytes in a file that only its owner can read.
public struct LedgerKeys: Sendable {
  let home: Home

  public init(_ home: Home) { self.home = home }

  /// Makes the key of a matter; a key that a crash left behind is used again.
  func create(for matter: String, name: String) throws -> Ed25519Signer {
    let path = home.ledgerKey(of: matter)
    if FileManager.default.fileExists(atPath: path) { return try signer(of: matter, name: name) }
    let signer = try Ed25519Signer.generate(name: name)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw HomeError.unwritable(path: path, why: String(cString: strerror(errno)))
    }
    let seed = signer.exportSeed()
    let written = write(descriptor, seed, seed.count)
    let synced = fsync(descriptor)
    close(descriptor)
    guard written == seed.count, synced == 0 else {
      unlink(path)
      throw HomeError.unwritable(path: path, why: "the key cannot be written")
    }
    return signer
  }

  public func signer(of matter: String, name: String) throws -> Ed25519Signer {
    let path = home.ledgerKey(of: matter)
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let attributes else {
      throw HomeError.unsafeKey(path: path, why: "is missing; without it nothing can be signed")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    guard mode & 0o077 == 0 else {
      throw HomeError.unsafeKey(path: path, why: "can be read by others; run `chmod 600` on it")
    }
    guard let seed = FileManager.default.contents(atPath: path), seed.count == 32 else {
      throw HomeError.unsafeKey(path: path, why: "does not hold 32 bytes; restore it from the backup")
    }
    return try Ed25519Signer(name: name, seed: Array(seed))
  }

  /// Names the key of a ledger as `by` fields do: a role and a fingerprint, never a person.
  public func holder(of matter: String, role: String) throws -> KeyHolder {
    let digest = SHA256.hash(data: try signer(ofExisting: matter).publicKey)
    let fingerprint = Data(digest).base64EncodedString().trimmingCharacters(in: CharacterSet(charactersIn: "="))
    return KeyHolder(role: try known(LedgerCode(role), role), key: "SHA256:" + fingerprint)
  }

  /// The signer of a ledger that exists: its name stands in the ledger's `origin`.
  public func signer(ofExisting matter: String) throws -> Ed25519Signer {
    let origin = home.ledger(of: matter) + "/origin"
    guard let text = try? String(contentsOfFile: origin, encoding: .utf8) else {
      throw HomeError.unwritable(
        path: origin, why: "the ledger is missing; restore it from the backup, nothing was done")
    }
    return try signer(of: matter, name: text.trimmingCharacters(in: .newlines))
  }
}
