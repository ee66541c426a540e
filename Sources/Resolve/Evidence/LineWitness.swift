/// Turns one log line into findings: decides whose line it is, and by which rule.
struct LineWitness {
  enum Verdict { case seen, outsideWindow, undated }

  private let index: SubjectIndex
  private let window: TimeWindow
  private let trustsAddress: Bool
  private let hash: KeyedHash
  private var pages: PageKeys
  private var joined: [UInt8] = []
  private(set) var traces: Traces

  init(_ index: SubjectIndex, _ traces: Traces, _ window: TimeWindow, trustsAddress: Bool, _ hash: KeyedHash) {
    self.index = index
    self.traces = traces
    self.window = window
    self.trustsAddress = trustsAddress
    self.hash = hash
    pages = PageKeys(hash)
  }

  mutating func see(_ line: Bytes, _ record: inout LogRecord, _ evidence: inout Evidence) -> Verdict {
    guard let time = time(line, &record) else { return .undated }
    guard window.contains(time) else { return .outsideWindow }
    let requested = requestedPage(line, &record)
    let referring = record[.referer].flatMap { text in record.with(text, of: line) { pages.key(of: $0) } }
    let owners = (owner(requested), owner(referring))
    guard trustsAddress || owners.0 != .nobody || owners.1 != .nobody else { return .seen }
    let address = address(line, record)
    let addressOwner = address.map { index.addresses.owner(of: $0.key) } ?? .nobody
    var meant: [(subject: Int, rule: Rule)] = []
    if let requested { judge(requested, owners.0, address?.key, &meant) }
    if let referring { judge(referring, owners.1, address?.key, &meant) }
    if meant.isEmpty, trustsAddress, case .subject(let subject) = addressOwner { meant.append((subject, .address)) }
    guard !meant.isEmpty else { return .seen }
    let byAddress = isElsewhere(addressOwner, meant)
    let found = traces.inLine(line, &record)
    for (subject, rule) in meant {
      for trace in found {
        let finding = Evidence.Finding(rule: rule, source: trace.source, hash: trace.hash, value: trace.value)
        evidence.add(finding, to: subject)
        if byAddress { evidence.contest(trace.hash) }
      }
      if rule == .personalPage, let address, let trace = traces.inAddress(line.part(address.range)) {
        let finding = Evidence.Finding(rule: rule, source: trace.source, hash: trace.hash, value: trace.value)
        evidence.add(finding, to: subject)
      }
    }
    return .seen
  }

  private func owner(_ page: PageKeys.Key?) -> OwnerTable.Owner { page.map { index.owner(ofPage: $0) } ?? .nobody }

  private func judge(
    _ page: PageKeys.Key, _ owner: OwnerTable.Owner, _ address: UInt64?, _ meant: inout [(subject: Int, rule: Rule)]
  ) {
    guard owner != .nobody else { return }
    if let address, case .subject(let subject) = index.owner(ofPage: page, address: address) {
      meant.append((subject, .addressAndPage))
    } else if case .subject(let subject) = owner {
      meant.append((subject, .personalPage))
    }
  }

  /// The page says one person, the address another: the link was passed on, or two share a connection.
  private func isElsewhere(_ owner: OwnerTable.Owner, _ meant: [(subject: Int, rule: Rule)]) -> Bool {
    switch owner {
    case .nobody: false
    case .subject(let subject): meant.contains { $0.subject != subject }
    case .several: meant.contains { $0.rule > .addressAndPage }
    }
  }

  private func time(_ line: Bytes, _ record: inout LogRecord) -> Int64? {
    switch (record[.time], record[.date]) {
    case (let time?, let date?):
      LogTime.seconds(date: line.part(date.range), time: line.part(time.range))
        ?? LogTime.seconds(line.part(time.range))
    case (let text?, nil), (nil, let text?): record.with(text, of: line) { LogTime.seconds($0) }
    case (nil, nil): nil
    }
  }

  private mutating func requestedPage(_ line: Bytes, _ record: inout LogRecord) -> PageKeys.Key? {
    let host = record[.host].map { line.part($0.range) }
    if let text = record[.url] {
      return record.with(text, of: line) { url in
        guard url.contains(0x20), let target = RequestLine.target(url) else { return pages.key(of: url, host: host) }
        return pages.key(of: url.part(target), host: host)
      }
    }
    guard let path = record[.path] else { return nil }
    joined.removeAll(keepingCapacity: true)
    record.with(path, of: line) { joined.append(contentsOf: $0) }
    if let query = record[.query] {
      record.with(query, of: line) { query in
        if query.first != UInt8(ascii: "?") { joined.append(UInt8(ascii: "?")) }
        joined.append(contentsOf: query)
      }
    }
    return joined.withUnsafeBufferPointer { pages.key(of: $0, host: host) }
  }

  /// Who asked. Behind the company's own proxy it is the last address that the proxies did not give themselves; what a
  /// visitor wrote into the header stands before that, and is not believed.
  private func address(_ line: Bytes, _ record: LogRecord) -> (key: UInt64, range: Range<Int>)? {
    guard let direct = record[.ip] else { return nil }
    guard let forwarded = record[.forwarded], ClientAddress.isInner(line.part(direct.range)) else {
      return ClientAddress.key(line.part(direct.range), hash).map { ($0, direct.range) }
    }
    var end = forwarded.range.upperBound
    while end > forwarded.range.lowerBound {
      var start = end
      while start > forwarded.range.lowerBound, line[start - 1] != UInt8(ascii: ",") { start -= 1 }
      var range = start..<end
      while range.count > 1, line[range.lowerBound] == 0x20 { range = range.lowerBound + 1..<end }
      if !ClientAddress.isInner(line.part(range)) {
        return ClientAddress.key(line.part(range), hash).map { ($0, range) }
      }
      end = start - 1
    }
    return nil
  }
}

/// The time in which data could leak, in seconds since 1970.
public struct TimeWindow: Hashable, Sendable {
  public let from: Int64
  /// The first second that is not in it any more.
  public let until: Int64

  public init(from: Int64, until: Int64) {
    self.from = from
    self.until = until
  }

  func contains(_ second: Int64) -> Bool { second >= from && second < until }
}
