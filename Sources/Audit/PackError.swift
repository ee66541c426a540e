import Foundation

/// Why a pack could not be made.
public enum PackError: Error, Hashable, Sendable, CustomStringConvertible {
  case notEmpty(path: String)
  case system(call: String, path: String, code: Int32)
  case missing(path: String)
  case cutOff(kept: UInt64, size: UInt64)
  case noLines(partner: String)
  case noWave(String)
  case noSubject(index: Int, wave: String, subjects: Int)
  case otherLeaf(index: Int, wave: String)
  case identifiers(String)

  public var description: String {
    switch self {
    case .notEmpty(let path): "\(path): there is something here already; name a new or an empty folder"
    case .system(let call, let path, let code):
      "\(path): \(call) failed: \(String(cString: strerror(code))); nothing was left behind; check disk and permissions"
    case .missing(let path):
      "\(path): it is missing or damaged in the ledger; run `expunge ledger verify` and restore it from a copy"
    case .cutOff(let kept, let size):
      """
      checkpoints/\(kept): it is newer than the ledger's checkpoint of \(size) lines, so the ledger was cut off or is an \
      older backup; run `expunge ledger verify`
      """
    case .noLines(let partner): "the ledger has no line of partner '\(partner)'; check the id in partners.yaml"
    case .noWave(let wave): "the ledger opens no wave '\(wave)'; check the name with `expunge status`"
    case .noSubject(let index, let wave, let subjects):
      "wave \(wave) has no subject \(index); it has \(subjects), counted from 0"
    case .otherLeaf(let index, let wave):
      "the identifiers handed in are not all that subject \(index) of wave \(wave) committed to; open them again"
    case .identifiers(let what): "the identifiers cannot stand in a proof: \(what)"
    }
  }
}
