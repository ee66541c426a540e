/// What stands beside the kept checkpoints and was made by others: tokens and cosignatures.
struct OutsideFiles {
  struct Token {
    let path: String
    let size: UInt64
    /// SHA-256 of the file, which is how `anchor/1` names it.
    let digest: LedgerHash
  }

  struct Cosigned {
    let path: String
    let size: UInt64
    let lines: [Cosignature]
  }

  private(set) var tokens: [Token] = []
  private(set) var cosigned: [Cosigned] = []
  private(set) var findings: [LedgerFinding] = []
  /// Every file looked at.
  private(set) var paths: [String] = []
  private let files: LedgerFiles

  init(files: LedgerFiles, layout: VerifyOptions.Layout) {
    self.files = files
    let folder: String
    switch layout {
    case .home: folder = "checkpoints"
    case .pack: folder = "anchors"
    }
    for name in names(folder) {
      guard let (size, _) = AnchorFiles.parse(name) else { continue }
      read(folder + "/" + name).map { tokens.append(Token(path: folder + "/" + name, size: size, digest: .of($0))) }
    }
    for name in names("checkpoints") where name.hasSuffix(".cosig") {
      guard let size = Decimal63.parse(Array(name.utf8.dropLast(6))) else { continue }
      readLines("checkpoints/" + name, size)
    }
  }

  func bytes(of token: Token) -> [UInt8] { (try? files.read(token.path)) ?? [] }

  private mutating func readLines(_ path: String, _ size: UInt64) {
    guard let bytes = read(path) else { return }
    guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n") else {
      return find(path, "it is not UTF-8 text that ends in a newline")
    }
    var lines: [Cosignature] = []
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      do throws(CosignatureError) { lines.append(try Cosignature(parsing: String(line))) } catch {
        find(path, "\(error)")
      }
    }
    if Set(lines).count < lines.count { find(path, "it holds a line twice") }
    cosigned.append(Cosigned(path: path, size: size, lines: lines))
  }

  private func names(_ folder: String) -> [String] {
    ((try? files.list(folder)) ?? []).filter { !$0.isDirectory }.map(\.name)
  }

  private mutating func read(_ path: String) -> [UInt8]? {
    paths.append(path)
    do throws(LedgerError) { return try files.read(path) } catch {
      find(path, "\(error)")
      return nil
    }
  }

  private mutating func find(_ path: String, _ what: String) {
    findings.append(LedgerFinding(file: path, what: what))
  }
}

extension LedgerHash {
  fileprivate static func of(_ bytes: [UInt8]) -> LedgerHash { TreeHash.sha256(bytes) }
}
