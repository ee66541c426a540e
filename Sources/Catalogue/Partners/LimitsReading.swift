import Workflow
import Yams

extension EntryReading {
  func readLimits(_ fields: Fields) -> Limits {
    var limits = Limits(concurrency: fields.integer("concurrency", in: 1...1024) ?? 4)
    for row in fields.mappings("limits", named: { "\(self.name), limits \($0 + 1)" }) {
      readLimit(row, into: &limits)
      row.finish()
    }
    if let node = fields.child("share"), let word = fields.text(of: node, "share") {
      if !EntryReading.isWord(word) {
        sheet.report(
          at: node, "\(fields.name): 'share' must be a word of a-z, 0-9 and '-', found '\(word.shown)'",
          "Entries that say the same word share one budget.")
      }
      limits.share = word
      sharing = Sharing(
        word: word, node: node, limits: limits, hasLimits: fields.has("limits"),
        hasConcurrency: fields.has("concurrency"))
    }
    return limits
  }

  private func readLimit(_ row: Fields, into limits: inout Limits) {
    let units = Limits.Window.Unit.allCases.filter { row.child($0.rawValue) != nil }
    let isJobs = row.has("jobs")
    let counts = units.map { ($0, row.integer($0.rawValue, in: 1...1_000_000_000_000)) }
    let jobs = row.integer("jobs", in: 1...1_000_000)
    guard units.count + (isJobs ? 1 : 0) == 1 else {
      _ = (row.child("per"), row.child("resets"))
      return row.report(
        "\(row.name): exactly one of 'calls', 'subjects', 'bytes' and 'jobs' must be given",
        "Write one row for each limit, such as {calls: 500, per: 1d}.")
    }
    if isJobs {
      if limits.jobs != nil { row.report("\(row.name): there is another row for 'jobs'", "Keep one of them.") }
      limits.jobs = jobs
      return
    }
    _ = row.required("per")
    let per = positive(row.span("per"), "per", row)
    let resets = readReset(row, per)
    guard let (unit, found) = counts.first, let count = found, let per else { return }
    let window = Limits.Window(unit, count, per: per, resets: resets)
    if limits.windows.contains(where: { $0.unit == unit && $0.per == per && $0.resets == resets }) {
      row.report("\(row.name): there is another row for '\(unit.rawValue)' in \(per.words)", "Keep one of them.")
    }
    limits.windows.append(window)
  }

  /// `00:00 -08:00`, or `00:00` in UTC.
  private func readReset(_ row: Fields, _ per: Span?) -> Span? {
    guard let node = row.child("resets"), let text = row.text(of: node, "resets") else { return nil }
    guard let reset = TimeOfDay(written: text) else {
      sheet.report(
        at: node, "\(row.name): 'resets' is not a time of day: '\(text.shown)'",
        "Write it with the distance to UTC: \"00:00 -08:00\"; without one it is UTC.")
      return nil
    }
    if let per, per != .days(1) {
      sheet.report(
        at: node, "\(row.name): 'resets' needs 'per: 1d'", "Leave it out: any time of that length is a window then.")
    }
    return reset.utc
  }

  /// What has to fit the section: a batch that no window could ever hold is never sent.
  func checkLimits(_ section: PartnerEntry.Section?, _ terms: Terms?) -> Limits? {
    guard var limits = terms?.limits else { return nil }
    // A shared budget is settled when all entries are read.
    if limits.share == nil { checkJobs(limits) }
    guard let batch = section?.batch else { return limits }
    for window in limits.windows {
      switch window.unit {
      case .calls: continue
      case .subjects where batch.items < .max && batch.items > window.count:
        report(
          "a call may hold \(batch.items) subjects, and the limit is \(window.count) in \(window.per.words)",
          "Make 'batch.items' smaller.")
      case .subjects: continue
      case .bytes:
        guard let bytes = batch.bytes else {
          report(
            "a limit of bytes needs 'batch.bytes'",
            "Each call is counted with the most that it may hold, as its size is known too late.")
          continue
        }
        if bytes > window.count {
          report(
            "a call may hold \(bytes) bytes, and the limit is \(window.count) in \(window.per.words)",
            "Make 'batch.bytes' smaller.")
        }
        limits.callBytes = bytes
      }
    }
    return limits
  }

  /// A call that begins a job for each subject begins them all at once: nothing could hold the rest back.
  func checkJobs(_ limits: Limits) {
    guard let jobs = limits.jobs, opensJobs, batchItems > jobs else { return }
    sheet.report(
      at: batchNode, "partner '\(id ?? "")', batch: a call may begin \(batchItems) jobs, and the limit is \(jobs)",
      "Each subject gets a job of its own: write 'items: \(jobs)' or less.")
  }
}

/// What an entry says of a budget that it shares.
struct Sharing {
  let word: String
  let node: Node
  let limits: Limits
  let hasLimits: Bool
  let hasConcurrency: Bool

  /// One budget has one set of limits: written once, or everywhere alike. Whoever writes none has the others'.
  static func settle(_ readings: [(reading: EntryReading, sharing: Sharing)]) -> [String: Limits] {
    var settled: [String: Limits] = [:]
    for (word, group) in Dictionary(grouping: readings, by: \.sharing.word) {
      let rows = group.filter(\.sharing.hasLimits)
      let counts = group.filter(\.sharing.hasConcurrency)
      for (reading, sharing) in rows where !sharing.agrees(with: rows.first?.sharing) {
        reading.disagrees(sharing, "limits", with: rows.first?.reading)
      }
      for (reading, sharing) in counts
      where sharing.limits.concurrency != counts.first?.sharing.limits.concurrency {
        reading.disagrees(sharing, "concurrency", with: counts.first?.reading)
      }
      guard var limits = (rows.first ?? group.first)?.sharing.limits else { continue }
      if let first = counts.first { limits.concurrency = first.sharing.limits.concurrency }
      settled[word] = limits
      for (reading, _) in group { reading.checkJobs(limits) }
    }
    return settled
  }

  private func agrees(with other: Sharing?) -> Bool {
    limits.windows == other?.limits.windows && limits.jobs == other?.limits.jobs
  }
}

extension EntryReading {
  fileprivate func disagrees(_ sharing: Sharing, _ key: String, with other: EntryReading?) {
    sheet.report(
      at: sharing.node,
      "\(name), terms: other '\(key)' than '\(other?.id ?? "")', which shares the budget '\(sharing.word)'",
      "Write them in one entry only, or alike in all.")
  }
}

/// A time of day somewhere.
struct TimeOfDay {
  /// From midnight in UTC, less than a day.
  let utc: Span

  /// `00:00 -08:00`, or without the distance for UTC.
  init?(written text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let clock = TimeOfDay.minutes(parts[0], below: 24) else { return nil }
    var distance = 0
    if parts.count == 2 {
      guard let sign = parts[1].first, sign == "+" || sign == "-",
        let minutes = TimeOfDay.minutes(parts[1].dropFirst(), below: 15)
      else { return nil }
      distance = sign == "-" ? -minutes : minutes
    }
    utc = .minutes(Int64(((clock - distance) % 1440 + 1440) % 1440))
  }

  private static func minutes(_ text: Substring, below hours: Int) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < hours, minute < 60
    else { return nil }
    return hour * 60 + minute
  }
}
