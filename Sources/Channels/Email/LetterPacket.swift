import Catalogue
import Mail
import Workflow

/// What goes with a letter: the matter's documents, and the list of people, encrypted.
struct LetterPacket {
  var attachments: [Attachment] = []
  var documents: [LetterDocument] = []
  var list: (file: String, count: Int, kinds: [IdentifierKind])?
  /// The list goes in clear text.
  var isWaived = false
}

extension EmailChannel {
  /// - Parameter seals: false for previews, which need neither a key nor a waiver.
  func packet(for order: Order, seals: Bool = true) throws(PrepareFailure) -> LetterPacket {
    var packet = LetterPacket()
    switch order.purpose {
    case .deletion, .redirect: attachDocuments(to: &packet)
    case .reminder(let number):
      // It goes to people who have not seen the first letter.
      if isEscalation(number) { attachDocuments(to: &packet) }
      return packet
    case .probe: return packet
    }
    guard route.attachment == .csv, order.lane != nil, !order.items.isEmpty else { return packet }
    let table = IdentifierTable(order.items)
    let name = "\(order.wave)-\(order.dispatch).csv"
    packet.list = (name, table.people, table.columns)
    guard seals else { return packet }
    let bytes = try table.bytes()
    guard bytes.count <= EmailChannel.listLimit else { throw .tooLarge }
    let plain = Attachment(name: name, contentType: "text/csv", bytes: bytes)
    if route.seal == nil {
      try checkWaiver(at: order.now)
      packet.isWaived = true
      packet.attachments.append(plain)
    } else {
      packet.attachments.append(try sealed(plain, at: order.now))
    }
    return packet
  }

  private func attachDocuments(to packet: inout LetterPacket) {
    packet.documents = desk.documents.map(\.document)
    packet.attachments = desk.documents.map {
      Attachment(name: $0.document.file, contentType: DocumentType.of($0.document.file), bytes: $0.bytes)
    }
  }

  private func sealed(_ list: Attachment, at now: Instant) throws(PrepareFailure) -> Attachment {
    guard let sealing = desk.sealing else { throw .unusable(Reason("seal-missing")) }
    do throws(SealFault) {
      return try sealing.seal(list, at: now.date)
    } catch {
      throw .unusable(error.halt)
    }
  }

  /// Leave of two people, both of whom approved this very wave, and not for ever.
  func checkWaiver(at now: Instant) throws(PrepareFailure) {
    guard let waiver = route.clearText else { throw .unusable(Reason("seal-missing")) }
    guard waiver.holds(at: now) else { throw .unusable(Reason("clear-text-ended")) }
    guard waiver.by.count == 2, Set(waiver.by).count == 2, waiver.by.allSatisfy(desk.approvers.contains) else {
      throw .unusable(Reason("clear-text-not-approved"))
    }
  }
}

extension SealFault {
  /// For the person who is asked; what stands behind it is told by an examination of the entry.
  var halt: Workflow.Reason {
    switch self {
    case .expired: Workflow.Reason("seal-expired")
    case .notYetValid: Workflow.Reason("seal-not-yet-valid")
    case .revoked: Workflow.Reason("seal-revoked")
    case .changed: Workflow.Reason("seal-changed")
    case .unusable: Workflow.Reason("seal-unusable")
    case .toolMissing: Workflow.Reason("seal-tool-missing")
    case .failed: Workflow.Reason("seal-failed")
    }
  }
}
