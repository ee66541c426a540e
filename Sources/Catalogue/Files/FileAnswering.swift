import Workflow

extension FileRoute {
  /// What the partner's answer file means for each subject. What it does not name is as `missing-items` says.
  public func judge(_ file: [UInt8], items: [SentItem]) -> PollVerdict {
    guard let answers else { return .unknown(Reason("no-such-call")) }
    guard let document = answers.document(file) else {
      return .unanswered(Reason("unreadable-answer"), retryAfter: nil)
    }
    let tally = ItemTally(rule: answers.items, items: items)
    switch tally.marks(of: answers.others == .ignore ? answers.ours(document, items) : document) {
    case .success(let marks): return .items(marks.items(of: items.map(\.subject)))
    case .failure(let failure): return failure.pollVerdict
    }
  }
}

extension FileRoute.Answers {
  /// Rows become objects, so that the rules for answers read files too; `nil` for what is not of the format.
  func document(_ file: [UInt8]) -> JSONValue? {
    switch format {
    case .json: return try? JSONReader.read(file)
    case .jsonl:
      let lines = file.split(separator: 0x0A).filter { !$0.allSatisfy(\.isSpace) }
      let values = lines.compactMap { try? JSONReader.read(Array($0)) }
      return values.count == lines.count ? .array(values) : nil
    case .csv: return table(file)
    }
  }

  /// Without the rows of others, for a file that lists more people than ours. Rows without a key stay, to be told.
  fileprivate func ours(_ document: JSONValue, _ sent: [SentItem]) -> JSONValue {
    guard case .key(let path, let kind) = items.match, items.path.steps.isEmpty, case .array(let rows) = document else {
      return document
    }
    let known = Set(sent.compactMap { $0.value(of: kind) })
    return .array(rows.filter { row in path.find(in: row, job: nil)?.reference.map(known.contains) ?? true })
  }

  private func table(_ file: [UInt8]) -> JSONValue? {
    var names = columns
    var rows: [JSONValue] = []
    var row = CSVRow()
    let isRead = file.withUnsafeBufferPointer { bytes -> Bool in
      var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while start < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        guard row.split(rest, atEnd: true) == nil, row.length > 0 else { return false }
        start += row.length
        if row.isBlank { continue }
        let cells = row.cells.map { cell in FileRoute.Answers.text(rest[cell.start..<cell.end], cell.escaped) }
        if names.isEmpty {
          names = cells
          guard Set(names).count == names.count else { return false }
          continue
        }
        guard cells.count == names.count, cells.allSatisfy({ String(validating: $0, as: UTF8.self) != nil }) else {
          return false
        }
        rows.append(.object(zip(names, cells).map { JSONValue.Member(name: $0, value: .string($1)) }))
      }
      return true
    }
    return isRead && !names.isEmpty ? .array(rows) : nil
  }

  private static func text(_ cell: Slice<UnsafeBufferPointer<UInt8>>, _ escaped: Bool) -> [UInt8] {
    guard escaped else { return Array(cell) }
    var text: [UInt8] = []
    var afterQuote = false
    for byte in cell {
      afterQuote = byte == 0x22 && !afterQuote
      if !afterQuote { text.append(byte) }
    }
    return text
  }
}
