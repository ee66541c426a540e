/// One line of the history, read and hashed; handed out in order of index, on one thread.
///
/// Not copyable, because copying an entry costs as much as reading half of it.
struct CheckedLine: ~Copyable {
  let index: UInt64
  /// The line with its newline; valid until the call returns. Copy what you keep.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Nil where the line cannot be read strictly; then ``failure`` says why.
  let entry: Entry?
  let failure: EntryError?
  /// SHA-256(00 || line), computed from the bytes, not taken from a tile.
  let leaf: LedgerHash

  /// - Parameter bytes: Stays where it is as long as the line is used.
  init(_ bytes: UnsafeBufferPointer<UInt8>, index: UInt64, leaf: LedgerHash, reader: inout CanonicalReader) {
    (self.index, self.bytes, self.leaf) = (index, bytes, leaf)
    do throws(EntryError) {
      (entry, failure) = (try Entry.parse(bytes, by: &reader), nil)
    } catch {
      (entry, failure) = (nil, error)
    }
  }
}
