import Workflow
import Yams

extension EntryReading {
  /// A text with parts of the request in braces, as in `{method} {body|sha256|hex}`; `{{` and `}}` are braces.
  func template(of node: Node, _ fields: Fields, _ key: String) -> SigningText? {
    guard let text = node.scalar?.string else {
      sheet.report(at: node, "\(fields.name): '\(key)' must be a text, found \(node.shape)")
      return nil
    }
    guard let parts = Braces.pieces(of: text) else {
      sheet.report(
        at: node, "\(fields.name): '\(key)' holds a single brace", "Write {{ or }} for a brace that is not a part's.")
      return nil
    }
    var pieces: [SigningText.Piece] = []
    for part in parts {
      switch part {
      case .constant(let bytes): pieces.append(.constant(bytes))
      case .inside(let inside):
        guard let piece = signedPart(inside, at: node, fields, key) else { return nil }
        pieces.append(piece)
      }
    }
    return SigningText(pieces: pieces, written: text)
  }

  private func signedPart(_ inside: String, at node: Node, _ fields: Fields, _ key: String) -> SigningText.Piece? {
    let words = inside.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    var turns: [SigningText.Turn] = []
    for word in words.dropFirst() {
      guard let turn = SigningText.Turn(rawValue: word) else {
        sheet.report(
          at: node, "\(fields.name): '\(key)' does not know '|\(word.shown)'",
          remedy(for: word, among: SigningText.Turn.allCases.map(\.rawValue)))
        return nil
      }
      turns.append(turn)
    }
    if turns.last?.isHash == true {
      sheet.report(
        at: node, "\(fields.name): '\(key)' ends {\(inside.shown)} with a hash, which is no text",
        "Say how it is written: {\(inside.shown)|hex} or {\(inside.shown)|base64}.")
      return nil
    }
    return part(words[0], at: node, fields, key).map { .part($0, turns) }
  }

  private func part(_ name: String, at node: Node, _ fields: Fields, _ key: String) -> SigningText.Part? {
    if let word = SigningText.Word(rawValue: name) { return .word(word) }
    let pieces = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let argument = pieces.count == 2 ? pieces[1] : ""
    switch pieces[0] {
    case "date":
      if let form = SigningText.DateForm(rawValue: argument) { return .date(form) }
      return unknown(name, at: node, fields, key, SigningText.DateForm.allCases.map { "date.\($0.rawValue)" })
    case "nonce":
      if argument.isEmpty { return .nonce(.hex) }
      if let form = SigningText.NonceForm(rawValue: argument) { return .nonce(form) }
      return unknown(name, at: node, fields, key, SigningText.NonceForm.allCases.map { "nonce.\($0.rawValue)" })
    case "header" where !argument.isEmpty: return .header(argument.lowercased())
    case "secret" where !argument.isEmpty:
      return knownSecret(argument, at: node, fields, key).map(SigningText.Part.secret)
    case "account" where account[argument] != nil: return .account(argument)
    case "account": return unknown(name, at: node, fields, key, account.keys.sorted().map { "account.\($0)" })
    case _:
      let known = SigningText.Word.allCases.map(\.rawValue) + ["date.FORM", "nonce", "header.NAME", "secret.NAME"]
      return unknown(name, at: node, fields, key, known)
    }
  }

  private func unknown(
    _ name: String, at node: Node, _ fields: Fields, _ key: String, _ known: [String]
  ) -> SigningText.Part? {
    sheet.report(
      at: node, "\(fields.name): '\(key)' holds an unknown part {\(name.shown)}",
      "Known: \(known.joined(separator: ", ")).")
    return nil
  }
}
