import Testing
import Workflow

@testable import Catalogue

@Test func `a short list of values finds, replaces and forgets each kind as a dictionary would`() {
  var (values, model) = (IdentifierValues(), [IdentifierKind: [UInt8]]())
  let steps: [(IdentifierKind, [UInt8]?)] = [
    (.email, [1]), (.userID, [2]), (.email, [3]), (.phone, [4]), (.email, nil), (.userID, [5]), (.ip, nil),
    (.email, [6]), (.phone, nil), (.userID, nil), (.email, nil), (.phone, [7]),
  ]
  for (kind, value) in steps {
    values[kind] = value
    model[kind] = value
    for kind in IdentifierKind.allCases { #expect(values[kind] == model[kind]) }
    #expect(values.keys.sorted() == model.keys.sorted())
    #expect(values.map(\.value).count == model.count)
  }
}

@Test func `values are not printed`() {
  let values = IdentifierValues([.email: Array("a@b.example".utf8)])
  #expect(!"\(values)".contains("97") && !"\(values)".contains("a@b"))
  #expect(Mirror(reflecting: values).children.isEmpty)
}
