import Ledger
import Store
import Synchronization
import Workflow

@testable import Engine

/// An outside service whose answers the test decides.
final class ScriptedService: AnchorService {
  let name: String
  private let state: Mutex<(answers: Bool, asked: [UInt64])>

  init(_ name: String = "https://tsa.example", answers: Bool = true) {
    self.name = name
    state = Mutex((answers, []))
  }

  var asked: [UInt64] { state.withLock { $0.asked } }
  func answer(_ answers: Bool) { state.withLock { $0.answers = answers } }

  /// Not a real token: what is tested with it is when services are asked, not what they say.
  func vouch(for task: AnchorTask, via post: any AnchorPost, onEnd: @escaping @Sendable (AnchorResult) -> Void) {
    let answers = state.withLock { state in
      state.asked.append(task.size)
      return state.answers
    }
    let token = Array("token \(name) \(task.size)".utf8)
    onEnd(
      answers
        ? .success(.timeStamp(token: token, time: task.now().ledger, authority: TreeHash.sha256([7])))
        : .failure(AnchorTrouble("it is down")))
  }

  func recognise(_ token: [UInt8], over checkpoint: [UInt8]) -> AnchorProof? {
    guard token.starts(with: Array("token \(name)".utf8)) else { return nil }
    return .timeStamp(token: token, time: LedgerTime(seconds: 0), authority: TreeHash.sha256([7]))
  }

  func recognise(_ line: Cosignature, over checkpoint: [UInt8]) -> AnchorProof? { nil }
}

struct NoPost: AnchorPost {
  func post(
    _ body: [UInt8], contentType: String, to url: String, onEnd: @escaping @Sendable (AnchorReply) -> Void
  ) { onEnd(.failed("no network in this test")) }
}

extension TestHome {
  func keeping(_ services: [any AnchorService]) throws -> LedgerKeeping {
    LedgerKeeping(
      try installation.sequencer(),
      anchoring: Anchoring(installation, services: services, interval: .minutes(60), post: NoPost()))
  }

  func setStage(sending: Bool) throws {
    try installation.store.write { session in
      if try session.wave("w1") == nil { try session.insert(TestHome.wave, pinned: []) }
      try session.set(sending ? .sending : .closed, of: "w1")
    }
  }

  private static let wave = WaveRecord(
    id: "w1", matter: TestHome.matter, stage: .planned, subjects: 1,
    plan: Plan(matter: TestHome.matter, wave: "w1", subjects: 1, setRoot: [], inputs: [], clocks: [], partners: []),
    digest: [],
    planner: "test", createdAt: Instant(seconds: 0))
}
