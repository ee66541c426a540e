import Channels
import Workflow

/// A partner that holds data, so that the truth is known.
struct SimulatedPartner {
  enum Habit: CaseIterable {
    /// Answers item by item at once; honours keys.
    case honest
    /// Takes jobs and finishes them after some questions; honours keys.
    case asynchronous
    /// Must never be sent the same thing twice without a person.
    case unrepeatable
    /// Forgets keys, but can be asked whether it knows one.
    case askable
    /// Wants three calls, the last of which deletes; refuses a whole batch because of one subject.
    case stepwise
    /// Takes some, and says no more of them; deletes the others at once. Honours keys.
    case taker
    /// Claims at once that all is deleted, and keeps some; can be looked up.
    case liar
    /// Never reachable.
    case dead
  }

  let habit: Habit
  var holds: Set<Int>
  var effects: [String: Int] = [:]
  private var answers: [String: Verdict] = [:]
  private var jobs: [String: (subjects: [Int], questions: Int)] = [:]
  private var failedOnce: Set<Int> = []

  private var honoursKeys: Bool {
    switch habit {
    case .honest, .asynchronous, .taker, .liar: true
    case .unrepeatable, .askable, .stepwise, .dead: false
    }
  }

  init(habit: Habit, subjects: Int) {
    self.habit = habit
    holds = Set(0..<subjects)
  }

  /// The call arrives and is worked on; what is returned may still get lost on the way back.
  mutating func receive(key: String, subjects: [Int], memory: [UInt8]?, dice: inout Dice) -> Report {
    guard habit == .stepwise else {
      return Report(finding: .sent(receive(key: key, subjects: subjects, dice: &dice)))
    }
    if dice.chance(0.15) { return Report(finding: .sent(.busy(Reason("status-429"), retryAfter: nil)), memory: memory) }
    if subjects.count > 1, subjects.contains(SimulatedPartner.poison) {
      return Report(finding: .sent(.cut(Reason("one-is-refused"))))
    }
    let step = memory?.first ?? 0
    guard step >= 2 else { return Report(finding: .sent(.proceeding(Reason("step-done"))), memory: [step + 1]) }
    for subject in subjects { holds.remove(subject) }
    return Report(
      finding: .sent(
        .items([
          Item(subjects: SubjectRanges(indices: subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
        ])))
  }

  /// The subject because of whom a whole batch is refused.
  static let poison = 5

  func lookedUp(_ subjects: [Int]) -> PollVerdict {
    let isThere = subjects.contains(where: holds.contains)
    return .items([
      Item(
        subjects: SubjectRanges(indices: subjects),
        standing: isThere ? .needsPerson(Reason("still-there")) : .settled(.deleted, .verifiedByProbe, nil))
    ])
  }

  private mutating func receive(key: String, subjects: [Int], dice: inout Dice) -> Verdict {
    if habit == .dead { return .notSent(Reason("connect-refused")) }
    if honoursKeys, let answer = answers[key] { return answer }
    if dice.chance(0.15) { return .busy(Reason("status-429"), retryAfter: dice.chance(0.5) ? .seconds(3) : nil) }
    effects[key, default: 0] += 1
    let verdict: Verdict
    switch habit {
    case .asynchronous, .askable:
      jobs[key] = (subjects, 0)
      verdict = .accepted(Acceptance(grade: .acceptedUnsigned, job: Array(key.utf8)))
    case .honest, .unrepeatable: verdict = .items(subjects.map { item($0, &dice) })
    case .taker:
      for subject in subjects { holds.remove(subject) }
      verdict = .items(
        subjects.map { subject in
          Item(
            subjects: SubjectRanges(subject...subject),
            standing: subject.isMultiple(of: 2)
              ? .accepted(.acceptedUnsigned) : .settled(.deleted, .claimedUnsigned, nil))
        })
    case .liar:
      for subject in subjects where !dice.chance(0.3) { holds.remove(subject) }
      verdict = .items([
        Item(subjects: SubjectRanges(indices: subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
      ])
    case .dead, .stepwise: verdict = .notSent(Reason("connect-refused"))
    }
    answers[key] = verdict
    return verdict
  }

  mutating func askedAbout(_ key: String, dice: inout Dice) -> PollVerdict {
    guard var job = jobs[key] else { return .unknown(Reason("job-unknown")) }
    job.questions += 1
    jobs[key] = job
    guard job.questions > 2 else { return .pending(askAfter: nil) }
    for subject in job.subjects { holds.remove(subject) }
    return .items([
      Item(subjects: SubjectRanges(indices: job.subjects), standing: .settled(.deleted, .claimedUnsigned, nil))
    ])
  }

  private mutating func item(_ subject: Int, _ dice: inout Dice) -> Item {
    let index = SubjectRanges(subject...subject)
    if failedOnce.insert(subject).inserted, dice.chance(0.2) {
      return Item(subjects: index, standing: .tryAgain(Reason("item-busy")))
    }
    guard holds.remove(subject) != nil else {
      return Item(subjects: index, standing: .settled(.notFound, .claimedUnsigned, nil))
    }
    return Item(subjects: index, standing: .settled(.deleted, .claimedUnsigned, nil))
  }
}
