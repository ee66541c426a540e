/// A request ready to be sent. Holds identifiers and secrets, so it cannot be printed; `preview` is for eyes.
public struct RenderedRequest: Hashable, Sendable {
  public struct Header: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    public let name: String
    public let value: [UInt8]

    public init(name: String, value: [UInt8]) {
      self.name = name
      self.value = value
    }

    public var description: String { "\(name): <withheld>" }
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
  }

  public let method: String
  /// ASCII, percent-encoded.
  public let url: String
  public let headers: [Header]
  public let body: [UInt8]
  /// The body before a signature was put into it; `nil` where there is none in it.
  let unsignedBody: [UInt8]?

  /// What the record of an intent hashes: the same for every attempt.
  public var intendedBody: [UInt8] { unsignedBody ?? body }

  public init(method: String, url: String, headers: [Header], body: [UInt8]) {
    self.init(method: method, url: url, headers: headers, body: body, unsignedBody: nil)
  }

  init(method: String, url: String, headers: [Header], body: [UInt8], unsignedBody: [UInt8]?) {
    self.unsignedBody = unsignedBody
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

extension RenderedRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(method) <withheld>, \(body.count) bytes" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["method": method, "bytes": body.count]) }
}

/// Why a request was not written. Nothing has left; the value itself is never told.
public struct RenderFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// A slot, list or fact resolves to nothing.
    case missing
    case empty
    case notUTF8
    case controlCharacter
    /// The value could mean "everyone".
    case wildcard
    /// A preparation step cannot work on the value.
    case unpreparable(String)
    /// The query language has no safe way to write the value.
    case unquotable
    /// Shorter than the lane allows: it could mean others too.
    case tooShort(Int)
    case notANumber
    case badHost
    /// A secret is not the key that the signature needs.
    case badKey
    /// A secret is not written in the form that the entry states.
    case unreadableSecret(String)
    case unknownLane
    case noItems
    case tooManyItems(Int, limit: Int)
    /// Halve the batch; a single item that is too large can never be sent.
    case tooLarge(Int, limit: Int)
    /// The entry does not describe such a call.
    case noSuchCall
  }

  public let kind: Kind
  /// The slot or part, as the partner file names it.
  public let part: String
  public let subject: Int?

  public init(_ kind: Kind, part: String, subject: Int? = nil) {
    self.kind = kind
    self.part = part
    self.subject = subject
  }

  public var description: String {
    let whom = subject.map { " (subject \($0))" } ?? ""
    return "nothing was sent: '\(part)'\(whom) \(words)"
  }

  private var words: String {
    switch kind {
    case .missing: "has no value; supply it, or mark it optional in the partner file"
    case .empty: "is empty"
    case .notUTF8: "is not UTF-8"
    case .controlCharacter: "holds a control character"
    case .wildcard: "holds a wildcard, which could delete everyone's data"
    case .unpreparable(let step): "cannot go through '\(step)'"
    case .unquotable: "cannot be quoted safely in this query language"
    case .tooShort(let least): "is shorter than \(least) characters, and could mean others too"
    case .notANumber: "is not a number"
    case .badKey: "is not a key of the kind that the signature needs; supply it in PEM form"
    case .unreadableSecret(let form):
      "is not \(form), as 'secret-form' says; supply it in that form, or correct the entry"
    case .badHost: "does not make a safe https address"
    case .unknownLane: "is not a lane of this partner"
    case .noItems: "would go out without any subject"
    case .tooManyItems(let count, let limit): "holds \(count) subjects, the partner takes \(limit)"
    case .tooLarge(let count, let limit): "is \(count) bytes long, the limit is \(limit); halve the batch"
    case .noSuchCall: "is not described in the partner file"
    }
  }
}
