import Catalogue
import Channels
import Crypto
import Store
import Synchronization
import Vault
import Workflow

/// One wave as the engine works on it: pinned entries, opened vault, channels made when they are first needed.
public final class WaveRoom: WaveAccess {
  private let wave: WaveRecord
  private let entries: [String: PartnerEntry]
  private let digests: [String: [UInt8]]
  /// Identifier kinds of each partner's lanes.
  private let lanes: [String: [[IdentifierKind]]]
  private let vault: WaveVault
  private let evidence: EvidenceWriter
  private let makeChannel: @Sendable (PartnerEntry) throws -> any Channel
  private let state = Mutex(State())

  private struct State {
    var channels: [String: any Channel] = [:]
    var blocks: [Int: [Known]] = [:]
    /// The block that was asked for last: the next dispatch mostly asks for it again.
    var newest: (number: Int, subjects: [Known])?
  }

  /// One subject's identifiers, in their order.
  private typealias Known = [(kind: IdentifierKind, value: [UInt8])]

  public init(
    wave: WaveRecord, entries: [PartnerEntry], vault: WaveVault,
    makeChannel: @escaping @Sendable (PartnerEntry) throws -> any Channel
  ) throws {
    self.wave = wave
    self.entries = Dictionary(entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    digests = self.entries.mapValues { Array(SHA256.hash(data: $0.canonical)) }
    lanes = self.entries.mapValues { wave.plan.partner($0.id)?.lanes.map(\.identifiers) ?? [] }
    self.vault = vault
    self.makeChannel = makeChannel
    evidence = try EvidenceWriter(vault)
  }

  public func items(
    _ subjects: SubjectRanges, of kinds: [IdentifierKind], in session: any StoreReading
  ) throws -> [BatchItem] {
    var items: [BatchItem] = []
    items.reserveCapacity(subjects.count)
    for range in subjects.ranges {
      for index in range { WaveRoom.append(try subject(index, in: session), index, kinds, to: &items) }
    }
    return items
  }

  /// One item for a subject with one value of each kind; where there are more values, one more item for each.
  private static func append(_ known: Known, _ index: Int, _ kinds: [IdentifierKind], to items: inout [BatchItem]) {
    var first = IdentifierValues()
    var more: [IdentifierKind: [[UInt8]]] = [:]
    for (kind, value) in known where kinds.contains(kind) {
      if first[kind] == nil { first[kind] = value } else { more[kind, default: []].append(value) }
    }
    items.append(BatchItem(subject: index, values: first))
    if more.isEmpty { return }
    for place in 0..<(more.values.map(\.count).max() ?? 0) {
      var values = first
      for (kind, others) in more { values[kind] = others[min(place, others.count - 1)] }
      items.append(BatchItem(subject: index, values: values))
    }
  }

  public func keep(_ files: [EvidenceFile]) throws -> [UInt8] {
    try evidence.append(try EvidenceRecord(files: files)).bytes
  }

  public func syncEvidence() throws { try evidence.sync() }

  public func seal(job: [UInt8], instruction: InstructionID, number: Int) throws -> [UInt8] {
    try vault.seal(job, table: "jobs." + instruction.partner, row: number, column: "job")
  }

  public func open(job: [UInt8], instruction: InstructionID, number: Int) throws -> [UInt8] {
    try vault.open(job, table: "jobs." + instruction.partner, row: number, column: "job")
  }

  public func channel(for partner: String) throws -> any Channel {
    try state.withLock { state in
      if let channel = state.channels[partner] { return channel }
      let channel = try makeChannel(try entry(partner))
      state.channels[partner] = channel
      return channel
    }
  }

  public func adapter(of partner: String) throws -> [UInt8] {
    guard let digest = digests[partner] else { throw StoreError.missing("partner \(partner) in wave \(wave.id)") }
    return digest
  }

  public func credentials(of partner: String) -> Set<String> { entries[partner]?.shownCredentials ?? [] }

  public func kinds(of partner: String, lane: Int) throws -> [IdentifierKind] {
    guard let lanes = lanes[partner], lanes.indices.contains(lane) else {
      throw StoreError.damaged("a dispatch names an unknown lane")
    }
    return lanes[lane]
  }

  public func close(grace: Span) {
    let channels = state.withLock { $0.channels }
    for channel in channels.values { channel.close(grace: grace) }
  }

  private func entry(_ partner: String) throws -> PartnerEntry {
    guard let entry = entries[partner] else { throw StoreError.missing("partner \(partner) in wave \(wave.id)") }
    return entry
  }

  /// Dispatches go through the subjects in order, so one opened block serves hundreds of them. Partners go at their
  /// own pace, so a few blocks are kept.
  private func subject(_ index: Int, in session: any StoreReading) throws -> Known {
    let (number, place) = index.quotientAndRemainder(dividingBy: SubjectBlock.capacity)
    return try state.withLock { state in
      if state.newest?.number != number { state.newest = (number, try block(number, in: session, &state)) }
      guard let subjects = state.newest?.subjects, subjects.indices.contains(place) else {
        throw StoreError.damaged("subject \(index) is not in its block")
      }
      return subjects[place]
    }
  }

  private func block(_ number: Int, in session: any StoreReading, _ state: inout State) throws -> [Known] {
    if let subjects = state.blocks[number] { return subjects }
    let subjects = try SubjectBlocks.open(number, of: wave.id, vault: vault, in: session).map(WaveRoom.known)
    if state.blocks.count >= WaveRoom.blockLimit { state.blocks.removeAll() }
    state.blocks[number] = subjects
    return subjects
  }

  private static func known(_ record: SubjectRecord) -> Known {
    record.identifiers.compactMap { identifier in
      IdentifierKind(rawValue: identifier.kind).map { ($0, identifier.value) }
    }
  }

  private static let blockLimit = 64
}

/// Where subjects lie: sealed blocks of 256 in the order of their indices.
enum SubjectBlocks {
  static let table = "subject_blocks"

  static func open(
    _ number: Int, of wave: String, vault: WaveVault, in session: any StoreReading
  ) throws -> [SubjectRecord] {
    try open(try sealed(number, of: wave, in: session), number: number, vault: vault)
  }

  static func open(_ sealed: [UInt8], number: Int, vault: WaveVault) throws -> [SubjectRecord] {
    try SubjectBlock.decode(try vault.open(sealed, table: table, row: number, column: "sealed"))
  }

  static func sealed(_ number: Int, of wave: String, in session: any StoreReading) throws -> [UInt8] {
    guard let sealed = try session.subjectBlock(of: wave, number: number) else {
      throw StoreError.missing("block \(number) of the subjects of wave \(wave)")
    }
    return sealed
  }

  static func seal(_ records: some Collection<SubjectRecord>, number: Int, vault: WaveVault) throws -> [UInt8] {
    try vault.seal(try SubjectBlock.encode(records), table: table, row: number, column: "sealed")
  }
}
