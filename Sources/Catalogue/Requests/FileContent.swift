import Workflow

/// One part of a `multipart/form-data` body.
struct Part: Hashable, Sendable {
  var name: SlotText
  var content: Content

  enum Content: Hashable, Sendable {
    case value(Parameter.Value)
    case file(name: SlotText, TextBody)
  }
}

/// A text with a media type: a whole body, or a file in a form.
struct TextBody: Hashable, Sendable {
  var type: String
  var content: FileContent
}

enum FileContent: Hashable, Sendable {
  case csv([Column], header: Bool)
  case lines(Each)
  case json(Shape)

  struct Column: Hashable, Sendable {
    var name: String
    var value: Value

    enum Value: Hashable, Sendable {
      /// An empty cell where the subject has no such identifier and may lack it.
      case identifier(IdentifierKind)
      case text(SlotText)
    }
  }
}

extension FileContent {
  func uses(lane: Int) -> Uses {
    switch self {
    case .csv(let columns, _):
      columns.map { column in
        switch column.value {
        case .identifier: Uses(names: true)
        case .text(let text): text.uses
        }
      }.together
    case .lines(let each): each.uses
    case .json(let shape): shape.uses(lane: lane)
    }
  }
}

extension Part {
  func uses(lane: Int) -> Uses {
    switch content {
    case .value(let value): value.uses(lane: lane)
    case .file(_, let file): file.content.uses(lane: lane)
    }
  }
}
