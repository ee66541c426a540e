import Ledger
import Synchronization
import Workflow

/// A C2SP witness: it cosigns what grows out of what it saw before, and nothing else.
struct Witnessing: AnchorService {
  let service: AnchorSettings.WitnessService
  let key: WitnessKey

  init(_ service: AnchorSettings.WitnessService) throws {
    self.service = service
    do { key = try WitnessKey(service.key) } catch {
      throw AnchorTrouble("settings.yaml, witness \(service.url): \(error)")
    }
  }

  var name: String { service.url }

  func vouch(for task: AnchorTask, via post: any AnchorPost, onEnd: @escaping @Sendable (AnchorResult) -> Void) {
    do {
      let checkpoint = try Checkpoint(parsing: task.checkpoint)
      let exchange = WitnessExchange(
        checkpoint: checkpoint, logKey: task.ledgerKey, key: key, knownSize: task.knownSize
      ) { old, new in
        try LedgerReader(directory: task.directory).consistencyProof(from: old, to: new)
      }
      let errand = Errand(witness: self, exchange: exchange, task: task, post: post, onEnd: onEnd)
      errand.go { try $0.start() }
    } catch { onEnd(.failure(AnchorTrouble("\(error)"))) }
  }

  func recognise(_ token: [UInt8], over checkpoint: [UInt8]) -> AnchorProof? { nil }

  func recognise(_ line: Cosignature, over checkpoint: [UInt8]) -> AnchorProof? {
    guard line.isNamed(for: key), (try? line.verify(checkpoint: checkpoint, by: key)) != nil else { return nil }
    return .cosignature(line, authority: key.authority)
  }

  /// One conversation. Unchecked: each step begins when the one before has ended, and nobody else holds it.
  private final class Errand: @unchecked Sendable {
    let witness: Witnessing
    var exchange: WitnessExchange
    let task: AnchorTask
    let post: any AnchorPost
    let onEnd: @Sendable (AnchorResult) -> Void

    init(
      witness: Witnessing, exchange: WitnessExchange, task: AnchorTask, post: any AnchorPost,
      onEnd: @escaping @Sendable (AnchorResult) -> Void
    ) {
      (self.witness, self.exchange, self.task, self.post, self.onEnd) = (witness, exchange, task, post, onEnd)
    }

    func go(_ step: (inout WitnessExchange) throws -> WitnessExchange.Step) {
      do {
        switch try step(&exchange) {
        case .post(let body): send(body)
        case .cosigned(let line): onEnd(.success(.cosignature(line, authority: witness.key.authority)))
        case .refused(let refusal): onEnd(.failure(AnchorTrouble("\(refusal)")))
        }
      } catch { onEnd(.failure(AnchorTrouble("\(error)"))) }
    }

    private func send(_ body: [UInt8]) {
      let prefix = witness.service.url.hasSuffix("/") ? String(witness.service.url.dropLast()) : witness.service.url
      post.post(body, contentType: "text/plain; charset=utf-8", to: prefix + "/add-checkpoint") { [self] reply in
        switch reply {
        case .failed(let why): onEnd(.failure(AnchorTrouble("the witness cannot be reached: \(why)")))
        case .answered(let status, let type, let body):
          go { try $0.receive(status: status, contentType: type, body: body, at: task.now().ledger) }
        }
      }
    }
  }
}
