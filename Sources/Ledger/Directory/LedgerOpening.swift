import Foundation

extension LedgerWriter {
  /// Creates a ledger whose first entry is the genesis. Creating again after a crash that left no checkpoint is fine.
  /// - Parameter directory: `ledger/<matter>`; parents are created.
  /// - Throws: ``LedgerError/alreadyExists(path:)`` where a checkpoint is.
  public static func create(
    _ directory: String, signer: some NoteSigner, operatorName: String, at: LedgerTime,
    commitHead: (LedgerHead) throws -> Void
  ) throws -> LedgerWriter {
    try create(
      directory, signer: signer,
      genesis: GenesisEntry(
        at: at, origin: signer.name, operatorName: operatorName, vkey: signer.vkey.description,
        schema: LedgerSchema.digest, commitment: GenesisEntry.commitmentMethod),
      commitHead: commitHead)
  }

  public static func create(
    _ directory: String, signer: some NoteSigner, genesis: GenesisEntry, commitHead: (LedgerHead) throws -> Void
  ) throws -> LedgerWriter {
    let files = LedgerFiles(root: directory)
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let lock = try LedgerLock(directory: directory)
    guard try files.readIfPresent("checkpoint") == nil else { throw LedgerError.alreadyExists(path: directory) }
    let vkey = try signer.vkey
    guard genesis.origin == signer.name, genesis.vkey == vkey.description else {
      throw LedgerError.wrongKey(path: directory, expected: vkey.description)
    }
    for (path, text) in [("origin", signer.name), ("ledger.vkey", vkey.description)] {
      let bytes = Array((text + "\n").utf8)
      if let present = try files.readIfPresent(path), present != bytes, !present.isEmpty {
        throw LedgerError.wrongKey(path: directory + "/" + path, expected: vkey.description)
      }
      try files.replace(path, with: bytes)
    }
    let nothing = LedgerHead(size: 0, root: TreeHash.empty)
    let writer = LedgerWriter(
      files: files, keys: try LedgerKeyRing(signer), lock: lock, edge: LedgerEdge(),
      checkpoint: try Checkpoint(origin: signer.name, head: nothing, signer: signer))
    try removeUnsigned(in: files, size: 0)
    try writer.append(entries: [Entry.genesis(genesis).encoded], commitHead: commitHead)
    return writer
  }

  /// Opens a ledger and, where an append was cut off after the store had its head, signs that head.
  ///
  /// What lies beyond the head was never committed nor shown; it is removed, and comes again with the same entries.
  /// - Parameter storedHead: What the store has; nil only where no store is used, and then the checkpoint counts.
  /// - Throws: ``LedgerError/storeNotInLedger(stored:path:)`` or ``LedgerError/storeIsBehind(stored:signed:)`` where
  ///   ledger and store do not belong together; nothing is signed or removed then.
  public static func open(
    _ directory: String, keys: LedgerKeyRing, storedHead: LedgerHead?
  ) throws -> LedgerWriter {
    let files = LedgerFiles(root: directory)
    let lock = try LedgerLock(directory: directory)
    try checkKey(in: files, keys)
    let signed = try files.readIfPresent("checkpoint").map {
      try Checkpoint(parsing: $0, by: keys.vkey(at: try Checkpoint(parsing: $0).size))
    }
    guard let head = storedHead ?? signed?.head else { throw LedgerError.noCheckpoint(path: directory) }
    let edge = try edge(of: head, signed: signed, files: files)
    try removeUnsigned(in: files, size: head.size)
    let current = try signed ?? Checkpoint(origin: keys.origin, head: head, signer: try keys.signer(at: head.size))
    let writer = LedgerWriter(files: files, keys: keys, lock: lock, edge: edge, checkpoint: current)
    if signed?.head != head { try writer.signAgain(head) }
    try writer.nameKey(at: head.size)
    return writer
  }

  /// Opens a ledger that has had one key only.
  public static func open(
    _ directory: String, signer: some NoteSigner, storedHead: LedgerHead?
  ) throws -> LedgerWriter {
    try open(directory, keys: try LedgerKeyRing(signer), storedHead: storedHead)
  }

  private static func checkKey(in files: LedgerFiles, _ keys: LedgerKeyRing) throws {
    let text = String(decoding: try files.read("ledger.vkey"), as: UTF8.self)
    guard text.last == "\n", let vkey = try? VerifierKey(String(text.dropLast())), keys.holds(vkey) else {
      throw LedgerError.wrongKey(path: files.root, expected: keys.vkey(at: .max).description)
    }
  }

  /// The right edge at `head`, after proving that head and every signed checkpoint are prefixes of what is there.
  private static func edge(of head: LedgerHead, signed: Checkpoint?, files: LedgerFiles) throws -> LedgerEdge {
    let kept = try files.list("checkpoints").compactMap { Decimal63.parse(Array($0.name.utf8)) }
    let newest = max(signed?.size ?? 0, kept.max() ?? 0)
    guard newest <= head.size else { throw LedgerError.storeIsBehind(stored: head, signed: newest) }
    let edge: LedgerEdge
    do { edge = try LedgerEdge(files: files, size: head.size) } catch LedgerError.damaged(let path, let what) {
      guard path.hasPrefix("tile/entries/") else { throw LedgerError.storeNotInLedger(stored: head, path: path) }
      throw LedgerError.damaged(path: path, what: what)
    }
    guard edge.head == head else { throw LedgerError.storeNotInLedger(stored: head, path: files.root) }
    if let signed {
      let root = try TileReader(files: files, size: head.size).paths.root(0, signed.size)
      guard root == signed.root else { throw LedgerError.storeNotInLedger(stored: head, path: "checkpoint") }
    }
    return edge
  }

  /// Removes what a cut-off append may have left beyond `size`: at most one batch of tiles, and temporary files.
  private static func removeUnsigned(in files: LedgerFiles, size: UInt64) throws {
    for directory in ["", "checkpoints", SubjectSetFile.directory] {
      for (name, isDirectory) in try files.list(directory)
      where !isDirectory && name.hasSuffix(LedgerFiles.temporarySuffix) {
        try files.remove(directory.isEmpty ? name : directory + "/" + name)
      }
    }
    for level in 0..<8 {
      let edge = Tile.partial(level: level, size: size)
      for number in edge.number...edge.number + UInt64(batchLimit) / Tile.width + 1 {
        let allowed = number == edge.number ? edge.count : 0
        try removeTile(.hashes(level: level, number: number), allowed: allowed, files: files)
        if level == 0 { try removeTile(.entries(number), allowed: allowed, files: files) }
      }
    }
  }

  private static func removeTile(_ full: Tile, allowed: Int, files: LedgerFiles) throws {
    try files.remove(full.path)
    let directory = full.base + ".p"
    for (name, _) in try files.list(directory) where Int(name) ?? 0 > allowed {
      try files.remove(directory + "/" + name)
    }
  }
}
