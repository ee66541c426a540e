import Catalogue
import Crypto
import Foundation
import Mail
import Store

/// Files that go with letters: partners' keys, the matter's documents. Pinned with the plan, so that a file exchanged
/// later neither seals nor is sent.
enum PinnedFiles {
  static func seal(of partner: String) -> String { "seal/" + partner }
  static func document(_ file: String) -> String { "document/" + file }

  static func pins(_ files: [String: [UInt8]]) -> [PinnedText] {
    files.map { PinnedText(name: PlanInputs.Pin.file + $0.key, text: Data($0.value).base64EncodedString()) }
  }

  static func file(_ name: String, in pins: [PinnedText]) -> [UInt8]? {
    guard let pin = pins.first(where: { $0.name == PlanInputs.Pin.file + name }) else { return nil }
    return Data(base64Encoded: pin.text).map { [UInt8]($0) }
  }

  /// - Returns: `nil` where the entry names no key, or the wave was planned without it.
  static func sealing(for entry: PartnerEntry, _ route: EmailRoute, in pins: [PinnedText]) -> LetterSealing? {
    guard let seal = route.seal, let bytes = file(PinnedFiles.seal(of: entry.id), in: pins) else { return nil }
    switch seal {
    case .openPGP(_, let fingerprint): return .openPGP(key: bytes, fingerprint: fingerprint)
    case .smime(_, let sha256): return .smime(certificatePEM: bytes, sha256: sha256)
    }
  }

  /// - Parameter language: Of the letter, in which the documents are named.
  static func documents(of matter: Matter, named language: String, in pins: [PinnedText]) -> [(
    document: LetterDocument, bytes: [UInt8]
  )] {
    matter.documents.compactMap { document in
      guard let bytes = file(PinnedFiles.document(document.file), in: pins) else { return nil }
      let title = document.title.words(in: language, else: matter.fallbackLanguage)
      let hash = Array(SHA256.hash(data: bytes))
      return (LetterDocument(title: title, file: document.file, sha256: hash), bytes)
    }
  }
}

extension PlanInputs {
  /// - Parameter documents: Of the matter, by the names of its file.
  public static func documentFiles(_ documents: [String: [UInt8]]) -> [String: [UInt8]] {
    documents.reduce(into: [:]) { $0[PinnedFiles.document($1.key)] = $1.value }
  }

  /// Reads what the entries' letters are sealed with.
  /// - Parameter folder: Where the partner file lies.
  /// - Throws: `SealFileMissing`
  public static func sealFiles(of entries: [PartnerEntry], in folder: String) throws -> [String: [UInt8]] {
    try entries.reduce(into: [:]) { files, entry in
      guard let seal = entry.email?.seal else { return }
      let path = folder + "/" + seal.file
      guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= 1 << 20 else {
        throw SealFileMissing(partner: entry.id, path: path)
      }
      files[PinnedFiles.seal(of: entry.id)] = [UInt8](bytes)
    }
  }
}

struct SealFileMissing: Error, CustomStringConvertible {
  let partner: String
  let path: String
  var description: String {
    "partner '\(partner)': the key that its letters are sealed with cannot be read from \(path); put the partner's key file there"
  }
}
