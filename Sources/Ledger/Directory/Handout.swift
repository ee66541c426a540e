import Foundation

extension LedgerReader {
  /// Keeps this checkpoint under `checkpoints/<size>`: what was handed out has to stay provable.
  ///
  /// Safe beside a writer: the file is new and complete or not there. To be called before proofs are made, because a
  /// kept checkpoint's partial tiles stay.
  public func keepCheckpoint() throws {
    let path = "checkpoints/\(size)"
    guard try files.readIfPresent(path) == nil else { return }
    for changed in try files.makeDirectory("checkpoints") { try files.sync(changed) }
    try files.replace(path, with: checkpoint.bytes)
  }
}
