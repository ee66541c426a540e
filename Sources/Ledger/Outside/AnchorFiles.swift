import Foundation

/// What came from outside for the kept checkpoints: `checkpoints/<size>.tsr`, `<size>.2.tsr` ... and `<size>.cosig`.
public struct AnchorFiles: Sendable {
  private let files: LedgerFiles

  /// - Parameter directory: The ledger's.
  public init(directory: String) { files = LedgerFiles(root: directory) }

  init(files: LedgerFiles) { self.files = files }

  /// A token in the directory.
  public struct Token: Hashable, Sendable {
    public let size: UInt64
    /// Relative to the ledger's directory.
    public let path: String
  }

  /// By size, then in the order they came.
  public func tokens() throws -> [Token] {
    try files.list("checkpoints").compactMap { name, _ -> (Token, Int)? in
      guard let parsed = Self.parse(name) else { return nil }
      return (Token(size: parsed.size, path: "checkpoints/" + name), parsed.number)
    }.sorted { ($0.0.size, $0.1) < ($1.0.size, $1.1) }.map(\.0)
  }

  /// The bytes of a file of the directory.
  public func read(_ path: String) throws -> [UInt8] { try files.read(path) }

  /// The checkpoint of `size` as first signed: what a token is over.
  public func checkpoint(of size: UInt64) throws -> [UInt8] { try files.read("checkpoints/\(size)") }

  /// By size.
  public func cosignatures() throws -> [(size: UInt64, lines: [Cosignature])] {
    try files.list("checkpoints").compactMap { name, _ in
      guard name.hasSuffix(".cosig"), let size = Decimal63.parse(Array(name.utf8.dropLast(6))) else { return nil }
      return (size, try lines(of: size))
    }.sorted { $0.size < $1.size }
  }

  func lines(of size: UInt64) throws -> [Cosignature] {
    guard let bytes = try files.readIfPresent("checkpoints/\(size).cosig") else { return [] }
    return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      try Cosignature(parsing: String($0))
    }
  }

  /// `<size>.tsr` is the first token of a size, `<size>.2.tsr` the second.
  static func parse(_ name: String) -> (size: UInt64, number: Int)? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.last == "tsr", let size = Decimal63.parse(Array(parts[0].utf8)) else { return nil }
    if parts.count == 2 { return (size, 1) }
    guard parts.count == 3, let number = Decimal63.parse(Array(parts[1].utf8)), (2...99).contains(number) else {
      return nil
    }
    return (size, Int(number))
  }
}

extension LedgerWriter {
  /// Keeps a time-stamp over the checkpoint of `size`, which has to be kept already.
  /// - Returns: Its path in the directory.
  public func keepToken(_ token: [UInt8], of size: UInt64) throws -> String {
    let taken = Set(try files.list("checkpoints").map(\.name))
    let names = ["\(size).tsr"] + (2...99).map { "\(size).\($0).tsr" }
    guard let name = names.first(where: { !taken.contains($0) }) else {
      throw LedgerError.badBatch("there are 99 time-stamps over size \(size) already")
    }
    try files.replace("checkpoints/" + name, with: token)
    return "checkpoints/" + name
  }

  /// Adds a witness's line to those over the checkpoint of `size`. The same line again is fine.
  public func keepCosignature(_ line: Cosignature, of size: UInt64) throws {
    let known = try AnchorFiles(files: files).lines(of: size)
    guard !known.contains(line) else { return }
    try files.replace("checkpoints/\(size).cosig", with: Array((known + [line]).map { $0.line + "\n" }.joined().utf8))
  }
}
