import Workflow

/// Identifiers in letters: encrypted to the partner, or in clear text by leave of two people, or not at all.
extension EntryReading {
  func clearText(_ fields: Fields) -> EmailRoute.ClearText? {
    guard let waiver = fields.mapping("clear-text") else { return nil }
    defer { waiver.finish() }
    _ = waiver.required("until")
    let until = waiver.moment("until")
    let because = text("because", in: waiver, Address.textFault)
    let by = waiver.required("by") == nil ? [] : waiver.strings("by")
    if waiver.has("by"), Set(by).count != 2 || by.count != 2 {
      waiver.report(
        "\(waiver.name): 'by' must name two different people",
        "Name two principals of allowed_signers who approve the wave.")
    }
    for name in by where Address.textFault(name) != nil || name.contains(" ") {
      waiver.report("\(waiver.name): 'by' holds no principal: '\(name.shown)'", "Write it as in allowed_signers.")
    }
    guard let until, let because, by.count == 2 else { return nil }
    return EmailRoute.ClearText(until: until, because: because, by: by)
  }

  func checkTravel(
    _ attachment: EmailRoute.Attachment, _ seal: EmailRoute.Seal?, _ clearText: EmailRoute.ClearText?, _ fields: Fields
  ) {
    let (hasSeal, hasWaiver) = (fields.has("seal"), fields.has("clear-text"))
    if hasSeal, hasWaiver {
      fields.report(
        "\(fields.name): 'seal' and 'clear-text' exclude each other",
        "Remove 'clear-text': what can be sealed is sealed.")
    }
    switch attachment {
    case .csv where scope == .selector:
      fields.report(
        "\(fields.name): 'attachment: csv' has no meaning with 'scope: selector'",
        "Say 'attachment: none', or another scope.")
    case .csv where !hasSeal && !hasWaiver:
      fields.report(
        "\(fields.name): identifiers leave only encrypted, and nothing says to which key",
        "Add 'seal' with the partner's OpenPGP key or S/MIME certificate; or say 'scope: selector' and 'attachment: none'."
      )
    case .none where scope != .selector:
      fields.report(
        "\(fields.name): 'scope: \(scope.rawValue)' needs identifiers, which 'attachment: none' does not send",
        "Say 'attachment: csv', or 'scope: selector'.")
    case .none where hasSeal || hasWaiver:
      fields.report("\(fields.name): nothing is attached that could be sealed", "Say 'attachment: csv', or remove it.")
    case .csv, .none: break
    }
  }
}
