import Foundation
import Ledger
import Store
import Workflow

@testable import Engine
@testable import Vault

/// What somebody knew of a home before a shredding: every secret in it, and a copy of all its files.
struct ShreddingWitness {
  struct Person {
    var index: Int
    var values: [[UInt8]]
    var keys: [[UInt8]]
  }

  let people: [Person]
  let waveKey: [UInt8]
  /// Sealed blocks of subjects, by number.
  let blocks: [[UInt8]]
  /// SHA-256 of what was sent in each dispatch that holds a person, by index.
  let bodyHashes: [Int: [[UInt8]]]
  /// The copy of the home.
  let copy: Home

  init(_ scene: ShreddingScene) throws {
    copy = Home(scene.folder + "/copy")
    let wave = ShreddingScene.wave
    (people, waveKey, blocks, bodyHashes) = try scene.inside { installation in
      let vault = try installation.vault()
      let key = try vault.key(of: wave, in: vault.keyFile(wave)).withUnsafeBytes { Array($0) }
      let record = try scene.wave(in: installation)
      let count = (record.subjects + SubjectBlock.capacity - 1) / SubjectBlock.capacity
      return try installation.store.read { session in
        let people = try (0..<count).flatMap {
          try SubjectBlocks.open($0, of: wave, vault: vault.open(wave), in: session)
        }
        let hashes = try session.instructions(of: wave).flatMap { try session.dispatches(of: $0.id) }
          .reduce(into: [Int: [[UInt8]]]()) { hashes, dispatch in
            for index in dispatch.subjects?.indices.map({ $0 }) ?? [] where dispatch.bodyHash.count == 32 {
              hashes[index, default: []].append(dispatch.bodyHash)
            }
          }
        return (
          try people.enumerated().map { index, record in
            Person(
              index: index, values: record.identifiers.map(\.value).filter { $0.count > 6 },
              keys: try Self.keys(of: record))
          }, key, try (0..<count).compactMap { try session.subjectBlock(of: wave, number: $0) }, hashes
        )
      }
    }
    try FileManager.default.copyItem(atPath: scene.home.path, toPath: copy.path)
  }

  /// The subject's key, and each key that opens one commitment.
  private static func keys(of record: SubjectRecord) throws -> [[UInt8]] {
    var set = SubjectSet()
    let key = try CommitmentKey(record.key)
    return [record.key]
      + record.identifiers.compactMap { identifier in
        LedgerCode(identifier.kind).map {
          set.identifierKey(subjectKey: key, kind: $0, ordinal: identifier.ordinal).bytes
        }
      }
  }

  func index(of person: Int) -> Int? {
    people.firstIndex { $0.values.contains(Array(ShreddingScene.mail(of: person).utf8)) }
  }
}

/// Every file below a folder.
func everyFile(below folder: String) throws -> [(name: String, data: Data)] {
  try FileManager.default.subpathsOfDirectory(atPath: folder).compactMap { name in
    var isFolder: ObjCBool = false
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return nil }
    return (name, try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// Which of the needles stand anywhere in the files. All are looked for in one walk, by their first four bytes.
func found(_ needles: [(what: String, bytes: [UInt8])], in files: [(name: String, data: Data)]) -> [String] {
  var heads: [UInt32: [Int]] = [:]
  var seen = [Bool](repeating: false, count: 1 << 16)
  for (place, needle) in needles.enumerated() where needle.bytes.count >= 4 {
    heads[head(needle.bytes), default: []].append(place)
    seen[Int(head(needle.bytes) & 0xFFFF)] = true
  }
  return files.flatMap { file in
    file.data.withUnsafeBytes { bytes in
      var hits: Set<Int> = []
      for offset in 0..<max(0, bytes.count - 3) {
        let head = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        guard seen[Int(head & 0xFFFF)], let places = heads[head] else { continue }
        for place in places where bytes[offset...].starts(with: needles[place].bytes) { hits.insert(place) }
      }
      return hits.sorted().map { "\(needles[$0].what) in \(file.name)" }
    }
  }
}

private func head(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
}
