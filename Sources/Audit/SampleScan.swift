import Ledger

extension SampleDraw {
  /// The samples of a ledger that nobody has scanned yet.
  public static func indices(of reader: LedgerReader) throws -> [UInt64] {
    var scan = LineScan()
    try reader.forEachEntry { index, line in scan.add(line, at: index) }
    return try indices(of: reader, newestClose: scan.newestClose)
  }
}
