import Catalogue
import Curl
import Vault
import Workflow

/// What a business's answers mean for a dispatch: of one request, or of several where the subject has several values.
extension DRPChannel {
  func acknowledged(_ exchange: Exchange, _ order: Order) -> Report {
    var story = story(of: order)
    let answer = DRPAnswer(exchange)
    func sent(_ verdict: Verdict, _ memory: [UInt8]? = nil) -> Report {
      Report(finding: .sent(verdict), evidence: exchange.evidence, memory: memory)
    }
    guard (200..<300).contains(exchange.status) else { return sent(answer.verdict(exchange, now: desk.now())) }
    guard answer.names(order.key(ofValue: story.chapters.count)) else { return sent(.lost(Reason("other-request"))) }
    switch answer.state {
    case nil: return sent(.lost(Reason("unknown-state")))
    case .pending:
      guard let job = answer.request else { return sent(.lost(Reason("no-request-id"))) }
      guard order.items.count > 1 else { return sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: job))) }
      story.chapters.append(.init(request: String(decoding: job, as: UTF8.self)))
    case .over(let standing):
      guard order.items.count > 1 else { return sent(.items([item(order, standing)])) }
      story.chapters.append(.init(request: nil, end: answer.words))
    }
    if story.chapters.count < order.items.count { return sent(.proceeding(Reason("value-told")), story.bytes) }
    if let standing = story.standing { return sent(.items([item(order, standing)]), story.bytes) }
    return sent(.accepted(Acceptance(grade: .acceptedUnsigned, job: story.bytes)))
  }

  func pollVerdict(_ exchange: Exchange, _ job: [UInt8], _ order: Order, _ key: String) -> PollVerdict {
    guard exchange.status == 200 else { return OpenDSRStatus.pollVerdict(exchange, now: desk.now()) }
    let answer = DRPAnswer(exchange)
    guard answer.names(key), answer.request.map({ $0 == job }) ?? true else {
      return .unanswered(Reason("other-request"), retryAfter: nil)
    }
    switch answer.state {
    case nil: return .unanswered(Reason("unknown-state"), retryAfter: nil)
    case .pending: return .pending(askAfter: nil)
    case .over(let standing): return .items([item(order, standing)])
    }
  }

  func item(_ order: Order, _ standing: Item.Standing) -> Item {
    Item(subjects: SubjectRanges(indices: order.items.map(\.subject)), standing: standing)
  }
}
