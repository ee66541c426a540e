/// Entries whose subjects may need several lines.
///
/// Long range lists: one entry becomes several lines under ``Entry/sizeLimit`` that mean the same together. Each piece
/// repeats the other fields; the pieces' subjects are disjoint, so that adding them up is always right.
public protocol SubjectRanged {
  var subjects: IndexRanges? { get set }
}

extension SubjectRanged {
  public func split() -> [Self] {
    guard let subjects else { return [self] }
    return subjects.split(maxCount: EntrySplit.spans).map { piece in
      var entry = self
      entry.subjects = piece
      return entry
    }
  }
}

extension DispatchEntry: SubjectRanged {}
extension AnswerEntry: SubjectRanged {}
extension HoldEntry: SubjectRanged {}
extension ReleaseEntry: SubjectRanged {}
extension ShredEntry: SubjectRanged {}

extension OutcomeEntry {
  /// Long `answers` are dealt out over the pieces. Where they need more lines than the ranges do, ranges are cut, never
  /// repeated: subjects must not overlap. Answers beyond what the subjects can carry are left out, the newest kept.
  public func split() -> [OutcomeEntry] {
    guard answers.count > EntrySplit.answers || subjects?.spans.count ?? 0 > EntrySplit.outcomeSpans else {
      return [self]
    }
    let all = subjects ?? IndexRanges()
    let lines = max(1, (answers.count + EntrySplit.answers - 1) / EntrySplit.answers)
    let pieces = subjects == nil ? [all] : EntrySplit.cut(all, atLeast: lines)
    let kept = answers.suffix(pieces.count * EntrySplit.answers)
    return pieces.enumerated().map { number, piece in
      var entry = self
      entry.subjects = subjects == nil ? nil : piece
      let share = (kept.count + pieces.count - 1) / pieces.count
      entry.answers = Array(kept.dropFirst(number * share).prefix(share))
      return entry
    }
  }
}

extension WaveOpenEntry {
  /// Partners are spread over consecutive lines that agree in everything but `partners`. A partner whose ranges do not
  /// fit one line stands in several, each with other ranges and otherwise equal; the partner's subjects are their union.
  public func split() -> [WaveOpenEntry] {
    let pieces = partners.flatMap { partner in
      partner.subjects.split(maxCount: EntrySplit.spans).map { ranges in
        var piece = partner
        piece.subjects = ranges
        return piece
      }
    }
    var empty = self
    empty.partners = []
    let fixed = Entry.waveOpen(empty).encoded.count
    return EntrySplit.pack(pieces, room: Entry.sizeLimit - fixed) { EntrySplit.size($0.write) }.map { group in
      var entry = self
      entry.partners = group
      return entry
    }
  }
}

extension WaveCloseEntry {
  /// Totals are spread over consecutive lines that agree in everything else; the wave is closed after the last of them.
  public func split() -> [WaveCloseEntry] {
    var empty = self
    empty.totals = []
    let fixed = Entry.waveClose(empty).encoded.count
    return EntrySplit.pack(totals, room: Entry.sizeLimit - fixed) { EntrySplit.size($0.write) }.map { group in
      var entry = self
      entry.totals = group
      return entry
    }
  }
}

extension Entry {
  /// The lines this entry stands in, each under ``Entry/sizeLimit``.
  public func split() -> [Entry] {
    switch self {
    case .waveOpen(let entry): entry.split().map(Entry.waveOpen)
    case .dispatch(let entry): entry.split().map(Entry.dispatch)
    case .answer(let entry): entry.split().map(Entry.answer)
    case .outcome(let entry): entry.split().map(Entry.outcome)
    case .hold(let entry): entry.split().map(Entry.hold)
    case .release(let entry): entry.split().map(Entry.release)
    case .waveClose(let entry): entry.split().map(Entry.waveClose)
    case .shred(let entry): entry.split().map(Entry.shred)
    case .genesis, .matter, .amend, .key, .anchor: [self]
    }
  }
}

/// How much fits: a span takes at most 36 bytes, an index 17, all other fields together under 3 KiB.
enum EntrySplit {
  static let spans = 350
  static let outcomeSpans = 200
  static let answers = 300

  /// Pieces of at most ``outcomeSpans`` spans, and at least `count` of them where there are so many subjects.
  static func cut(_ ranges: IndexRanges, atLeast count: Int) -> [IndexRanges] {
    let pieces = ranges.split(maxCount: outcomeSpans)
    guard pieces.count < count else { return pieces }
    let share = max(1, ranges.count / count)
    var cut = [IndexRanges()]
    var room = share
    for span in ranges.spans {
      var first = span.first
      while first <= span.last {
        if room == 0 || cut[cut.count - 1].spans.count == outcomeSpans {
          cut.append(IndexRanges())
          room = share
        }
        let last = min(span.last, first + room - 1)
        cut[cut.count - 1].insert(first...last)
        room -= last - first + 1
        first = last + 1
      }
    }
    return cut
  }

  /// Bytes written, with the comma.
  static func size(_ write: (inout CanonicalWriter) -> Void) -> Int {
    var writer = CanonicalWriter()
    write(&writer)
    return writer.bytes.count + 1
  }

  /// Groups in order, each within `room` by `size`; at least one group.
  static func pack<V>(_ values: [V], room: Int, size: (V) -> Int) -> [[V]] {
    var groups: [[V]] = [[]]
    var left = room
    for value in values {
      let needed = size(value)
      if needed > left, !groups[groups.count - 1].isEmpty {
        groups.append([])
        left = room
      }
      groups[groups.count - 1].append(value)
      left -= needed
    }
    return groups
  }
}
