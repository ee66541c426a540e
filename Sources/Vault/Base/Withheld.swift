/// A type that holds keys or plaintext: printing, dumping or interpolating it gives its name and nothing else.
protocol Withheld: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Withheld {
  public var description: String { "\(Self.self)(<withheld>)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
