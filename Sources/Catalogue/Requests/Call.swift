import Workflow

/// One HTTP call, compiled.
struct Call: Hashable, Sendable {
  var method: Method
  var path: LaneText
  var query: [Parameter]
  var headers: [HeaderLine]
  var body: Body

  enum Method: String, CaseIterable, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  enum Body: Hashable, Sendable {
    case none
    case json(Shape)
    case form([Parameter])
    case multipart([Part])
    case text(TextBody)
  }
}

/// A text that may differ from lane to lane.
enum LaneText: Hashable, Sendable {
  case same(SlotText)
  case byLane([SlotText?])
}

/// A named value of a query string or a form.
struct Parameter: Hashable, Sendable {
  var name: SlotText
  var value: Value

  indirect enum Value: Hashable, Sendable {
    case text(SlotText)
    /// One parameter with a joined text.
    case joined(Each)
    /// The parameter once for each element.
    case repeated(Each)
    case optional(IdentifierKind, write: SlotText?)
    case json(Shape)
    case byLane([Value?])
    /// A signed statement, in a call that gets a token.
    case assertion(Assertion)
  }
}

struct HeaderLine: Hashable, Sendable {
  var name: String
  var value: SlotText
}
