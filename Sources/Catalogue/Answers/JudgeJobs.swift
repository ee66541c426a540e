import Workflow

extension ApiRoute {
  /// The job's reference, where we name it by our own key; `nil` where the partner names it.
  public func ownJob(key: String) -> [UInt8]? {
    guard case .job(.key(let form)) = answer.means, !key.isEmpty else { return nil }
    return KeyText.written(key, form)
  }
}

extension Judge {
  private struct NoJob: Error {}

  /// The jobs that an answer names; none where the entry expects none.
  /// - Throws: Where the entry expects one and the answer does not hold it.
  func jobs(_ answer: JSONValue?) throws -> [OpenJob] {
    switch rule.means {
    case .job(let reference): return [OpenJob(reference: try job(reference, answer), positions: Array(items.indices))]
    case .jobs(let rule): return try jobs(rule, answer)
    case .accepted, .done, .items: return []
    }
  }

  private func job(_ reference: AnswerRule.JobReference, _ answer: JSONValue?) throws -> [UInt8] {
    let (value, separator): ([UInt8]?, UInt8?)
    switch reference {
    case .path(let path, let lastOf):
      (value, separator) = (answer.flatMap { path.find(in: $0, job: nil) }?.reference, lastOf)
    case .header(let name, let lastOf): (value, separator) = (headers.first(name).map { Array($0.trimmed) }, lastOf)
    case .key(let form): (value, separator) = (key.isEmpty ? nil : KeyText.written(key, form), nil)
    }
    guard var job = value else { throw NoJob() }
    if let separator, let part = job.split(separator: separator).last { job = Array(part) }
    return try usable(job)
  }

  /// A reference goes into later calls and into the records: what could not stand there is none.
  private func usable(_ job: [UInt8]) throws -> [UInt8] {
    guard job.count <= Flow.valueLimit, Hygiene.fault(of: job) == nil else { throw NoJob() }
    return job
  }

  /// One job for each subject; a subject without one is in doubt, which `FlowRun` says of it.
  private func jobs(_ rule: AnswerRule.JobsRule, _ answer: JSONValue?) throws -> [OpenJob] {
    guard case .array(let values)? = answer.flatMap({ rule.path.find(in: $0, job: nil) }), !values.isEmpty else {
      throw NoJob()
    }
    var jobs: [OpenJob] = []
    for (index, value) in values.enumerated() {
      guard let found = rule.id.find(in: value, job: nil)?.reference else { throw NoJob() }
      let id = try usable(found)
      let positions: [Int]
      switch rule.match {
      case .index: positions = items.indices.contains(index) ? [index] : []
      case .key(let path, let kind):
        positions = path.find(in: value, job: nil)?.reference.flatMap { items.places(of: kind)[$0] } ?? []
      case .indexField, .members, .sample: throw NoJob()
      }
      guard !positions.isEmpty else { throw NoJob() }
      jobs.append(OpenJob(reference: id, positions: positions))
    }
    return jobs
  }
}
