import Catalogue
import Curl
import Foundation
import Synchronization
import Workflow

/// What a trial said and heard, in order. Holds no secret: they are masked when they are written down.
public struct TrialRecord: Sendable, Encodable {
  /// Whether the partner took the request, or settled it.
  public var ended: Bool
  public var grade: String?
  /// What came out, in words: what the last answer means.
  public var result: String
  public var steps: [Step]

  public enum Step: Sendable, Encodable {
    case call(Call)
    /// What it means, in words.
    case meaning(String)

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .call(let call): try container.encode(call)
      case .meaning(let words): try container.encode(["means": words])
      }
    }
  }

  public struct Call: Sendable, Encodable {
    public var method: String
    /// As the entry names it, not as it was sent.
    public var url: String
    public var headers: [String]
    public var body: String
    /// Nil when none came.
    public var status: Int?
    public var answerHeaders: [String]
    public var answer: String
    public var failure: String?
  }
}

/// Collects what a trial sees, from any thread.
final class TrialNotes: Sendable {
  private let steps = Mutex<[TrialRecord.Step]>([])
  private let mask = Mutex(TrialMask())
  private let entry: PartnerEntry
  private let secrets: SecretBook

  init(entry: PartnerEntry, secrets: SecretBook) {
    self.entry = entry
    self.secrets = secrets
  }

  /// Learns the entry's secrets, to keep them off the screen.
  func protect() {
    for (name, reference) in entry.secrets {
      guard let value = try? secrets.resolve(reference, name: name, partner: entry.id) else { continue }
      mask.withLock { $0.add(value, as: "<secret \(name)>") }
    }
  }

  func add(_ request: HTTPRequest, _ result: TransferResult) {
    var call = TrialRecord.Call(
      method: request.method, url: request.url, headers: request.headers.map { "\($0.name): \($0.value)" },
      body: TrialNotes.text(request.body ?? []), status: nil, answerHeaders: [], answer: "", failure: nil)
    switch result {
    case .success(let exchange):
      call.status = exchange.status
      call.answerHeaders = TrialNotes.text(exchange.responseHead).split(whereSeparator: \.isNewline).dropFirst()
        .map(String.init)
      call.answer = TrialNotes.text(exchange.responseBody)
    case .failure(let failure): call.failure = failure.description
    }
    steps.withLock { $0.append(.call(call)) }
  }

  func say(_ words: String) { steps.withLock { $0.append(.meaning(words)) } }

  func record(ended: Bool, _ grade: Grade? = nil) -> TrialRecord {
    let steps = self.steps.withLock { $0 }
    var mask = self.mask.withLock { $0 }
    mask.learn(from: steps)
    return TrialRecord(
      ended: ended, grade: grade?.rawValue, result: TrialNotes.result(of: steps),
      steps: steps.map { mask.applied(to: $0) })
  }

  private static func result(of steps: [TrialRecord.Step]) -> String {
    for case .meaning(let words) in steps.reversed() { return words }
    return "nothing was sent"
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self) ?? "(\(bytes.count) bytes that are no text)"
  }
}
