import Catalogue
import Workflow

/// Decides, subject by subject, what the evidence proves.
struct Decisions {
  private let resolver: Resolver
  private let sources: [IDSource]
  /// Everybody's values, those of the file and those that were seen.
  private var claims = OwnerTable()
  private var tally = Tally()

  init(_ resolver: Resolver) {
    self.resolver = resolver
    sources = resolver.options.sources
    claims = resolver.given
    for subject in 0..<resolver.scan.count {
      for finding in resolver.evidence.findings(of: subject) { claims.claim(finding.hash, by: subject) }
    }
  }

  consuming func made() -> ResolvedSubjects {
    var taken: [Int: [Identifier]] = [:]
    for subject in 0..<resolver.scan.count {
      let findings = resolver.evidence.findings(of: subject)
      guard !findings.isEmpty else {
        tally.untouched += 1
        continue
      }
      let accepted = accepted(subject, findings)
      if accepted.isEmpty { tally.unchanged += 1 } else { taken[subject] = accepted }
    }
    let report = tally.report(resolver, gained: taken.count)
    return ResolvedSubjects(scan: resolver.scan, taken: taken, report: report)
  }

  private mutating func accepted(_ subject: Int, _ findings: [Evidence.Finding]) -> [Identifier] {
    var accepted: [Identifier] = []
    var hashes: Set<UInt64> = []
    for group in groups(findings) {
      guard let finding = verdict(subject, group), hashes.insert(finding.hash).inserted else { continue }
      let kind = sources[finding.source].kind
      let ordinal = accepted.count { $0.kind == kind }
      if ordinal < 16 { accepted.append(Identifier(kind: kind, ordinal: ordinal, value: finding.value)) }
    }
    return accepted
  }

  /// Findings that must agree: those of one source, or of one kind where a person has only one of it.
  private func groups(_ findings: [Evidence.Finding]) -> [[Evidence.Finding]] {
    var groups: [Group: [Evidence.Finding]] = [:]
    for finding in findings {
      let kind = sources[finding.source].kind
      groups[IDSource.single.contains(kind) ? .kind(kind) : .source(finding.source), default: []].append(finding)
    }
    return groups.values.map { $0.sorted { $0.source < $1.source } }.sorted { $0[0].source < $1[0].source }
  }

  private enum Group: Hashable {
    case kind(IdentifierKind)
    case source(Int)
  }

  /// - Parameter group: Not empty.
  /// - Returns: what is to be added to the subject.
  private mutating func verdict(_ subject: Int, _ group: [Evidence.Finding]) -> Evidence.Finding? {
    var chosen: Evidence.Finding?
    for rule in Rule.allCases {
      let seen = group.filter { $0.rule <= rule }
      guard let first = seen.first else { continue }
      let tooMuch = rule > .ownURL && resolver.evidence.isOverflowed(subject)
      guard !tooMuch, seen.allSatisfy({ $0.hash == first.hash }) else {
        tally.count(\.ambiguous, rule, sources[first.source])
        return nil
      }
      chosen = first
      break
    }
    guard let chosen else { return nil }
    return settled(subject, chosen)
  }

  /// One value by the strongest rule that says anything. Is it nobody else's, and new?
  private mutating func settled(_ subject: Int, _ finding: Evidence.Finding) -> Evidence.Finding? {
    let source = sources[finding.source]
    guard claims.owner(of: finding.hash) == .subject(subject), !resolver.evidence.isContested(finding.hash) else {
      tally.count(\.conflicting, finding.rule, source)
      return nil
    }
    guard !resolver.scan.kinds(subject).contains(source.kind) else {
      let isSame = resolver.given.owner(of: finding.hash) == .subject(subject)
      tally.count(isSame ? \.known : \.differing, finding.rule, source)
      return nil
    }
    tally.count(\.found, finding.rule, source)
    return finding
  }
}

/// Counts while decisions are made.
struct Tally {
  var untouched = 0
  var unchanged = 0
  private var rules: [Key: RuleCount] = [:]

  private struct Key: Hashable {
    let rule: Rule
    let source: IDSource
  }

  mutating func count(_ what: WritableKeyPath<RuleCount, Int>, _ rule: Rule, _ source: IDSource) {
    rules[
      Key(rule: rule, source: source),
      default: RuleCount(rule: rule.name, source: source.title, kind: source.kind.rawValue)][keyPath: what] += 1
  }

  func report(_ resolver: Resolver, gained: Int) -> ResolutionReport {
    let order = Dictionary(
      resolver.options.sources.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = rules.sorted {
      ($0.key.rule.rawValue, order[$0.key.source] ?? 0) < ($1.key.rule.rawValue, order[$1.key.source] ?? 0)
    }
    return ResolutionReport(
      subjects: resolver.scan.count, gained: gained, unchanged: unchanged, untouched: untouched,
      refusedValues: resolver.refused, rules: sorted.map(\.value), logs: resolver.logs, coverage: [])
  }
}
