import Crypto
import Ledger

/// The newest cosigned checkpoint of every origin, in memory as on disk.
struct WitnessMemory {
  private static let forkLimit = 1000
  private let files: WitnessFiles
  /// By file name, which is the SHA-256 of the origin's bytes.
  private var seen: [String: SeenCheckpoint] = [:]

  /// Reads and verifies every file.
  /// - Throws: ``WitnessError/damagedState(path:what:)``: serving on without a state would mean forgetting it.
  init(files: WitnessFiles, key: WitnessKey) throws(WitnessError) {
    self.files = files
    for name in try files.names(in: WitnessFolder.seen) {
      let path = WitnessFolder.seen + "/" + name
      let bytes = try files.readIfPresent(path)?.bytes ?? []
      guard let state = SeenCheckpoint(bytes, key: key) else {
        throw .damagedState(path: files.absolute(path), what: "it is no checkpoint with this witness's cosignature")
      }
      guard Self.name(state.checkpoint.origin) == name else {
        throw .damagedState(path: files.absolute(path), what: "it belongs to the origin \(state.checkpoint.origin)")
      }
      seen[name] = state
    }
  }

  func seen(of origin: String) -> SeenCheckpoint? { seen[Self.name(origin)] }

  /// Durable when it returns.
  mutating func keep(_ state: SeenCheckpoint) throws(WitnessError) {
    let name = Self.name(state.checkpoint.origin)
    try files.replace(WitnessFolder.seen + "/" + name, with: state.checkpoint.bytes)
    seen[name] = state
  }

  /// Keeps the pair of checkpoints that shows a log signed two histories; the first thousand, so that the disk holds.
  func keepFork(_ other: Checkpoint, keys: [VerifierKey], against state: SeenCheckpoint) throws(WitnessError) {
    let known = try files.names(in: WitnessFolder.forks)
    let pair = [state.checkpoint, other].map { ($0, Self.name($0.root.base64).prefix(16)) }
    for (checkpoint, root) in pair {
      let name = "\(Self.name(checkpoint.origin).prefix(16))-\(checkpoint.size)-\(root)"
      guard known.count < Self.forkLimit, !known.contains(name) else { continue }
      try files.replace("\(WitnessFolder.forks)/\(name)", with: SeenCheckpoint.evidence(checkpoint, keys: keys))
    }
  }

  private static func name(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
