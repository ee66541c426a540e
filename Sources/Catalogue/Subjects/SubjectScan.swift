import Workflow

/// A subject file that was read once from end to end and found good: where its rows lie, and what each row has.
///
/// 16 bytes a row; the values stay in the file and are read again through `SubjectRows`.
public struct SubjectScan: Sendable {
  public let path: String
  public let columns: [SubjectColumn]
  public let identity: FileIdentity
  let file: CSVFile
  private let places: [RowPlace]

  init(file: CSVFile, columns: [SubjectColumn], places: [RowPlace]) {
    path = file.path
    identity = file.identity
    self.file = file
    self.columns = columns
    self.places = places
  }

  /// Rows without the header; at least 1.
  public var count: Int { places.count }

  /// Bytes of row `row` in the file, line end included. Rows count from 0, in the order of the file.
  public func place(_ row: Int) -> (offset: Int, length: Int) { (places[row].offset, Int(places[row].length)) }

  /// The kinds that row `row` has a value of.
  public func kinds(_ row: Int) -> KindSet { KindSet(rawValue: places[row].kinds) }
}

struct RowPlace {
  let offset: Int
  let length: UInt32
  let kinds: UInt32
}
