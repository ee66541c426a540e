import Store
import Vault
import Workflow

/// Seals a wave's stored bytes anew, without one subject.
struct SubjectRekeying {
  let wave: WaveRecord
  let subject: Int
  let keys: Rekeying

  /// Shorter values would be found in evidence that has nothing to do with the subject.
  private static let shortestSought = 7

  /// The subject's values, for finding evidence that nobody tied to people.
  func values(in session: any StoreReading) throws -> [[UInt8]] {
    let block = try SubjectBlocks.open(number, of: wave.id, vault: keys.old, in: session)
    guard block.indices.contains(place) else { throw StoreError.damaged("subject \(subject) is not in its block") }
    return block[place].identifiers.map(\.value).filter { $0.count >= SubjectRekeying.shortestSought }
  }

  func sealBlocks(in session: any StoreWriting) throws {
    for number in 0..<(wave.subjects + SubjectBlock.capacity - 1) / SubjectBlock.capacity {
      guard let sealed = try session.subjectBlock(of: wave.id, number: number) else {
        throw StoreError.missing("block \(number) of the subjects of wave \(wave.id)")
      }
      var bytes = try keys.old.open(sealed, table: SubjectBlocks.table, row: number, column: "sealed")
      if number == self.number { bytes = try emptied(bytes) }
      try session.replaceSubjectBlock(
        try keys.fresh.seal(bytes, table: SubjectBlocks.table, row: number, column: "sealed"), of: wave.id,
        number: number)
    }
  }

  /// The partner's reference of a dispatch, sealed anew while it is still needed. Some partners build it from an
  /// identifier, so what is over, and what was this subject's alone, loses it.
  func job(of dispatch: DispatchRecord) throws -> [UInt8]? {
    guard let sealed = dispatch.sealedJob, !dispatch.state.isOver else { return nil }
    if dispatch.subjects == SubjectRanges(subject...subject) { return nil }
    let table = "jobs." + dispatch.instruction.partner
    let job = try keys.old.open(sealed, table: table, row: dispatch.number, column: "job")
    return try keys.fresh.seal(job, table: table, row: dispatch.number, column: "job")
  }

  private var number: Int { subject / SubjectBlock.capacity }
  private var place: Int { subject % SubjectBlock.capacity }

  private func emptied(_ bytes: [UInt8]) throws -> [UInt8] {
    var records = try SubjectBlock.decode(bytes)
    guard records.indices.contains(place) else { throw StoreError.damaged("subject \(subject) is not in its block") }
    records[place] = .shredded
    return try SubjectBlock.encode(records)
  }
}

extension SubjectRecord {
  /// Keeps the place of a subject that is gone.
  static let shredded = SubjectRecord(key: [UInt8](repeating: 0, count: 32), identifiers: [])
}
