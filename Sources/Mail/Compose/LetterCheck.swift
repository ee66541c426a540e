extension Letter {
  /// Everything that could break out of its place, before the mail library sees it.
  func check() throws(LetterFault) {
    try checkLine(subject, "subject")
    if subject.allSatisfy(\.isWhitespace) { throw .emptySubject }
    for (person, place) in [(from, "sender name"), (to, "recipient name"), (replyTo ?? from, "reply name")] {
      if let name = person.name { try checkLine(name, place) }
    }
    guard (0..<253_402_300_800).contains(date.timeIntervalSince1970) else { throw .date }  // to the year 9999
    if text.allSatisfy(\.isWhitespace) { throw .emptyText }
    if text.unicodeScalars.contains(where: { $0.value == 0 }) { throw .controlCharacter(in: "text") }
    for (index, attachment) in attachments.enumerated() { try check(attachment, index) }
  }

  private func check(_ attachment: Attachment, _ index: Int) throws(LetterFault) {
    let name = attachment.name
    let plain = name.unicodeScalars.allSatisfy { !isControl($0) && $0 != "/" && $0 != "\\" && $0 != "\"" }
    guard plain, (1...120).contains(name.count), !name.hasPrefix(".") else { throw .attachmentName(index: index) }
    guard attachment.typeAndSubtype != nil else { throw .attachmentType(index: index) }
  }
}

extension Attachment {
  /// The two halves of the content type; nil when it is not two plain tokens.
  var typeAndSubtype: (String, String)? {
    let halves = contentType.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isTypeByte) }) else { return nil }
    return (String(halves[0]), String(halves[1]))
  }
}

private func checkLine(_ text: String, _ place: String) throws(LetterFault) {
  if text.unicodeScalars.contains(where: isControl) { throw .controlCharacter(in: place) }
}

/// Controls of C0 and C1, and the line and paragraph separators that some readers break lines at.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
}

private func isTypeByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2e: true
  case _: false
  }
}
