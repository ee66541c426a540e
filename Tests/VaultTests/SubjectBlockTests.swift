import Testing

@testable import Vault

private func subject(_ number: UInt8) -> SubjectRecord {
  SubjectRecord(
    key: Array(repeating: number, count: 32),
    identifiers: [
      SubjectIdentifier(kind: "ip", ordinal: 0, value: Array("192.0.2.\(number)".utf8)),
      SubjectIdentifier(kind: "url", ordinal: 300, value: Array(repeating: number, count: 200)),
      SubjectIdentifier(kind: "email", ordinal: 1, value: []),
    ])
}

@Test(arguments: [0, 1, 255, 256])
func `a block gives back the subjects it was made of`(count: Int) throws {
  let subjects = (0..<count).map { subject(UInt8($0)) }
  #expect(try SubjectBlock.decode(SubjectBlock.encode(subjects)) == subjects)
}

@Test func `a block takes at most 256 subjects, each with a key of 32 bytes`() throws {
  #expect(throws: VaultError.self) { try SubjectBlock.encode((0..<257).map { subject(UInt8($0 & 255)) }) }
  #expect(throws: VaultError.self) { try SubjectBlock.encode([SubjectRecord(key: [1], identifiers: [])]) }
}

@Test func `a block that is cut anywhere, or longer than it says, is refused`() throws {
  let bytes = try SubjectBlock.encode([subject(1), subject(2)])
  for end in 0..<bytes.count {
    #expect(throws: VaultError.self) { try SubjectBlock.decode(Array(bytes.prefix(end))) }
  }
  #expect(throws: VaultError.self) { try SubjectBlock.decode(bytes + [0]) }
}

@Test func `keys are drawn, not counted`() throws {
  let keys = try Randomness.keys(1000)
  #expect(keys.allSatisfy { $0.count == 32 })
  #expect(Set(keys).count == 1000)
}
