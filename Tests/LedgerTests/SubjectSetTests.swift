import Crypto
import Foundation
import Testing

@testable import Ledger

struct SubjectSetTests {
  private let key = Array(UInt8(0)..<32)

  private func reference(_ message: String, _ key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: SymmetricKey(data: key)))
  }

  @Test func `keys, commitments and leaves are what the published formula gives`() throws {
    var set = SubjectSet()
    let subject = try CommitmentKey(key)
    let identifiers = [("url", 0, "https://example.com/x"), ("ip", 10, "192.0.2.1"), ("ip", 2, "192.0.2.7")].map {
      SubjectSet.Identifier(kind: Samples.code($0.0), ordinal: $0.1, value: Array($0.2.utf8))
    }
    var text = ""
    for (kind, ordinal, value) in [
      ("ip", 2, "192.0.2.7"), ("ip", 10, "192.0.2.1"), ("url", 0, "https://example.com/x"),
    ] {
      let identifierKey = reference("expunge-key/1\0\(kind)\0\(ordinal)", key)
      let commitment = reference("expunge-id/1\0\(kind)\0\(value)", identifierKey)
      text += "\(kind) \(ordinal) \(Data(commitment).base64EncodedString())\n"
      let made = set.identifierKey(subjectKey: subject, kind: Samples.code(kind), ordinal: ordinal)
      #expect(made.bytes == identifierKey)
      #expect(set.commitment(key: made, kind: Samples.code(kind), value: Array(value.utf8)).bytes == commitment)
    }
    #expect(set.leafData(subjectKey: subject, identifiers: identifiers) == Array(text.utf8))
    #expect(set.leaf(subjectKey: subject, identifiers: identifiers) == TreeHash.leaf(Array(text.utf8)))
  }

  @Test(arguments: [0, 31, 33, 64])
  func `a key that is not 32 bytes is no key`(count: Int) {
    #expect(throws: CommitmentKey.WrongLength(count: count)) { try CommitmentKey(Array(repeating: 1, count: count)) }
  }

  @Test func `secrets never print`() throws {
    var (printed, signer) = ("", try Samples.signer())
    dump(try CommitmentKey(key), to: &printed)
    dump(signer, to: &printed)
    printed += "\(try CommitmentKey(key)) \(signer) \(String(reflecting: signer))"
    #expect(!printed.contains("words") && !printed.contains("secret") && !printed.contains("PrivateKey"))
    signer = try Ed25519Signer(name: signer.name, seed: signer.exportSeed())
    let same = try Samples.signer()
    #expect(signer.publicKey == same.publicKey)
  }

  @Test func `a subject's path leads to the set's root`() throws {
    let leaves = (0..<37).map { TreeHash.leaf([UInt8($0)]) }
    var tree = MerkleAccumulator()
    for leaf in leaves { tree.append(leaf) }
    for index in leaves.indices {
      let path = try SubjectSet.path(of: UInt64(index), in: leaves.flatMap(\.bytes))
      try MerkleProof.verifyInclusion(of: leaves[index], at: UInt64(index), size: 37, root: tree.root, path: path)
    }
  }

  @Test func `a key's text with any changed character is refused or is another key's`() throws {
    let key = try Samples.signer().vkey
    let text = Array(key.description.utf8)
    #expect(try VerifierKey(key.description) == key)
    for at in text.indices {
      var changed = text
      changed[at] = changed[at] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      #expect(throws: NoteError.self) { try VerifierKey(String(decoding: changed, as: UTF8.self)) }
    }
  }

  @Test func `the published field list names every kind and is what genesis commits to`() throws {
    for kind in try Samples.all().map(\.kind) { #expect(LedgerSchema.text.contains("\n\(kind) ")) }
    for outcome in LedgerOutcome.allCases { #expect(LedgerSchema.text.contains(outcome.rawValue)) }
    #expect(LedgerSchema.digest == TreeHash.sha256(Array(LedgerSchema.text.utf8)))
  }
}
