import Testing
import Workflow

@Suite struct UnwritableValueTests {
  @Test func `a reason tells why, the kind and the quoting, and is read again`() throws {
    let value = UnwritableValue(.quoting, slot: "identifier.email|soql")
    #expect(value.reason == Reason("cannot-be-written.quoting.email.soql"))
    #expect(UnwritableValue(value.reason) == value)
    #expect(
      value.words
        == "the value of the identifier 'email' cannot be written safely where it stands as the quoting 'soql'")
    #expect(UnwritableValue(.quoting, slot: "identifier|soql").words.contains("the lane's first identifier"))
  }

  @Test func `what is too long for a code loses its quoting, and what is no code its place`() {
    let long = UnwritableValue(.preparation, slot: "identifier.a-kind-of-name|matomo")
    #expect(long.reason.code == "cannot-be-written.preparation.a-kind-of-name")
    #expect(UnwritableValue(.empty, slot: "the name of a member").reason == Reason("cannot-be-written"))
  }

  @Test(arguments: ["cannot-be-written", "cannot-be-written.", "cannot-be-written.empty", "cannot-be-written.x.email"])
  func `any other reason is none of these`(_ code: String) { #expect(UnwritableValue(Reason(code)) == nil) }
}
