import Foundation

/// Why the vault refuses. Names paths, waves and places, never a key or a sealed value.
public enum VaultError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(path: String)
  case exists(path: String)
  case symbolicLink(path: String)
  case notARegularFile(path: String)
  case foreignOwner(path: String, owner: UInt32)
  case openToOthers(path: String, mode: UInt32)
  case wrongLength(path: String, found: Int, wanted: Int)
  case system(call: String, path: String, code: Int32)
  case waveName(String)
  case waveExists(String)
  case unknownWave(String)
  case shredded(String)
  case halfShredded(String)
  case wrongRootKey(wave: String)
  case unknownVersion(UInt8)
  case doesNotOpen(wave: String, table: String, row: Int, column: String)
  case subjectBlock(String)

  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .exists(let path): "\(path): the file is already there, and is never overwritten"
    case .symbolicLink(let path):
      "\(path): is a symbolic link; keys are read from real files only. Name the file itself"
    case .notARegularFile(let path): "\(path): is not a regular file"
    case .foreignOwner(let path, let owner):
      "\(path): belongs to user \(owner), not to the user who runs this program. Change its owner with chown"
    case .openToOthers(let path, let mode):
      "\(path): mode \(String(mode, radix: 8)) lets others read it. Run: chmod 600 \(path)"
    case .wrongLength(let path, let found, let wanted):
      "\(path): holds \(found) bytes, a key file holds \(wanted). Restore it from its backup"
    case .system(let call, let path, let code):
      "\(path): \(call) failed: \(String(cString: strerror(code)))"
    case .waveName(let name):
      "'\(name)' cannot name a wave: use 1 to 64 characters of a-z 0-9 . -, beginning with a letter or digit"
    case .waveExists(let wave): "wave '\(wave)' already has a key"
    case .unknownWave(let wave):
      "wave '\(wave)' has no key in this vault. Check the wave's name and the vault's directory"
    case .shredded(let wave): "wave '\(wave)' was shredded: its identifiers and evidence cannot be opened any more"
    case .halfShredded(let wave):
      "a shredding in wave '\(wave)' was cut short; run `expunge vault shred --finish`, then try again"
    case .wrongRootKey(let wave):
      "the key of wave '\(wave)' does not open: the root key is not the one it was made with, or the key file was altered. If a shredding was cut short: `expunge vault shred --finish`"
    case .unknownVersion(let version):
      "sealed with version \(version), which this program does not know. Use a newer program"
    case .doesNotOpen(let wave, let table, let row, let column):
      "\(table) \(row), \(column), of wave '\(wave)' does not open: altered, or moved from another place"
    case .subjectBlock(let what): "a block of subjects is malformed: \(what)"
    }
  }
}
