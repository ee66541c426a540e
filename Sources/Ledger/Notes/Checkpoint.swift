import Foundation

/// The size and root of a ledger: what a store keeps so that no other history can take its place.
public struct LedgerHead: Hashable, Sendable, CustomStringConvertible {
  public let size: UInt64
  public let root: LedgerHash

  public init(size: UInt64, root: LedgerHash) {
    (self.size, self.root) = (size, root)
  }

  public var description: String { "size \(size), root \(root)" }
}

/// A signed head: C2SP tlog-checkpoint in a C2SP signed-note.
public struct Checkpoint: Hashable, Sendable {
  public let origin: String
  public let head: LedgerHead
  /// Lines after the root; ours has none.
  public let extensions: [String]
  public let note: SignedNote

  public var size: UInt64 { head.size }
  public var root: LedgerHash { head.root }
  /// The file's bytes.
  public var bytes: [UInt8] { note.bytes }

  public init(origin: String, head: LedgerHead, signer: some NoteSigner) throws {
    let text = "\(origin)\n\(head.size)\n\(head.root.base64)\n"
    try self.init(note: SignedNote(signing: Array(text.utf8), by: signer))
  }

  /// Reads origin, size and root; verifies nothing.
  public init(parsing bytes: [UInt8]) throws(NoteError) {
    try self.init(note: SignedNote(parsing: bytes))
  }

  /// Reads, and verifies origin and signature.
  public init(parsing bytes: [UInt8], by key: VerifierKey) throws(NoteError) {
    try self.init(parsing: bytes)
    guard origin == key.name else { throw .checkpoint("its origin is not the key's name '\(key.name)'") }
    try note.verify(by: [key])
  }

  public init(note: SignedNote) throws(NoteError) {
    let lines = note.text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count >= 3 else { throw .checkpoint("it has fewer than three lines") }
    guard !lines.contains(where: \.isEmpty) else { throw .checkpoint("it has an empty line") }
    guard let size = Decimal63.parse(lines[1]) else { throw .checkpoint("its second line is not a size below 2^63") }
    guard let root = LedgerHash(base64: lines[2]) else {
      throw .checkpoint("its third line is not the canonical base64 of 32 bytes")
    }
    origin = String(decoding: lines[0], as: UTF8.self)
    head = LedgerHead(size: size, root: root)
    extensions = lines.dropFirst(3).map { String(decoding: $0, as: UTF8.self) }
    self.note = note
  }
}

/// Decimal numbers below 2^63 without sign, space or leading zero.
enum Decimal63 {
  static func parse(_ text: some Collection<UInt8>) -> UInt64? {
    guard let first = text.first, text.count <= 19, first != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var value: UInt64 = 0
    for digit in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return value < 1 << 63 ? value : nil
  }
}
