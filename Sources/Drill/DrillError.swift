/// Why the rehearsal partners could not start, or could not write down what they received.
public enum DrillError: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotListen(purpose: String, port: Int, reason: String)
  case cannotSign(reason: String)
  case cannotWrite(path: String, reason: String)

  public var description: String {
    switch self {
    case .cannotListen(let purpose, let port, let reason):
      "cannot open 127.0.0.1:\(port) for \(purpose): \(reason)\n  Choose another port, or 0 for any free one."
    case .cannotSign(let reason):
      "cannot make the rehearsal's signing key and certificate: \(reason)\n  Check that the clock shows the right year."
    case .cannotWrite(let path, let reason):
      "cannot write the rehearsal's record to \(path): \(reason)\n  Name a directory that you may write to."
    }
  }
}
