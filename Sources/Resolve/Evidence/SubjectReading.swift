import Catalogue
import Workflow

/// Reads the subjects once: where they can be recognised, what they have, and what stands in their own URLs.
struct SubjectReading {
  private(set) var index: SubjectIndex
  private(set) var evidence: Evidence
  private(set) var traces: Traces
  /// Values that the file has already.
  private(set) var given = OwnerTable()
  private let values: ValueHash
  private var pages: PageKeys
  private var own: (pages: [PageKeys.Key], addresses: [UInt64]) = ([], [])

  init(subjects: Int, _ traces: Traces, _ values: ValueHash) {
    self.values = values
    self.traces = traces
    evidence = Evidence(subjects: subjects)
    index = SubjectIndex(values.hash)
    pages = PageKeys(values.hash)
  }

  mutating func read(_ scan: SubjectScan) throws {
    let rows = SubjectRows(scan)
    for row in 0..<scan.count {
      let place = scan.place(row)
      own = ([], [])
      for identifier in try rows.row(at: place.offset, length: place.length) { take(identifier, of: row) }
      index.add(row, pages: own.pages, addresses: own.addresses)
    }
    try rows.verifyUnchanged()
  }

  private mutating func take(_ identifier: Identifier, of row: Int) {
    if identifier.kind.mayLeave { given.claim(values(identifier.value, identifier.kind), by: row) }
    identifier.value.withUnsafeBufferPointer { value in
      switch identifier.kind {
      case .url: takeURL(value, of: row)
      case .ip: if let key = ClientAddress.key(value, values.hash) { own.addresses.append(key) }
      case .subject, .clientID, .clickID, .userID, .visitorID, .sessionID, .email, .phone, .deviceID, .advertisingID,
        .idfa, .gaid, .externalID:
        break
      }
    }
  }

  private mutating func takeURL(_ url: Bytes, of row: Int) {
    if let key = pages.key(of: url) { own.pages.append(key) }
    for trace in traces.inURL(url) {
      evidence.add(
        Evidence.Finding(rule: .ownURL, source: trace.source, hash: trace.hash, value: trace.value), to: row)
    }
  }
}
