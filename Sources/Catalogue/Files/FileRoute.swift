import Workflow

/// A file put on the partner's SFTP server, and the file in which it answers.
public struct FileRoute: Sendable {
  let lanes: [Lane]
  let location: SlotText
  let fileName: SlotText
  public let user: String?
  /// Names of secrets.
  public let key: String?
  public let passphrase: String?
  public let password: String?
  /// `SHA256:` and base64, as `ssh-keygen -l` prints it.
  public let hostKey: String
  public let format: Format
  let columns: [Column]
  public let hasHeader: Bool
  let lineEnd: LineEnd
  /// Whether a file with the digest of the file goes before it.
  public let hasChecksum: Bool
  let acknowledgement: Place?
  public let answers: Answers?

  public enum Format: String, CaseIterable, Hashable, Sendable { case csv, jsonl, list }

  enum LineEnd: String, CaseIterable, Hashable, Sendable {
    case lf, crlf
    var bytes: [UInt8] { self == .lf ? [0x0A] : [0x0D, 0x0A] }
  }

  /// One value of every row.
  struct Column: Hashable, Sendable {
    var name: [UInt8]
    var value: Value

    enum Value: Hashable, Sendable {
      case identifier(IdentifierKind)
      case text(SlotText)
      /// The row's number, counted from here.
      case row(Int)
      /// The digest of the values, as the lane prepares them, one after the other.
      case combined([IdentifierKind], Digest)
    }

    enum Digest: String, CaseIterable, Hashable, Sendable {
      case hex = "sha256-hex"
      case base64 = "sha256-base64"
    }
  }

  /// A folder and a name in it.
  struct Place: Hashable, Sendable {
    var folder: SlotText
    var name: SlotText
  }

  /// The file in which the partner answers for each row.
  public struct Answers: Hashable, Sendable {
    let place: Place
    let format: Format
    /// What the columns are called where the file does not say.
    let columns: [[UInt8]]
    /// A file that changed within this time may still be growing.
    public let rest: Span
    /// A file whose presence says that the answer is whole.
    let marker: Place?
    let items: ItemRule
    let others: Others

    public enum Format: String, CaseIterable, Hashable, Sendable { case csv, jsonl, json }

    /// Rows that speak of nobody whom we sent.
    public enum Others: String, CaseIterable, Hashable, Sendable { case person, ignore }
  }
}

/// Where things stand on the partner's server in one dispatch.
public struct FilePlaces: Hashable, Sendable {
  public let host: String
  public let port: Int
  /// Absolute paths.
  public let file: String
  public let checksum: String?
  public let acknowledgement: String?
  public let answer: String?
  public let marker: String?
}

extension FileRoute {
  /// The same for every attempt of a dispatch.
  /// - Throws: `RenderFailure`.
  public func places(facts: RequestFacts) throws -> FilePlaces {
    let filling = Filling(facts: facts, secret: { _ in [] })
    let address = String(decoding: try Pen(filling).text(location, .host), as: UTF8.self).dropFirst(7)
    let authority = address.prefix { $0 != "/" }
    let (host, port) = FileRoute.split(authority)
    let folder = String(address.dropFirst(authority.count))
    let file = try FileRoute.join(folder, fileName, filling)
    return FilePlaces(
      host: host, port: port, file: file, checksum: hasChecksum ? file + ".sha256" : nil,
      acknowledgement: try acknowledgement.map { try FileRoute.path($0, filling) },
      answer: try answers.map { try FileRoute.path($0.place, filling) },
      marker: try answers?.marker.map { try FileRoute.path($0, filling) })
  }

  private static func path(_ place: Place, _ filling: Filling) throws -> String {
    try join(String(decoding: try Pen(filling).text(place.folder, .header), as: UTF8.self), place.name, filling)
  }

  /// A name is one step of a path, whatever its slots hold.
  private static func join(_ folder: String, _ name: SlotText, _ filling: Filling) throws -> String {
    let name = try Pen(filling).text(name, .header)
    guard FileName.isSafe(name) else { throw RenderFailure(.unquotable, part: "name") }
    return folder + (folder.hasSuffix("/") ? "" : "/") + String(decoding: name, as: UTF8.self)
  }

  private static func split(_ authority: Substring) -> (String, Int) {
    guard let colon = authority.lastIndex(of: ":"), authority.last != "]",
      let port = Int(authority[authority.index(after: colon)...])
    else { return (String(authority), 22) }
    return (String(authority[..<colon]), port)
  }

  /// What the partner is told of each subject.
  public func sent(lane: String, items: [BatchItem]) throws -> [SentItem] {
    guard let lane = lanes.first(where: { $0.name == lane }) else { throw RenderFailure(.unknownLane, part: lane) }
    return try items.map { try lane.prepared($0) }
  }
}

enum FileName {
  /// Letters, digits and `. _ - + = @ , ~`, not beginning with a dot: means itself in addresses and commands.
  static func isSafe(_ name: [UInt8]) -> Bool {
    (1...200).contains(name.count) && name.first != UInt8(ascii: ".") && name.allSatisfy(isSafe)
  }

  static func isSafe(_ byte: UInt8) -> Bool {
    PercentEscape.isUnreserved(byte) || "+=@,".utf8.contains(byte)
  }
}
