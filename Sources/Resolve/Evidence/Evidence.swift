/// What was seen of each subject: bounded by the subjects, however long the logs are.
struct Evidence {
  struct Finding {
    var rule: Rule
    let source: Int
    let hash: UInt64
    let value: [UInt8]
  }

  /// A person with more different values than this is no person.
  static let limit = 64

  private var findings: [[Finding]]
  /// Subjects of whom too much was seen to keep it: nothing from the logs is taken for them.
  private var overflowed: Set<Int> = []
  /// Values seen where two subjects could be meant.
  private var contested = ContestedValues()

  init(subjects: Int) { findings = Array(repeating: [], count: subjects) }

  mutating func add(_ finding: Finding, to subject: Int) {
    for place in findings[subject].indices
    where findings[subject][place].hash == finding.hash && findings[subject][place].source == finding.source {
      if finding.rule < findings[subject][place].rule { findings[subject][place].rule = finding.rule }
      return
    }
    guard findings[subject].count < Self.limit else {
      overflowed.insert(subject)
      contested.insert(finding.hash)
      return
    }
    findings[subject].append(finding)
  }

  mutating func contest(_ hash: UInt64) { contested.insert(hash) }

  func isContested(_ hash: UInt64) -> Bool { contested.contains(hash) }
  func isOverflowed(_ subject: Int) -> Bool { overflowed.contains(subject) }
  func findings(of subject: Int) -> [Finding] { findings[subject] }
}
