import Ledger

/// What the witness says, before it becomes HTTP.
struct WitnessAnswer: Hashable, Sendable {
  let status: Int
  let contentType: String
  let body: [UInt8]

  private init(_ status: Int, _ contentType: String, _ body: String) {
    (self.status, self.contentType, self.body) = (status, contentType, Array(body.utf8))
  }

  static func text(_ status: Int, _ text: String) -> WitnessAnswer {
    WitnessAnswer(status, "text/plain; charset=utf-8", text + "\n")
  }

  static func cosigned(_ cosignature: Cosignature) -> WitnessAnswer {
    WitnessAnswer(200, "text/plain; charset=utf-8", cosignature.line + "\n")
  }

  static func conflict(_ size: UInt64) -> WitnessAnswer { WitnessAnswer(409, WitnessReply.sizeType, "\(size)\n") }
}
