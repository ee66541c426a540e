/// Why a backup or a restore did not happen. Whatever was there before is untouched.
public enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
  case targetIsThere(String)
  case insideHome(String)
  case notABackup(String)
  case oddFile(String)
  case fileMissing(path: String, folder: String)
  case fileExtra(path: String, folder: String)
  case fileDiffers(path: String, folder: String)
  case databaseDamaged(String)
  case ledgerNotInBackup(matter: String)
  case nothingToDecide(String)
  case cannotDecide(String)

  public var description: String {
    switch self {
    case .targetIsThere(let path):
      "\(path) is there already and is never overwritten; name a folder that does not exist or is empty"
    case .insideHome(let path): "\(path) lies inside the home; a backup belongs on another disk"
    case .notABackup(let path):
      "\(path) is not a backup made by `expunge backup`: it lacks SHA256SUMS or backup.txt; nothing was restored"
    case .oddFile(let path): "\(path) is neither a plain file nor a folder; move it away and try again"
    case .fileMissing(let path, let folder):
      "\(path) is missing from the backup \(folder); nothing was restored, take another copy of the backup"
    case .fileExtra(let path, let folder):
      "\(path) is in the backup \(folder), and SHA256SUMS does not name it; nothing was restored, find out who put it there"
    case .fileDiffers(let path, let folder):
      "\(path) in \(folder) is not what SHA256SUMS says; the copy is damaged, nothing was done with it"
    case .databaseDamaged(let what): "the database is damaged (\(what)), so it was not backed up; run `expunge doctor`"
    case .ledgerNotInBackup(let matter):
      "the ledger to bring is of matter \(matter), which the backup does not know; nothing was restored"
    case .nothingToDecide(let path): "nothing in \(path) waits for a decision; nothing was changed"
    case .cannotDecide(let what):
      "going on is not possible yet, and nothing was changed: \(what)"
    }
  }
}
