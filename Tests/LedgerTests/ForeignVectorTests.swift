import Foundation
import Testing

@testable import Ledger

// Disabled where the vectors' folder is absent; `Vectors.arePresent` prints the reason.
@Suite(.enabled(if: Vectors.arePresent, "the foreign vectors are not here"))
struct ForeignVectorTests {
  struct Inclusion: Decodable {
    let leafIdx: UInt64, treeSize: UInt64, root: Data, leafHash: Data, proof: [Data]?, desc: String, wantErr: Bool
  }

  struct Consistency: Decodable {
    let size1: UInt64, size2: UInt64, root1: Data, root2: Data, proof: [Data]?, desc: String, wantErr: Bool
  }

  @Test func `all 98 inclusion cases are judged as their authors judge them`() throws {
    let files = Vectors.files(below: "merkle-transparency-dev/testdata/inclusion")
    #expect(files.count == 98)
    for file in files {
      let vector = try Vectors.decode(Inclusion.self, file)
      let path = (vector.proof ?? []).compactMap { LedgerHash($0) }
      var holds = path.count == vector.proof?.count ?? 0
      if let leaf = LedgerHash(vector.leafHash), let root = LedgerHash(vector.root), holds {
        holds =
          (try? MerkleProof.verifyInclusion(
            of: leaf, at: vector.leafIdx, size: vector.treeSize, root: root, path: path)) != nil
      } else {
        holds = false
      }
      #expect(holds == !vector.wantErr, "\(file.lastPathComponent): \(vector.desc)")
    }
  }

  @Test func `all 98 consistency cases are judged as their authors judge them`() throws {
    let files = Vectors.files(below: "merkle-transparency-dev/testdata/consistency")
    #expect(files.count == 98)
    for file in files {
      let vector = try Vectors.decode(Consistency.self, file)
      let proof = (vector.proof ?? []).compactMap { LedgerHash($0) }
      // Some roots are short words for "any bytes": what counts is whether the two are the same.
      let (old, new) = (LedgerHash(vector.root1), LedgerHash(vector.root2))
      let holds =
        (try? MerkleProof.verifyConsistency(
          oldSize: vector.size1, oldRoot: old ?? TreeHash.leaf(Array(vector.root1)), newSize: vector.size2,
          newRoot: new ?? TreeHash.leaf(Array(vector.root2)), proof: proof)) != nil
        && proof.count == vector.proof?.count ?? 0
      #expect(holds == !vector.wantErr, "\(file.lastPathComponent): \(vector.desc)")
    }
  }

  @Test func `the specification's example note verifies and comes back byte for byte`() throws {
    let bytes = try Vectors.bytes("signed-note-c2sp/example.note")
    let line = String(decoding: try Vectors.bytes("signed-note-c2sp/example.vkey"), as: UTF8.self)
    let key = try VerifierKey(line.trimmingCharacters(in: .newlines))
    let note = try SignedNote(parsing: bytes)
    #expect(try note.verify(by: [key]) == ["example.com/foo"])
    #expect(note.bytes == bytes)
    for at in bytes.indices {
      var flipped = bytes
      flipped[at] ^= 1
      #expect(throws: NoteError.self, "byte \(at)") { try SignedNote(parsing: flipped).verify(by: [key]) }
    }
  }

  struct Malformed: Decodable {
    struct Case: Decodable { let name: String, text: String }
    let must_reject: [Case]
  }

  @Test func `each of the seven malformed proofs is refused for its own reason`() throws {
    let file = Vectors.folder.appendingPathComponent("tlog-proof-malformed/cases.json")
    let reasons: [String: TlogProofError] = [
      "wrong header": .header, "extra not base64": .extra, "missing index": .index, "index not a number": .index,
      "negative index": .index, "hash not base64": .hash(line: 3), "hash of 64 bytes": .hash(line: 3),
    ]
    let cases = try Vectors.decode(Malformed.self, file).must_reject
    #expect(cases.count == 7)
    for item in cases {
      let reason = try #require(reasons[item.name])
      #expect(throws: reason, "\(item.name)") { try TlogProof(parsing: Array(item.text.utf8)) }
    }
  }

  struct Wycheproof: Decodable {
    struct Group: Decodable { let publicKey: Key?, tests: [Case] }
    struct Key: Decodable { let pk: String }
    struct Case: Decodable {
      let tcId: Int, msg: String, result: String
      let sig: String?, key: String?, tag: String?
    }
    let numberOfTests: Int, testGroups: [Group]
  }

  @Test func `Ed25519 signatures are judged as Wycheproof judges them`() throws {
    let file = Vectors.folder.appendingPathComponent("wycheproof/testvectors_v1/ed25519_test.json")
    var count = 0
    for group in try Vectors.decode(Wycheproof.self, file).testGroups {
      let key = try VerifierKey(name: "example.com/wycheproof", publicKey: hex(try #require(group.publicKey).pk))
      for item in group.tests {
        count += 1
        let holds = key.isValid(signature: hex(item.sig ?? ""), of: hex(item.msg))
        #expect(holds == (item.result == "valid"), "case \(item.tcId)")
      }
    }
    #expect(count == 151)
  }

  @Test func `HMAC-SHA-256 with 32-byte keys gives Wycheproof's tags`() throws {
    let file = Vectors.folder.appendingPathComponent("wycheproof/testvectors_v1/hmac_sha256_test.json")
    var count = 0
    for item in try Vectors.decode(Wycheproof.self, file).testGroups.flatMap(\.tests) {
      let (key, tag) = (hex(item.key ?? ""), hex(item.tag ?? ""))
      guard key.count == 32, !tag.isEmpty else { continue }
      count += 1
      var hasher = CommitmentHasher()
      hasher.begin()
      hasher.add(hex(item.msg))
      let code = key.withUnsafeBytes { hasher.finish(key: $0) }
      #expect(code.bytes.starts(with: tag) == (item.result == "valid"), "case \(item.tcId)")
    }
    #expect(count > 50)
  }

  // Floats, which entries never hold, are in `arrays`, `structures` and `values`; the other three are all texts.
  @Test(arguments: ["french", "unicode", "weird"])
  func `texts come out as RFC 8785 wants them, and are read back`(name: String) throws {
    let input = Data(try Vectors.bytes("jcs/testdata/input/\(name).json"))
    let wanted = try Vectors.bytes("jcs/testdata/output/\(name).json")
    let object = try #require(try JSONSerialization.jsonObject(with: input) as? [String: String])
    let keys = object.keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
    var written: [UInt8] = []
    for key in keys {
      var writer = CanonicalWriter()
      writer.member(key, [])
      writer.string(try #require(object[key]))
      written += (written.isEmpty ? [] : [UInt8(ascii: ",")]) + writer.bytes.filter { _ in true }
    }
    #expect(Array("{".utf8) + removingEmptyValues(written) + Array("}".utf8) == wanted)
    for text in Array(object.keys) + Array(object.values) {
      var writer = CanonicalWriter()
      writer.string(text)
      let back = writer.bytes.withUnsafeBufferPointer { buffer in
        var reader = CanonicalReader(buffer)
        return try? reader.string()
      }
      #expect(back == text)
    }
  }

  /// A member written with no value leaves `"key":,"value"`.
  private func removingEmptyValues(_ bytes: [UInt8]) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\":,\"", with: "\":\"").utf8)
  }

  private func hex(_ text: String) -> [UInt8] {
    stride(from: 0, to: text.utf8.count, by: 2).compactMap { at in
      let digits = Array(text.utf8)[at..<at + 2]
      return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
  }
}
