/// Holds each line's time between the outside times around it.
///
/// As times never fall from line to line, an anchor of size `s` speaks by two neighbours: the line before `s` must not
/// be later than its time, the line at `s` not earlier. Only around a breach are lines searched, by halving.
struct Brackets {
  /// How far a clock may be off.
  static let tolerance: Int64 = 300

  /// An anchor that holds.
  struct Mark { let size: UInt64, time: LedgerTime }

  let marks: [Mark]
  let size: UInt64

  init(_ marks: [Mark], size: UInt64) {
    (self.marks, self.size) = (marks.sorted { $0.size < $1.size }, size)
  }

  var summary: LedgerReport.Brackets {
    LedgerReport.Brackets(aboveLastAnchor: size - min(size, marks.last?.size ?? 0), widest: widest)
  }

  /// One problem for neighbours that are out of bounds together.
  func problems(in archive: inout LineArchive) -> [WaveBook.Problem] {
    var problems: [WaveBook.Problem] = []
    var known: UInt64 = 0
    for (mark, upper) in zip(marks, oldestAfter) where mark.size > known {
      let limit = upper.seconds + Self.tolerance
      let first = search(known, mark.size, &archive) { $0 > limit }
      if first < mark.size {
        problems.append(problem(first, mark.size, "dated after \(upper), the outside time by which it was there"))
      }
      known = mark.size
    }
    known = size
    for (mark, lower) in zip(marks, newestBefore).reversed() where mark.size < known {
      let limit = lower.seconds - Self.tolerance
      let end = search(mark.size, known, &archive) { $0 >= limit }
      if end > mark.size {
        problems.append(
          problem(mark.size, end, "dated before \(lower), an outside time that the entries before it have"))
      }
      known = mark.size
    }
    return problems
  }

  private func problem(_ first: UInt64, _ end: UInt64, _ what: String) -> WaveBook.Problem {
    let more = end - first - 1
    return WaveBook.Problem(
      index: first,
      what: "it is \(what), by more than \(Self.tolerance) s" + (more > 0 ? "; so are \(more) after it" : ""))
  }

  /// By mark: the oldest time of it and all larger ones.
  private var oldestAfter: [LedgerTime] {
    var oldest: LedgerTime?
    return marks.reversed().map { mark in
      let time = min(oldest ?? mark.time, mark.time)
      oldest = time
      return time
    }.reversed()
  }

  /// By mark: the newest time of it and all smaller ones.
  private var newestBefore: [LedgerTime] {
    var newest: LedgerTime?
    return marks.map { mark in
      let time = max(newest ?? mark.time, mark.time)
      newest = time
      return time
    }
  }

  private var widest: Int64? {
    zip(zip(marks, newestBefore), zip(marks, oldestAfter).dropFirst())
      .filter { $0.0.0.size < $0.1.0.size }.map { $0.1.1.seconds - $0.0.1.seconds }.max()
  }

  /// The first index of `start..<end` whose time is as asked for, or `end`.
  private func search(
    _ start: UInt64, _ end: UInt64, _ archive: inout LineArchive, _ holds: (Int64) -> Bool
  ) -> UInt64 {
    guard start < end, let last = archive.entry(at: end - 1)?.at.seconds, holds(last) else { return end }
    if let first = archive.entry(at: start)?.at.seconds, holds(first) { return start }
    var (low, high) = (start, end)
    while low < high {
      let middle = low + (high - low) / 2
      guard let time = archive.entry(at: middle)?.at.seconds else { return end }
      if holds(time) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
