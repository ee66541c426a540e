/// Why a witness's key or cosignature was refused.
public enum CosignatureError: Error, Hashable, Sendable, CustomStringConvertible {
  case vkey(String)
  case line(String)
  case otherKey(name: String, wanted: String)
  case signatureFails(name: String)
  case checkpoint(NoteError)

  public var description: String {
    switch self {
    case .vkey(let what): "not a witness's key: \(what); copy the whole vkey the witness publishes"
    case .line(let what): "not a cosignature: \(what); fetch the line again"
    case .otherKey(let name, let wanted): "the cosignature is by another key ('\(name)') than \(wanted)"
    case .signatureFails(let name):
      "the cosignature by \(name) does not fit the checkpoint; the checkpoint, the time or the line was changed"
    case .checkpoint(let error): error.description
    }
  }
}
