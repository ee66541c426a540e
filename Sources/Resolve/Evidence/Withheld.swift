/// What holds identifiers, or the key of their hashes, says nothing of them when it is printed.
protocol Withheld: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Withheld {
  public var description: String { "<withheld>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension KeyedHash: Withheld {}
extension Evidence: Withheld {}
extension Evidence.Finding: Withheld {}
extension Traces: Withheld {}
extension Traces.Trace: Withheld {}
extension LineWitness: Withheld {}

extension Resolver: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "Resolver of \(scan.count) subjects" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension ResolvedSubjects: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(report.gained) of \(report.subjects) subjects resolved" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
