/// For values that hold personal data or secrets: printing, interpolating or dumping one shows its outline only.
public protocol Withheld: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What may be shown: kinds, counts, codes. Never a value.
  var outline: String { get }
}

extension Withheld {
  public var description: String { outline }
  public var debugDescription: String { outline }
  public var customMirror: Mirror { Mirror(self, children: [("outline", outline)]) }
}
