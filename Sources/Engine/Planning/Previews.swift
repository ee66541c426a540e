import Catalogue
import Channels
import Store
import Vault
import Workflow

/// Shows what would be sent, exactly, without sending it.
public struct Previews {
  let installation: Installation

  public init(_ installation: Installation) { self.installation = installation }

  /// - Throws: `PreviewError` where there is nothing of that number.
  public func text(
    of wave: WaveRecord, partner id: String, dispatch number: Int, showIdentifiers: Bool
  ) throws -> String {
    guard let plan = wave.plan.partner(id) else { throw PreviewError.unknownPartner(id, wave: wave.id) }
    guard let (lane, subjects) = plan.dispatch(number) else {
      throw PreviewError.noDispatch(number, partner: id, count: plan.dispatches)
    }
    let pins = try installation.store.read { try $0.pinnedTexts(of: wave.id) }
    guard let partners = pins.first(where: { $0.name == PlanInputs.Pin.partners }),
      let entry = try PartnerFile.read(partners.text, file: "the pinned partner file").first(where: { $0.id == id })
    else { throw WaveError.changed("the pinned partner file") }
    let order = try order(wave, plan, entry, number: number, lane: lane, subjects: subjects)
    return try text(order, entry, wave, pins: pins, showIdentifiers: showIdentifiers)
  }

  private func order(
    _ wave: WaveRecord, _ plan: PlannedPartner, _ entry: PartnerEntry, number: Int, lane: Int?, subjects: SubjectRanges?
  ) throws -> Order {
    var items: [BatchItem] = []
    if let lane, let subjects {
      let room = try WaveRoom(wave: wave, entries: [entry], vault: try installation.vault().open(wave.id)) { _ in
        PersonsTask()
      }
      items = try installation.store.read { try room.items(subjects, of: plan.lanes[lane].identifiers, in: $0) }
    }
    let deployment = try installation.store.read { try $0.deployment() }
    let key = {
      IdempotencyKey.make(deployment: deployment, matter: wave.matter, wave: wave.id, partner: plan.id, dispatch: $0)
    }
    let now = installation.surroundings.now()
    return Order(
      matter: wave.matter, wave: wave.id, partner: plan.id, dispatch: "\(plan.id)-\(number)", key: key(number),
      firstKey: key(0), purpose: .deletion, lane: lane.map { plan.lanes[$0].name }, items: items,
      issuedAt: wave.sentAt ?? now, now: now)
  }

  /// Each lane that the people of a dispatch are told by, and how many calls that makes.
  private func text(
    of route: ApiRoute, lane: String, _ entry: PartnerEntry, _ exposure: Matter.Exposure,
    _ write: (String) throws -> String
  ) throws -> String {
    let parts = lane.split(separator: "+").map { String($0) }
    var texts = try parts.map { part in
      let text = try write(part)
      return parts.count > 1 ? "# lane \(part)\n\n\(text)" : text
    }
    let certain = entry.certainCalls(from: exposure.from, to: exposure.until)
    if certain != nil || parts.count > 1 {
      let count = (certain ?? 1) * parts.count
      texts.append("# this dispatch makes at least \(count) call\(count == 1 ? "" : "s")")
    }
    return texts.joined(separator: "\n\n")
  }

  private func text(
    _ order: Order, _ entry: PartnerEntry, _ wave: WaveRecord, pins: [PinnedText], showIdentifiers: Bool
  ) throws -> String {
    let rooms = try WaveRooms(installation)
    let matter = try SealedMatter(store: installation.store, vault: rooms.vault).matter(wave.matter)
    let makers = try rooms.channelMakers(for: matter, pins: pins)
    switch entry.section {
    case .api(let route):
      let facts = makers.desk(for: entry).facts(for: order)
      guard let lane = order.lane else { return try route.previewSelector(facts: facts) }
      let exposure = matter.partners.first { $0.id == entry.id }?.exposure ?? matter.exposure
      return try text(of: route, lane: lane, entry, exposure) {
        try route.preview(lane: $0, items: order.items, facts: facts, showIdentifiers: showIdentifiers)
      }
    case .opendsr(let route):
      return try OpenDSRChannel.preview(
        desk: makers.desk(for: entry), route: route, order, showIdentifiers: showIdentifiers)
    case .email(let route): return try makers.email(entry, route).preview(order)
    case .portal(let route):
      return (["A person's task at \(route.url):"] + route.steps.map { "  - \($0)" }).joined(separator: "\n")
    case .ddrf(let route):
      return try DDRFChannel.preview(
        desk: makers.desk(for: entry), route: route, order, showIdentifiers: showIdentifiers)
    case .drp(let route):
      return try DRPChannel.preview(
        desk: makers.desk(for: entry), route: route, order, showIdentifiers: showIdentifiers)
    case .file(let route):
      guard let lane = order.lane else { throw RouteNotSpoken(partner: entry.id, route: entry.route) }
      let facts = makers.desk(for: entry).facts(for: order)
      return try route.preview(lane: lane, items: order.items, facts: facts, showIdentifiers: showIdentifiers)
    case nil: throw RouteNotSpoken(partner: entry.id, route: entry.route)
    }
  }
}

public enum PreviewError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownPartner(String, wave: String)
  case noDispatch(Int, partner: String, count: Int)

  public var description: String {
    switch self {
    case .unknownPartner(let id, let wave):
      "partner '\(id)' is not in wave \(wave); `expunge wave show \(wave)` lists its partners"
    case .noDispatch(_, let partner, 0): "nothing is sent to partner '\(partner)' in this wave"
    case .noDispatch(let number, let partner, let count):
      "there is no dispatch \(number) to partner '\(partner)'; they are numbered 0 to \(count - 1)"
    }
  }
}
