import Workflow

/// Collects the mistakes of a subject file: the first hundred in full, the rest as a number. Never quotes a value.
struct RowMistakes {
  static let limit = 100

  let file: String
  private var told: [Mistake] = []
  private var untold = 0

  init(file: String) { self.file = file }

  var isEmpty: Bool { told.isEmpty }

  mutating func add(line: Int, column: Int, _ what: String, _ remedy: String? = nil) {
    guard told.count < RowMistakes.limit else {
      untold += 1
      return
    }
    told.append(Mistake(file: file, line: line, column: column, what: what, remedy: remedy))
  }

  func verdict() throws(Mistakes) {
    guard let last = told.max(by: { ($0.line, $0.column) < ($1.line, $1.column) }) else { return }
    guard untold > 0 else { throw Mistakes(told) }
    throw Mistakes(
      told + [Mistake(file: file, line: last.line, column: last.column + 1, what: "and \(untold) more mistakes")])
  }
}

extension CSVRow.Fault {
  /// Place in the row, what is wrong, what to do. `nil` where nothing is wrong yet.
  var words: (place: Int, what: String, remedy: String)? {
    switch self {
    case .incomplete: nil
    case .quoteInsideCell(let place):
      (
        place, "a quote inside a cell that does not begin with one",
        "Put the cell in quotes and double the quotes inside it."
      )
    case .textAfterQuote(let place):
      (place, "something other than a comma follows a closing quote", "Double the quotes inside the cell.")
    case .openQuote(let place): (place, "this quote is never closed", "Close it; nothing after it could be read.")
    case .loneReturn(let place): (place, "a carriage return without a line feed", "End lines with LF or CR LF.")
    }
  }
}

extension IdentifierIntake.Fault {
  /// What is wrong, and what to do.
  func words(_ column: SubjectColumn) -> (what: String, remedy: String?) {
    let name = column.ordinal == 0 ? column.kind.rawValue : "\(column.kind.rawValue).\(column.ordinal + 1)"
    switch self {
    case .notUTF8: return ("column '\(name)': not UTF-8", "Save the file as UTF-8.")
    case .control: return ("column '\(name)': holds a line break or another control character", "Remove it.")
    case .tooLong: return ("column '\(name)': longer than \(IdentifierIntake.lengthLimit) bytes", nil)
    case .wildcard:
      return (
        "column '\(name)': a placeholder or wildcard, which could stand for everybody",
        "Leave the cell empty where the value is not known."
      )
    case .address:
      return (
        "column '\(name)': not a single IPv4 or IPv6 address", "Write 192.0.2.7 or 2001:db8::7, without port or range."
      )
    case .mail:
      return ("column '\(name)': not an e-mail address", "It needs something before and after an @, and no blanks.")
    }
  }
}

extension SubjectHeader.Fault {
  /// Position of the column, what is wrong, what to do.
  var words: (column: Int, what: String, remedy: String?) {
    switch self {
    case .unknown(let column, let remedy):
      (column, "column \(column + 1) of the header is not an identifier kind", remedy)
    case .twice(let column):
      (column, "column \(column + 1) of the header stands twice", "Call a second value of one kind 'email.2'.")
    case .empty(let column):
      (column, "column \(column + 1) of the header has no name", "Name it, or remove the column.")
    case .noKnownColumn(.some(let separator)):
      (0, "the columns are separated by \(separator)", "Separate them by commas.")
    case .noKnownColumn(.none):
      (
        0, "the first line names no identifier kind; is the header missing?",
        "Known: \(IdentifierKind.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    case .onlySubject:
      (0, "no column can find a person at a partner: there is only 'subject'", "Add ip, url or another identifier.")
    }
  }
}
