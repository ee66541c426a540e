import Catalogue

/// What is sealed of a matter: the file as written and, where there are any, the documents that it names.
///
/// Shape: the text; then for each document a zero byte, its name, a zero byte, its length in decimal digits, a zero
/// byte, its bytes. A matter file holds no zero byte, so one without documents is its text alone.
struct MatterBundle: Hashable {
  var text: String
  var documents: [String: [UInt8]] = [:]

  init(text: String, documents: [String: [UInt8]]) {
    self.text = text
    self.documents = documents
  }

  var bytes: [UInt8] {
    documents.sorted { $0.key < $1.key }.reduce(into: Array(text.utf8)) { bytes, document in
      bytes += [0] + Array(document.key.utf8) + [0] + Array(String(document.value.count).utf8) + [0]
      bytes += document.value
    }
  }

  /// - Throws: `WaveError.changed` where the lengths do not fit.
  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    func word() -> String? {
      guard let end = rest.firstIndex(of: 0) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    guard let text = word() else {
      self.init(text: String(decoding: bytes, as: UTF8.self), documents: [:])
      return
    }
    self.init(text: text, documents: [:])
    while true {
      guard let name = word(), let count = word().flatMap({ Int($0) }), count >= 0, count <= rest.count else {
        throw WaveError.changed("the documents of the matter")
      }
      documents[name] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      guard let mark = rest.popFirst() else { return }
      guard mark == 0 else { throw WaveError.changed("the documents of the matter") }
    }
  }
}

/// The files of a matter that go with letters.
public enum MatterDocuments {
  /// Bytes of all together: encoded for mail they grow by a third, and few mail systems take more than 10 MiB.
  public static let limit = 6 << 20

  /// - Parameter read: The bytes of a file beside the matter file, `nil` where it cannot be read.
  /// - Throws: `MatterDocumentFault`
  public static func read(_ matter: Matter, _ read: (String) -> [UInt8]?) throws -> [String: [UInt8]] {
    try checkDemands(of: matter)
    let documents = try matter.documents.reduce(into: [String: [UInt8]]()) { documents, document in
      guard let bytes = read(document.file), !bytes.isEmpty else { throw MatterDocumentFault.unreadable(document.file) }
      documents[document.file] = bytes
    }
    let size = documents.values.reduce(0) { $0 + $1.count }
    guard size <= limit else { throw MatterDocumentFault.tooLarge(bytes: size) }
    return documents
  }

  /// An opened matter never changes: one that lacks a document could not plan a single letter.
  private static func checkDemands(of matter: Matter) throws {
    for clock in matter.clocks {
      let missing = (DutyDemand.of(clock.duty)?.documents ?? []).filter { kind in
        !matter.documents.contains { $0.kind == kind }
      }
      guard missing.isEmpty else { throw MatterDocumentFault.missing(missing, duty: clock.duty) }
    }
  }
}

public enum MatterDocumentFault: Error, Hashable, Sendable, CustomStringConvertible {
  case missing([Matter.Document.Kind], duty: String)
  case unreadable(String)
  case tooLarge(bytes: Int)

  public var description: String {
    switch self {
    case .missing(let kinds, let duty):
      "the duty '\(duty)' wants \(kinds.map(\.words).joined(separator: " and ")) sent with each letter, and the matter has no such document; put the file beside the matter file and add under 'documents': "
        + kinds.map { "{file: \($0.rawValue).pdf, title: \"...\", kind: \($0.rawValue)}" }.joined(separator: ", ")
    case .unreadable(let file): "the document '\(file)' is empty or cannot be read; put it beside the matter file"
    case .tooLarge(let bytes):
      "the documents have \(bytes) bytes, and letters carry \(MatterDocuments.limit); make them smaller, or name a page where they can be read"
    }
  }
}
