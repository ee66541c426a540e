import Foundation

/// Why a ledger could not be opened, written or read.
public enum LedgerError: Error, Sendable, CustomStringConvertible {
  case system(call: String, path: String, code: Int32)
  case alreadyExists(path: String)
  case noCheckpoint(path: String)
  case inUse(path: String)
  case wrongKey(path: String, expected: String)
  case damaged(path: String, what: String)
  case storeNotInLedger(stored: LedgerHead, path: String)
  case storeIsBehind(stored: LedgerHead, signed: UInt64)
  case badBatch(String)
  case mustReopen
  case outside(index: UInt64, size: UInt64)

  public var description: String {
    switch self {
    case .system(let call, let path, let code):
      "\(path): \(call) failed: \(String(cString: strerror(code))); check the disk and the permissions"
    case .alreadyExists(let path): "\(path): a ledger is here already; open it instead of creating it"
    case .noCheckpoint(let path): "\(path): there is no checkpoint and the store knows no head; create the ledger"
    case .inUse(let path): "\(path): another process is writing this ledger; wait for it to end"
    case .wrongKey(let path, let expected):
      "\(path): the ledger belongs to another key than \(expected); give the key this ledger was created with"
    case .damaged(let path, let what): "\(path): \(what); run `ledger verify` and restore the file from a copy"
    case .storeNotInLedger(let stored, let path):
      """
      \(path): the store's head (\(stored)) is not a prefix of what is here, so the ledger is truncated, rewritten or an \
      older backup; nothing was signed; restore the newest copy of this directory
      """
    case .storeIsBehind(let stored, let signed):
      """
      the store's head (\(stored)) is older than a checkpoint signed for size \(signed), so the store is an older \
      backup; nothing was signed; restore the newest store
      """
    case .badBatch(let what): "nothing was appended: \(what)"
    case .mustReopen: "an earlier append failed half way; open the ledger again, which finishes or undoes it"
    case .outside(let index, let size): "there is no entry \(index); the ledger holds \(size)"
    }
  }
}
