/// The keys of a ledger in turn, each from the size on at which it signs checkpoints.
///
/// A key hands over by its own signature: the last size it signs holds the `key/1` line that names the next one, and that
/// checkpoint is kept.
public struct LedgerKeyRing {
  public struct Reign: Hashable, Sendable {
    public let fromSize: UInt64
    public let vkey: VerifierKey

    public init(fromSize: UInt64, vkey: VerifierKey) { (self.fromSize, self.vkey) = (fromSize, vkey) }
  }

  private let first: Reign
  /// Ascending.
  private let later: [Reign]
  private let find: (VerifierKey) throws -> any NoteSigner

  /// - Parameters:
  ///   - first: From size 0.
  ///   - later: In order of size.
  ///   - find: Reaches the holder of a key; asked only when something is to be signed.
  public init(
    first: VerifierKey, later: [Reign] = [], find: @escaping (VerifierKey) throws -> any NoteSigner
  ) {
    self.first = Reign(fromSize: 0, vkey: first)
    (self.later, self.find) = (later, find)
  }

  public init(_ signer: any NoteSigner) throws {
    self.init(first: try signer.vkey) { _ in signer }
  }

  var origin: String { first.vkey.name }

  func vkey(at size: UInt64) -> VerifierKey { (later.last { $0.fromSize <= size } ?? first).vkey }

  func signer(at size: UInt64) throws -> any NoteSigner { try find(vkey(at: size)) }

  func holds(_ vkey: VerifierKey) -> Bool { first.vkey == vkey || later.contains { $0.vkey == vkey } }

  /// The last size that the key at `size` signs; nil for the newest key.
  public func lastSize(ofReignAt size: UInt64) -> UInt64? { later.first { $0.fromSize > size }.map { $0.fromSize - 1 } }
}
