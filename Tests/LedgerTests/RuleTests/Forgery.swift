@testable import Ledger

/// What somebody with the ledger's key could write instead of the honest story, and who must notice.
struct Forgery: CustomStringConvertible, Sendable {
  let name: String
  /// The entry that must be named, and words of the finding.
  let index: UInt64
  let words: String
  let change: @Sendable (inout [Entry]) -> Void

  var description: String { name }

  init(_ name: String, at index: UInt64, _ words: String, _ change: @escaping @Sendable (inout [Entry]) -> Void) {
    (self.name, self.index, self.words, self.change) = (name, index, words, change)
  }
}

extension [Entry] {
  mutating func dispatch(_ index: Int, _ change: (inout DispatchEntry) -> Void) {
    guard case .dispatch(var entry) = self[index] else { preconditionFailure("entry \(index) is no dispatch") }
    change(&entry)
    self[index] = .dispatch(entry)
  }

  mutating func answer(_ index: Int, _ change: (inout AnswerEntry) -> Void) {
    guard case .answer(var entry) = self[index] else { preconditionFailure("entry \(index) is no answer") }
    change(&entry)
    self[index] = .answer(entry)
  }

  mutating func outcome(_ index: Int, _ change: (inout OutcomeEntry) -> Void) {
    guard case .outcome(var entry) = self[index] else { preconditionFailure("entry \(index) is no outcome") }
    change(&entry)
    self[index] = .outcome(entry)
  }

  mutating func open(_ change: (inout WaveOpenEntry) -> Void) {
    guard case .waveOpen(var entry) = self[2] else { preconditionFailure("entry 2 opens the wave") }
    change(&entry)
    self[2] = .waveOpen(entry)
  }

  mutating func close(_ change: (inout WaveCloseEntry) -> Void) {
    guard case .waveClose(var entry) = self[23] else { preconditionFailure("entry 23 closes the wave") }
    change(&entry)
    self[23] = .waveClose(entry)
  }

  /// At the end of the ledger.
  mutating func end(_ entry: Entry) { append(entry) }
}
