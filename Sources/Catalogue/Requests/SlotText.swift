import Workflow

/// A text with slots, compiled once when the file is read.
///
/// Constants are bytes as their place wants them written; a slot's value is escaped by place when a request is written.
struct SlotText: Hashable, Sendable {
  var pieces: [Piece]

  enum Piece: Hashable, Sendable {
    case constant([UInt8])
    case slot(Slot, Quoting?)
  }

  init(_ pieces: [Piece]) { self.pieces = pieces }
  init(constant text: String) { pieces = text.isEmpty ? [] : [.constant(Array(text.utf8))] }

  /// The whole text, when nothing has to be filled in.
  var constant: [UInt8]? {
    var bytes: [UInt8] = []
    for piece in pieces {
      guard case .constant(let part) = piece else { return nil }
      bytes += part
    }
    return bytes
  }

  var slots: [Slot] {
    pieces.compactMap { piece in
      if case .slot(let slot, _) = piece { slot } else { nil }
    }
  }
}

/// What a slot stands for. A filled-in value is never looked at for slots again.
enum Slot: Hashable, Sendable {
  case identifier(IdentifierKind)
  /// `{identifier}`: the first identifier of the lane.
  case laneIdentifier
  /// `{value}`: the element at hand, inside `write`.
  case value
  case account(String)
  case lane(String)
  case secret(String)
  case tracker(String)
  case key(KeyForm)
  /// One key for each subject of the call.
  case itemKey(KeyForm)
  case job
  /// `{people.id}`: what an earlier step of the flow found, of the row at hand.
  case found(FoundName)
  /// `{page}`: where the next page of a list begins.
  case page
  /// `{index}`: the position of a repeated parameter, from 0.
  case index
  case fact(Fact)
  /// A moment, moved by a span.
  case time(Moment, Span, TimeForm)

  enum Fact: String, CaseIterable, Sendable { case matter, wave, dispatch }
  enum KeyForm: String, CaseIterable, Sendable { case plain, uuid, hex }
  enum Moment: String, CaseIterable, Sendable { case now, from, to }
  enum TimeForm: String, CaseIterable, Sendable {
    case rfc3339, date, epoch
    case epochMilliseconds = "epoch-ms"
    case compact
    case usDate = "us-date"
  }
}

/// Where the elements of a list come from.
enum Source: Hashable, Sendable {
  case identifier(IdentifierKind)
  /// The lane's first identifier.
  case laneIdentifier
  case selector(SelectorList)
  /// The rows of an earlier step.
  case found(FoundName)

  enum SelectorList: String, CaseIterable, Sendable {
    case urls = "selector.urls"
    case ips = "selector.ips"
    case trackers = "selector.trackers"
  }
}

/// A list of texts: one for each person of the batch, or for each part of the selector.
struct Each: Hashable, Sendable {
  var source: Source
  /// How one element is written; absent = the bare value.
  var write: SlotText?
  /// Joined into one text; absent = a list.
  var join: [UInt8]?
  var before = SlotText([])
  var after = SlotText([])
}
