/// Walks the records of one segment file; skips what is torn or rotten and finds the next whole header behind it.
struct SegmentScan {
  let file: OpenFile
  let size: Int
  /// Where the next look begins. After the last record: the end of what was understood.
  private(set) var place: Int
  /// Bytes that belonged to no record were skipped, with records behind them.
  private(set) var skipped = false

  init(_ file: OpenFile, from place: Int = 0) throws(VaultError) {
    self.file = file
    self.place = place
    size = try file.size()
  }

  /// The next record that lies wholly within the file, and its offset. Bodies are checked only on request.
  mutating func next(checkingBodies: Bool) throws(VaultError) -> (record: SegmentRecord, offset: Int)? {
    var offset = place
    while offset + SegmentRecord.headerLength + SegmentRecord.checkLength <= size {
      if let record = try whole(at: offset, checkingBody: checkingBodies) {
        skipped = skipped || offset != place
        place = offset + record.length
        return (record, offset)
      }
      guard let candidate = try nextMagic(after: offset) else { return nil }
      offset = candidate
    }
    return nil
  }

  private func whole(at offset: Int, checkingBody: Bool) throws(VaultError) -> SegmentRecord? {
    let header = try file.bytes(at: offset, count: SegmentRecord.headerLength)
    guard let record = SegmentRecord(header: header), offset + record.length <= size else { return nil }
    guard checkingBody else { return record }
    let rest = try file.bytes(
      at: offset + SegmentRecord.headerLength, count: record.sealedLength + SegmentRecord.checkLength)
    return record.sealed(in: rest) == nil ? nil : record
  }

  private func nextMagic(after offset: Int) throws(VaultError) -> Int? {
    let window = 1 << 16
    var start = offset + 1
    while start + SegmentRecord.magic.count <= size {
      let bytes = try file.bytes(at: start, count: window)
      guard bytes.count >= SegmentRecord.magic.count else { return nil }
      for place in 0...(bytes.count - SegmentRecord.magic.count)
      where bytes[place] == SegmentRecord.magic[0] && bytes[place...].starts(with: SegmentRecord.magic) {
        return start + place
      }
      start += bytes.count - SegmentRecord.magic.count + 1
    }
    return nil
  }
}

/// Names of segment files: `000001.seg`, counted from 1.
enum Segments {
  static func path(_ directory: String, _ number: Int) -> String {
    let digits = String(number)
    return "\(directory)/\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).seg"
  }

  static func numbers(in directory: String) -> [Int] {
    Disk.names(in: directory).compactMap { $0.hasSuffix(".seg") ? Int($0.dropLast(4)) : nil }.sorted()
  }
}
