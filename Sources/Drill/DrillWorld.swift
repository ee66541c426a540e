import Foundation

/// All simulated partners, their faults and what they received, without a socket: one value behind the server's lock.
struct DrillWorld: Sendable {
  private let clock: @Sendable () -> Date
  private var partners: [DrillPartner: any SimulatedPartner]
  private var misbehaviour: Misbehaviour
  private(set) var calls: [ReceivedCall] = []
  private(set) var mails: [ReceivedMail] = []

  /// - Parameters:
  ///   - certificatePEM: what the OpenDSR partner publishes.
  ///   - keySet: what the partner of the deletion request framework publishes.
  init(_ settings: DrillSettings, certificatePEM: String, keySet: String = "{}") {
    clock = settings.clock
    misbehaviour = Misbehaviour(settings)
    partners = [
      .batch: BatchPartner(seed: settings.seed),
      .single: SinglePartner(seed: settings.seed, callsPerSecond: settings.callsPerSecond),
      .async: AsyncPartner(seed: settings.seed),
      .openDSR: OpenDSRPartner(certificatePEM: certificatePEM),
      .embedded: EmbeddedPartner(seed: settings.seed),
      .flaky: FlakyPartner(outage: settings.outage),
      .lookUp: LookUpPartner(seed: settings.seed),
      .ddrf: DDRFPartner(seed: settings.seed, keySet: keySet),
      .drp: DRPPartner(seed: settings.seed),
    ]
  }

  mutating func answer(method: String, path: String, headers: [String: String], body: [UInt8]) -> DrillAnswer {
    let call = ReceivedCall(
      number: calls.count + 1, method: method, path: path, headers: headers, body: body, time: clock())
    calls.append(call)
    guard let id = call.partner, partners[id] != nil else {
      return .refusal(404, "no_such_partner", "no partner answers under this path")
    }
    let faults = misbehaviour.strike(call)
    for fault in faults { if let answer = misbehaviour.instead(of: fault, at: id) { return answer } }
    guard var answer = partners[id]?.answer(to: call, now: call.time) else { return DrillAnswer(status: 500) }
    for fault in faults { misbehaviour.spoil(&answer, with: fault, of: call) }
    return answer
  }

  /// From now on the partners find there what a domain of ours shows.
  mutating func see(_ site: PublishedSite) { for id in partners.keys { partners[id]?.see(site) } }

  /// Identifiers named in calls to `partner`, and how often each was.
  func identifiersReceived(_ partner: DrillPartner) -> [String: Int] {
    guard let reader = partners[partner] else { return [:] }
    var counts: [String: Int] = [:]
    for call in calls where call.partner == partner {
      for identifier in reader.identifiers(in: call) { counts[identifier, default: 0] += 1 }
    }
    return counts
  }

  /// Identifiers `partner` has really erased, and how often each was.
  func identifiersErased(_ partner: DrillPartner) -> [String: Int] { partners[partner]?.erased ?? [:] }
}

extension DrillWorld: MailDesk {
  mutating func refusal(of recipient: String, from sender: String) -> String? {
    misbehaviour.refusal(of: recipient, from: sender)
  }

  mutating func store(_ message: [UInt8], _ envelope: MailEnvelope) -> String? {
    let cut = misbehaviour.cuts(message)
    mails.append(
      ReceivedMail(
        number: mails.count + 1, greeting: envelope.greeting, from: envelope.from, to: envelope.to, message: message,
        time: clock(), acknowledged: !cut))
    return cut ? nil : "250 2.0.0 stored as \(mails.count)"
  }
}
