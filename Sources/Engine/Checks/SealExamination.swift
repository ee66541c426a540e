import Catalogue
import Foundation
import Mail
import Store
import Workflow

/// Whether the lists of the installation's partners can be encrypted, today and in the weeks to come: the keys that
/// waves under way are pinned to, and those beside the partner files that waves were planned from.
struct SealExamination {
  /// A partner needs some weeks to make a new key and to tell its pin by another way.
  static let notice = Span.days(30)
  let store: any Store
  let now: Instant
  /// Looked at too, beside those that waves were planned from.
  var partnerFile: String?
  /// When a key ends; `nil` where it never does.
  var ends: (LetterSealing, Date) throws(SealFault) -> Date? = { (sealing, date) throws(SealFault) in
    try sealing.ends(at: date)
  }

  private struct Seal: Hashable {
    var partner: String
    /// Where its file lies, or which wave it was pinned with.
    var place: String
    var sealing: LetterSealing
  }

  func checks() throws -> [Examination.Check] {
    let waves = try store.read { try $0.waves() }.filter(\.stage.maySeal)
    let (pinned, found) = (try waves.flatMap(pinnedSeals), try files())
    return checks(pinned + found.seals) + found.checks
  }

  /// What is wrong with the keys of one wave.
  func findings(of wave: WaveRecord) throws -> [Examination.Check] {
    checks(try pinnedSeals(of: wave)).filter { !$0.isFine }
  }

  private func checks(_ seals: [Seal]) -> [Examination.Check] {
    var seen: Set<LetterSealing> = []
    var missing: Set<String> = []
    return seals.compactMap { seen.insert($0.sealing).inserted ? check($0, &missing) : nil }
  }

  private func check(_ seal: Seal, _ missing: inout Set<String>) -> Examination.Check? {
    let what = "\(seal.sealing.words) of partner \(seal.partner), \(seal.place)"
    do throws(SealFault) {
      guard let end = try ends(seal.sealing, SealExamination.date(now)) else {
        return .init(what: "\(what): never ends", isFine: true)
      }
      let day = Instant(milliseconds: Int64(end.timeIntervalSince1970 * 1000)).written.prefix(10)
      guard end < SealExamination.date(now + SealExamination.notice) else {
        return .init(what: "\(what): good until \(day)", isFine: true)
      }
      return .init(
        what: "\(what): ends on \(day)", isFine: false,
        remedy:
          "ask the partner for its next key now, and for its pin by another way than mail; a wave that is under way needs a new plan with it"
      )
    } catch .toolMissing(let name) {
      // One line for all the partners that need it.
      guard missing.insert(name).inserted else { return nil }
      return .init(what: "\(name)", isFine: false, remedy: SealFault.toolMissing(name: name).description)
    } catch {
      return .init(what: what, isFine: false, remedy: error.description)
    }
  }

  private static func date(_ instant: Instant) -> Date {
    Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
  }

  /// Of every partner that a letter with a list may still go to.
  private func pinnedSeals(of wave: WaveRecord) throws -> [Seal] {
    try store.read { session in
      let pins = try session.pinnedTexts(of: wave.id)
      guard let partners = pins.first(where: { $0.name == PlanInputs.Pin.partners }) else { return [] }
      let entries = try PartnerFile.read(partners.text, file: "the pinned partner file of \(wave.id)")
      return try entries.compactMap { entry -> Seal? in
        guard wave.plan.partner(entry.id)?.route == .email, let route = entry.email,
          let sealing = PinnedFiles.sealing(for: entry, route, in: pins)
        else { return nil }
        let state = try session.instruction(InstructionID(wave: wave.id, partner: entry.id))?.state
        if let state, state.isOver { return nil }
        return Seal(partner: entry.id, place: "as wave \(wave.id) is pinned to it", sealing: sealing)
      }
    }
  }

  private func files() throws -> (seals: [Seal], checks: [Examination.Check]) {
    let name = PlanInputs.Pin.path + "partners"
    let planned = try store.read { session in
      try session.waves().compactMap { try session.pinnedTexts(of: $0.id).first { $0.name == name }?.text }
    }
    var (seals, checks): ([Seal], [Examination.Check]) = ([], [])
    for file in Set(planned + [partnerFile].compactMap { $0 }).sorted() {
      // One that a wave was planned from may be gone since; one that a person names must be there.
      guard let bytes = FileManager.default.contents(atPath: file) else {
        if file == partnerFile {
          checks.append(.init(what: "partner file \(file)", isFine: false, remedy: "it cannot be read; check the path"))
        }
        continue
      }
      do {
        let entries = try PartnerFile.read(String(decoding: bytes, as: UTF8.self), file: file)
        for entry in entries { add(entry, besides: file, &seals, &checks) }
      } catch {
        checks.append(.init(what: "partner file \(file)", isFine: false, remedy: "\(error)"))
      }
    }
    return (seals, checks)
  }

  private func add(
    _ entry: PartnerEntry, besides file: String, _ seals: inout [Seal], _ checks: inout [Examination.Check]
  ) {
    guard let seal = entry.email?.seal else { return }
    let path = FileTree.parent(of: file) + "/" + seal.file
    guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= 1 << 20 else {
      return checks.append(
        .init(
          what: "key of partner \(entry.id)", isFine: false,
          remedy: SealFileMissing(partner: entry.id, path: path).description))
    }
    let sealing: LetterSealing =
      switch seal {
      case .openPGP(_, let fingerprint): .openPGP(key: [UInt8](bytes), fingerprint: fingerprint)
      case .smime(_, let sha256): .smime(certificatePEM: [UInt8](bytes), sha256: sha256)
      }
    seals.append(Seal(partner: entry.id, place: path, sealing: sealing))
  }
}

extension WaveStage {
  fileprivate var maySeal: Bool {
    switch self {
    case .planned, .approved, .sending: true
    case .closed, .void: false
    }
  }
}

extension LetterSealing {
  fileprivate var words: String {
    switch self {
    case .openPGP: "OpenPGP key"
    case .smime: "certificate"
    }
  }
}
