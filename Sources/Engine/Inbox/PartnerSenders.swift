import Catalogue
import Mail
import Store

/// Whose mail is a partner's own, by the entries that each wave was planned with.
struct PartnerSenders: Sendable {
  private var domains: [InstructionID: Set<String>] = [:]
  private var every: Set<String> = []

  init(_ waves: [WaveRecord], in session: any StoreReading) throws {
    for wave in waves where wave.stage == .sending || wave.stage == .closed {
      let pins = try session.pinnedTexts(of: wave.id)
      guard let text = pins.first(where: { $0.name == PlanInputs.Pin.partners })?.text else { continue }
      for entry in try PartnerFile.read(text, file: "the pinned partner file of \(wave.id)") {
        guard let route = entry.email else { continue }
        add(Set(route.domains), of: InstructionID(wave: wave.id, partner: entry.id))
      }
    }
  }

  mutating func add(_ names: Set<String>, of instruction: InstructionID) {
    domains[instruction] = names
    every.formUnion(names)
  }

  func domains(of instruction: InstructionID) -> Set<String> { domains[instruction] ?? [] }

  /// Whether the mail says that it comes from any of the partners.
  func names(_ mail: MessageReader) -> Bool {
    (mail.from + mail.sender).contains { mailbox in
      guard let at = mailbox.address.lastIndex(of: "@") else { return false }
      let domain = mailbox.address[mailbox.address.index(after: at)...].lowercased()
      return every.contains { domain == $0 || domain.hasSuffix("." + $0) }
    }
  }
}
