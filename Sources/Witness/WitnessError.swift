import Foundation

/// Why a witness's folder could not be made, read or served.
public enum WitnessError: Error, Hashable, Sendable, CustomStringConvertible {
  case system(call: String, path: String, code: Int32)
  case alreadyExists(path: String)
  case noKey(path: String)
  case exposedKey(path: String)
  case damagedKey(path: String)
  case badName
  case badLog(path: String, line: Int, what: String)
  case badVkey(String)
  case damagedState(path: String, what: String)
  case inUse(path: String)
  case clockBehind(now: String, last: String)
  case cannotListen(host: String, port: Int, reason: String)

  public var description: String {
    switch self {
    case .system(let call, let path, let code):
      "\(path): \(call) failed: \(String(cString: strerror(code))); check the disk and the permissions"
    case .alreadyExists(let path): "\(path): a witness's key is here already; use it, or choose another folder"
    case .noKey(let path): "\(path): there is no witness's key; make one in this folder first"
    case .exposedKey(let path): "\(path): others may read this secret key; run `chmod 600 \(path)`"
    case .damagedKey(let path): "\(path): this is not a witness's key file; restore it from a copy"
    case .badName:
      "a witness's name must not be empty or hold spaces, plus signs or control characters; `audit.example/w1` is one"
    case .badLog(let path, let line, let what): "\(path):\(line): \(what)"
    case .badVkey(let what): what
    case .damagedState(let path, let what):
      "\(path): \(what); restore it from the newest copy, for without it this witness could sign two histories"
    case .inUse(let path): "\(path): another process serves this witness; stop it first"
    case .clockBehind(let now, let last):
      "the clock says \(now), but this witness signed at \(last) already; set the clock"
    case .cannotListen(let host, let port, let reason):
      "cannot listen on \(host) port \(port): \(reason); choose another port"
    }
  }
}
