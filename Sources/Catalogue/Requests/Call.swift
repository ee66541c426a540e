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
  }
}

struct HeaderLine: Hashable, Sendable {
  var name: String
  var value: SlotText
}

/// Where calls go and how they prove who is calling.
struct Endpoint: Hashable, Sendable {
  var host: SlotText
  var headers: [HeaderLine]
  var auth: [AuthPart]
}

enum AuthPart: Hashable, Sendable {
  case basic(user: BasicUser, password: String?)
  case header(name: String, prefix: String, secret: String)
  case query(name: String, secret: String)
  case body(field: String, secret: String)
  case token(TokenStep)

  enum BasicUser: Hashable, Sendable {
    case secret(String)
    case text(SlotText)
  }

  /// The names of the secrets it needs.
  var secrets: [String] {
    switch self {
    case .basic(.secret(let user), let password): [user] + (password.map { [$0] } ?? [])
    case .basic(.text, let password): password.map { [$0] } ?? []
    case .header(_, _, let secret), .query(_, let secret), .body(_, let secret): [secret]
    case .token(let step): step.endpoint.auth.flatMap(\.secrets)
    }
  }
}

/// A call made before the real one, whose answer holds a short-lived credential.
struct TokenStep: Hashable, Sendable {
  var endpoint: Endpoint
  var call: Call
  var field: JSONPath
  var lives: Span?
  /// Seconds, in the answer.
  var livesField: JSONPath?
  var header: String
  var prefix: String
}
