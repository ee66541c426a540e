import Crypto
import Vault
import Workflow

/// A subject with several values of a kind: one request after the other, each a transmission of its own.
extension DRPChannel {
  /// What was told and answered before this transmission.
  func story(of order: Order) -> DRPStory {
    guard order.items.count > 1, let story = order.memory.flatMap({ DRPStory($0) }),
      story.chapters.count < order.items.count
    else { return DRPStory() }
    return story
  }

  /// Asks about every request that is open, then says what all of them together amount to.
  func askOn(_ job: [UInt8], _ order: Order, _ onEnd: @escaping @Sendable (Report) -> Void) {
    guard let story = DRPStory(job), story.chapters.count == order.items.count else {
      return onEnd(Report(finding: .asked(.halted(Reason("memory-unreadable")))))
    }
    goOn(Round(story: story), order, onEnd)
  }

  private struct Round: Sendable {
    var story: DRPStory
    var place = 0
    var evidence: [EvidenceFile] = []
    var hasNews = false
  }

  private func goOn(_ round: Round, _ order: Order, _ onEnd: @escaping @Sendable (Report) -> Void) {
    let places = round.story.chapters.indices.dropFirst(round.place)
    guard let place = places.first(where: { round.story.chapters[$0].end == nil }),
      let request = round.story.chapters[place].request
    else { return onEnd(report(round, order)) }
    question(Array(request.utf8), order, key: order.key(ofValue: place)) { [self] answered in
      var round = round
      round.place = place + 1
      round.evidence += answered.evidence.map { EvidenceFile(name: "\(place + 1)-\($0.name)", bytes: $0.bytes) }
      switch answered.verdict {
      case .items:
        round.story.chapters[place].end = answered.words
        round.hasNews = true
      case .pending, .taken: break
      case .unknown, .unanswered, .halted, .proceeding, .continuing:
        // What the others said is kept, and asked for no more.
        return onEnd(Report(finding: .asked(answered.verdict), evidence: round.evidence, memory: round.story.bytes))
      }
      goOn(round, order, onEnd)
    }
  }

  /// An end is written down when it is first seen: the business may forget it after a week.
  private func report(_ round: Round, _ order: Order) -> Report {
    let verdict: PollVerdict
    if let standing = round.story.standing {
      verdict = .items([item(order, standing)])
    } else {
      verdict = round.hasNews ? .proceeding(Reason("value-answered")) : .pending(askAfter: nil)
    }
    return Report(finding: .asked(verdict), evidence: round.evidence, memory: round.story.bytes)
  }
}

extension Order {
  /// By what we name the request for the n-th value of the subject, from 0: the first by the dispatch's own key.
  func key(ofValue place: Int) -> String {
    guard place > 0 else { return key }
    let hash = SHA256.hash(data: Array("expunge-value/1\0\(key)\0\(place)".utf8))
    return UUIDText.of(Array(hash))
  }
}
