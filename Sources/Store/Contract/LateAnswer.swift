import Foundation
import Workflow

/// An answer that came in after its subjects had settled. It stays beside what settled them, and changes nothing by
/// itself: the standing tells both.
public struct LateAnswer: Sendable, Hashable, Codable {
  /// The answer's ledger index.
  public var receipt: Int
  public var via: Via
  public var outcome: Outcome
  public var grade: Grade?
  public var reason: Reason?
  /// `nil` where it speaks for everyone who was asked about.
  public var subjects: SubjectRanges?
  public var at: Instant

  public init(
    receipt: Int, via: Via, outcome: Outcome, grade: Grade?, reason: Reason?, subjects: SubjectRanges?, at: Instant
  ) {
    self.receipt = receipt
    self.via = via
    self.outcome = outcome
    self.grade = grade
    self.reason = reason
    self.subjects = subjects
    self.at = at
  }
}

extension LateAnswer {
  /// Whether subjects that ended so are meant by an answer that names none: those who were never asked about are not.
  public func speaks(of tally: Tally) -> Bool {
    switch tally.outcome {
    case .noIdentifier, .notPossible: false
    case .deleted, .partlyDeleted, .notFound, .notHeld, .expiredByRetention, .retainedWithReason, .refused, .unanswered,
      .withdrawn:
      true
    }
  }
}

/// A late answer beside what its subjects had settled as.
public struct LateAnswerStanding: Sendable, Hashable {
  public var answer: LateAnswer
  public var settledAs: [Tally]

  public init(answer: LateAnswer, settledAs: [Tally]) {
    self.answer = answer
    self.settledAs = settledAs
  }

  public var subjects: Int { settledAs.reduce(0) { $0 + $1.subjects } }
  /// Subjects of whom two answers say different things.
  public var disputed: Int { settledAs.reduce(0) { $0 + ($1.outcome == answer.outcome ? 0 : $1.subjects) } }
}

extension StoreReading {
  /// In the order they came in. Few: a partner rarely answers twice.
  public func lateAnswers(of instruction: InstructionID) throws -> [LateAnswer] {
    guard let text = try fact(LateAnswer.fact(instruction)) else { return [] }
    do { return try JSONDecoder().decode([LateAnswer].self, from: Data(text.utf8)) } catch {
      throw StoreError.damaged("the late answers of \(instruction) cannot be read")
    }
  }
}

extension StoreWriting {
  public func add(_ late: LateAnswer, to instruction: InstructionID) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let all = try lateAnswers(of: instruction) + [late]
    try set(fact: LateAnswer.fact(instruction), to: String(decoding: try encoder.encode(all), as: UTF8.self))
  }
}

extension LateAnswer {
  fileprivate static func fact(_ instruction: InstructionID) -> String { "late." + instruction.description }
}
