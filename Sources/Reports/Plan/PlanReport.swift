import Workflow

/// A planned wave as two people read it before they approve it. What it says is all that would be sent.
public enum PlanReport {
  /// - Parameters:
  ///   - digest: SHA-256 of the plan, which the approvals sign.
  ///   - now: The clocks are read at this moment.
  public static func text(plan: Plan, digest: [UInt8], now: Instant) -> String {
    lines(plan: plan, digest: digest, now: now).joined(separator: "\n")
  }

  public static func lines(plan: Plan, digest: [UInt8], now: Instant) -> [String] {
    head(plan, digest) + section("Coverage", PlanCoverage(plan: plan).lines)
      + section(
        "Partners to ask",
        plan.asked.flatMap { PlanPartner(partner: $0, subjects: plan.subjects, pace: plan.pace(of: $0)).lines })
      + section("Not possible", PlanObstacles(plan: plan).lines)
      + section("Clocks", clocks(plan, now: now)) + next(plan)
  }

  private static func head(_ plan: Plan, _ digest: [UInt8]) -> [String] {
    let size = [
      Figures.count(plan.subjects, "subject"),
      Figures.count(plan.partners.count, "partner") + ": \(plan.asked.count) to ask, "
        + "\(plan.notPossible.count) not possible",
    ]
    return Columns.paragraph("Plan of wave \(Plain.name(plan.wave)), matter \(Plain.name(plan.matter))")
      + ["", "  " + size[0], "  " + size[1]]
      + ["  \(work(plan))", "", "  digest    \(Figures.hex(digest))", "  set root  \(Figures.hex(plan.setRoot))"]
  }

  private static func work(_ plan: Plan) -> String {
    let tasks = plan.asked.count { $0.route == .portal }
    let least = plan.mayNeedMore ? "at least " : ""
    let work = [least + Figures.count(plan.requests, "request"), Figures.count(plan.mails, "mail")]
    return (work + (tasks > 0 ? [Figures.count(tasks, "task by hand", "tasks by hand")] : [])).joined(separator: ", ")
  }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    guard !lines.isEmpty else { return [] }
    return ["", title, ""] + (lines.last == "" ? lines.dropLast() : lines)
  }

  private static func clocks(_ plan: Plan, now: Instant) -> [String] {
    let running = plan.clocks.map { [Plain.name($0.duty), Figures.day($0.due), ends($0.due - now)] }
    let table = Table(
      columns: [.init(title: "duty", limit: 40), .init(title: "due", limit: 10), .init(title: "", limit: 24)], indent: 2
    )
    let over = plan.clocks.filter { $0.due <= now }.map { "\($0.duty) \(ends($0.due - now)): nobody can be in time" }
    let warnings =
      over.flatMap { Columns.paragraph(Plain.text($0), first: "  ! ") }
      + tight(plan.clockWarnings(at: now).filter { $0.left > .zero })
    return (running.isEmpty ? [] : table.lines(running)) + (warnings.isEmpty ? [] : [""] + warnings)
  }

  /// Each clock that cannot be kept, and below it the ways out.
  private static func tight(_ warnings: [ClockWarning]) -> [String] {
    warnings.map(ClockWords.init).flatMap { words in
      Columns.paragraph(Plain.text(words.sentence), first: "  ! ")
        + words.ways.flatMap { Columns.paragraph(Plain.text($0), first: "      ") }
    }
  }

  static func ends(_ left: Span) -> String {
    left > .zero ? "ends in \(Figures.left(left))" : "ended \(Figures.left(.zero - left)) ago"
  }

  private static func next(_ plan: Plan) -> [String] {
    [
      "", "Next", "", "  Nothing is sent until two different people have approved this digest. Each of",
      "  them runs", "", "    expunge wave approve \(Plain.name(plan.wave)) --ssh-key KEY",
    ]
  }
}

extension Span {
  static func - (left: Span, right: Span) -> Span {
    let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
    return Span(milliseconds: overflow ? .max : difference)
  }
}
