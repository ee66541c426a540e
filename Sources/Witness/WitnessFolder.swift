import Ledger

/// A witness's folder: its secret key, the logs it knows, and the newest checkpoint it cosigned of each.
///
/// ```
/// key    secret, 0600        vkey   the public key, to hand out
/// logs   one vkey a line     seen/<SHA-256 of the origin>   checkpoint and our cosignature
/// forks/ pairs of which a log signed two roots for one size
/// ```
/// `key` and `seen` belong together: who restores an older copy of `seen` makes a witness that can sign two histories.
public struct WitnessFolder: Sendable {
  private static let keyHeader = "expunge-witness-key/1"
  static let seen = "seen"
  static let forks = "forks"

  let files: WitnessFiles

  public init(directory: String) { files = WitnessFiles(root: directory) }

  /// Makes the folder and, once and for all, its key.
  /// - Parameter name: Of the key; best a domain of the keeper with a path, such as `audit.example/w1`.
  /// - Throws: ``WitnessError/alreadyExists(path:)`` where there is a key.
  public static func create(directory: String, name: String) throws(WitnessError) -> WitnessKey {
    let folder = WitnessFolder(directory: directory)
    let signer: Ed25519Signer
    let key: WitnessKey
    do { (signer, key) = try generate(name) } catch { throw .badName }
    for path in ["", seen, forks] { try folder.files.makeFolder(path) }
    let secret = String(decoding: Base64.encode(signer.exportSeed()), as: UTF8.self)
    try folder.files.create("key", with: Array("\(keyHeader)\n\(name)\n\(secret)\n".utf8))
    try folder.files.replace("vkey", with: Array("\(key)\n".utf8))
    return key
  }

  private static func generate(_ name: String) throws -> (Ed25519Signer, WitnessKey) {
    let signer = try Ed25519Signer.generate(name: name)
    return (signer, try WitnessKey(signer))
  }

  /// The public key of the secret one, whatever `vkey` says.
  public func key() throws(WitnessError) -> WitnessKey {
    do { return try WitnessKey(try signer()) } catch let error as WitnessError { throw error } catch {
      throw .damagedKey(path: files.absolute("key"))
    }
  }

  func signer() throws(WitnessError) -> Ed25519Signer {
    let path = files.absolute("key")
    guard let (bytes, mode) = try files.readIfPresent("key") else { throw .noKey(path: path) }
    guard mode & 0o077 == 0 else { throw .exposedKey(path: path) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0].elementsEqual(Self.keyHeader.utf8), lines[3].isEmpty,
      let seed = Base64.decode(lines[2]),
      let signer = try? Ed25519Signer(name: String(decoding: lines[1], as: UTF8.self), seed: seed)
    else { throw .damagedKey(path: path) }
    return signer
  }

  /// Trusts a log's key from now on, also in a server that runs. A rotated key joins the old ones of its origin.
  /// - Returns: The key; adding it again changes nothing.
  @discardableResult
  public func addLog(vkey: String) throws(WitnessError) -> VerifierKey {
    let key: VerifierKey
    do throws(NoteError) { key = try VerifierKey(vkey) } catch { throw .badVkey("\(error)") }
    guard try files.readIfPresent("key") != nil else { throw .noKey(path: files.absolute("key")) }
    // The key file is never replaced, so it is what those who add logs queue at.
    let lock = try WitnessLock(files.absolute("key"), waits: true)
    defer { withExtendedLifetime(lock) {} }
    guard try !logs().contains(where: { $0.keys.contains(key) }) else { return key }
    let old = try files.readIfPresent("logs")?.bytes ?? []
    let gap: [UInt8] = old.isEmpty || old.last == 0x0A ? [] : [0x0A]
    try files.replace("logs", with: old + gap + Array("\(key)\n".utf8))
    return key
  }

  /// The known logs, each with the newest checkpoint that was cosigned.
  public func list() throws(WitnessError) -> [WitnessedLog] {
    let memory = try WitnessMemory(files: files, key: try key())
    return try logs().map { WitnessedLog(origin: $0.origin, keys: $0.keys, seen: memory.seen(of: $0.origin)) }
  }

  func logs() throws(WitnessError) -> [KnownLog] {
    try KnownLog.parse(try files.readIfPresent("logs")?.bytes ?? [], path: files.absolute("logs"))
  }
}

/// A log and what a witness has seen of it.
public struct WitnessedLog: Hashable, Sendable {
  public let origin: String
  /// In the order they were added.
  public let keys: [VerifierKey]
  /// Nil before the first checkpoint.
  public let seen: SeenCheckpoint?
}
