import Workflow
import Yams

extension EntryReading {
  /// `hmac`: a signature that the entry describes part by part.
  func hmac(_ fields: Fields) -> HMACSignature? {
    let algorithm = fields.requiredChoice("algorithm", HMACSignature.Algorithm.self)
    let result = fields.required("result").flatMap { resultForm($0, fields) }
    let canonical = fields.child("canonical").flatMap { signedText($0, fields, "canonical") }
    let sign = fields.required("sign").flatMap { signedText($0, fields, "sign") }
    let key = hmacKey(fields)
    let sends = sent(fields)
    let place = hmacPlace(fields)
    let value = fields.child("value").flatMap { template(of: $0, fields, "value") }
    let bare = SigningText(pieces: [.part(.word(.signature), [])], written: "{signature}")
    guard let algorithm, let result, let sign, let key, let place, !fields.has("value") || value != nil else {
      return nil
    }
    let signature = HMACSignature(
      algorithm: algorithm, key: key, canonical: canonical, sign: sign, result: result, sends: sends, place: place,
      value: value ?? bare)
    checkParts(signature, fields)
    return signature
  }

  private func hmacKey(_ fields: Fields) -> HMACSignature.Key? {
    let secret = secretName("secret", in: fields)
    let form = fields.choice("secret-form", HMACSignature.Key.Form.self)
    let prefix = text("secret-prefix", in: fields, required: false, Address.textFault)
    let suffix = text("secret-suffix", in: fields, required: false, Address.textFault)
    let chain = fields.list("derive").compactMap { template(of: $0, fields, "derive") }
    return secret.map {
      HMACSignature.Key(
        secret: $0, form: form ?? .text, prefix: Array((prefix ?? "").utf8), suffix: Array((suffix ?? "").utf8),
        chain: chain)
    }
  }

  private func resultForm(_ node: Node, _ fields: Fields) -> SigningText.Turn? {
    guard let text = fields.text(of: node, "result") else { return nil }
    let known = SigningText.Turn.allCases.filter(\.isEncoding)
    if let turn = known.first(where: { $0.rawValue == text }) { return turn }
    sheet.report(
      at: node, "\(fields.name): 'result' does not know '\(text.shown)'",
      remedy(for: text, among: known.map(\.rawValue)))
    return nil
  }

  /// A text, or a list of texts that `join` stands between.
  private func signedText(_ node: Node, _ fields: Fields, _ key: String) -> SigningText? {
    let join = fields.child("join")?.scalar?.string ?? "\n"
    guard let list = node.sequence else { return template(of: node, fields, key) }
    let texts = list.map { template(of: $0, fields, key) }
    guard !texts.isEmpty, texts.allSatisfy({ $0 != nil }) else {
      if texts.isEmpty { sheet.report(at: node, "\(fields.name): '\(key)' is an empty list") }
      return nil
    }
    let whole = texts.compactMap(\.self)
    let separator = SigningText.Piece.constant(Array(join.utf8))
    return SigningText(
      pieces: Array(whole.map(\.pieces).joined(separator: [separator])),
      written: whole.map(\.written).joined(separator: join))
  }

  private func hmacPlace(_ fields: Fields) -> HMACSignature.Place? {
    let given = ["header", "query", "field"].filter { fields.has($0) }
    let header = headerName("header", in: fields, required: false)
    let query = text("query", in: fields, required: false, Address.textFault)
    let field = text("field", in: fields, required: false, Address.textFault)
    guard given.count == 1 else {
      fields.report(
        "\(fields.name): exactly one of 'header', 'query' and 'field' must be given",
        "It says where the signature goes.")
      return nil
    }
    return header.map { .header($0) } ?? query.map { .query($0) } ?? field.map { .field($0) }
  }

  /// Parameters and fields go first: a header may hold the hash of the finished body.
  private func sent(_ fields: Fields) -> [HMACSignature.Sent] {
    guard let sends = fields.mapping("sends") else { return [] }
    defer { sends.finish() }
    let kinds: [(key: String, place: (String) -> HMACSignature.Place)] = [
      ("query", { .query($0) }), ("fields", { .field($0) }), ("headers", { .header($0) }),
    ]
    return kinds.flatMap { kind -> [HMACSignature.Sent] in
      guard let inner = sends.mapping(kind.key) else { return [] }
      defer { inner.finish() }
      return inner.names.compactMap { name in
        guard let node = inner.named(name), let text = template(of: node, inner, name) else { return nil }
        if kind.key == "headers", let fault = HeaderName.fault(name) {
          sheet.report(at: node, "\(inner.name): '\(name)' \(fault.what)", fault.remedy)
          return nil
        }
        if text.has(.signature) || text.has(.canonical) {
          sheet.report(
            at: node, "\(inner.name): '\(name)' is sent before the signature is made and cannot hold it",
            "Write it in 'value'.")
        }
        return HMACSignature.Sent(place: kind.place(name), text: text)
      }
    }
  }

  /// What is signed has to be known to the other side, and finished.
  private func checkParts(_ signature: HMACSignature, _ fields: Fields) {
    if !signature.value.has(.signature) {
      sheet.report(at: fields.child("value"), "\(fields.name): 'value' does not hold {signature}")
    }
    let signed = [signature.sign, signature.canonical].compactMap(\.self) + signature.key.chain
    let told = signature.sends.map(\.text) + [signature.value]
    if signed.contains(where: \.hasDate), !told.contains(where: \.hasDate) {
      sheet.report(
        at: fields.child("sign"), "\(fields.name): a date is signed that is not sent: nobody could check it",
        "Write it under 'sends', as in sends: {headers: {X-Date: \"{date.epoch}\"}}, or in 'value'.")
    }
    if signed.contains(where: \.hasNonce), !told.contains(where: \.hasNonce) {
      sheet.report(
        at: fields.child("sign"), "\(fields.name): a nonce is signed that is not sent: nobody could check it",
        "Write it under 'sends' or in 'value'.")
    }
    if signed.contains(where: { $0.has(.signature) }) {
      sheet.report(at: fields.child("sign"), "\(fields.name): 'sign' cannot hold {signature}")
    }
    if signature.canonical != nil, !signature.sign.has(.canonical) {
      sheet.report(
        at: fields.child("canonical"), "\(fields.name): 'canonical' is not used", "Write {canonical} in 'sign'.")
    }
    if signature.canonical == nil, signature.sign.has(.canonical) {
      sheet.report(at: fields.child("sign"), "\(fields.name): 'sign' holds {canonical}, but 'canonical' is missing")
    }
    if case .field = signature.place {
      let afterBody = signature.sends.contains { if case .header = $0.place { $0.text.has(.body) } else { false } }
      if afterBody {
        fields.report(
          "\(fields.name): a header tells of the body, into which the signature is put afterwards: the two would differ",
          "Put the signature into a header.")
      }
    }
  }

  /// A header that is signed has to be sent.
  func checkSigned(_ fields: Fields, _ endpoint: Endpoint, _ delete: Call, keyHeader: String?) {
    let list = fields.child("auth")?.sequence.map(Array.init) ?? []
    for (place, part) in endpoint.auth.enumerated() {
      guard case .signer(.hmac(let signature)) = part else { continue }
      var sent = (endpoint.headers + delete.headers).map { $0.name.lowercased() } + ["host"]
      sent += endpoint.auth.prefix(place).compactMap(\.headerName) + [keyHeader?.lowercased()].compactMap(\.self)
      sent += signature.sends.compactMap { if case .header(let name) = $0.place { name.lowercased() } else { nil } }
      if delete.body != .none { sent.append("content-type") }
      for case .header(let name) in signature.texts.flatMap(\.parts) where !sent.contains(name) {
        let node = list.indices.contains(place) ? list[place]["hmac"]?["sign"] ?? list[place] : nil
        sheet.report(
          at: node, "\(fields.name): the header '\(name)' is signed, but 'delete' does not send it",
          "Write it under 'sends' or 'headers'.")
      }
    }
  }
}

extension AuthPart {
  /// Of the header that it writes, in lower case.
  fileprivate var headerName: String? {
    switch self {
    case .basic: "authorization"
    case .header(let name, _, _), .text(.header, let name, _): name.lowercased()
    case .token(let step): step.header.lowercased()
    case .query, .body, .text(.query, _, _), .signer: nil
    }
  }
}
