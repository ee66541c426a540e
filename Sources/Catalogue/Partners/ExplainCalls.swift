import Workflow

extension Call {
  /// What a call says beside its address, as the entry writes it: slots stay slots.
  func contents(_ lanes: [Lane]) -> [String] {
    var lines: [String] = []
    if !query.isEmpty { lines.append("  Query: \(query.written(lanes))") }
    if !headers.isEmpty {
      lines.append("  Headers: \(headers.map { "\($0.name): \($0.value.written)" }.joined(separator: ", "))")
    }
    switch body {
    case .none: break
    case .json(let shape): lines.append("  Body: \(shape.written(lanes))")
    case .form(let parameters): lines.append("  Form: \(parameters.written(lanes))")
    case .multipart(let parts):
      lines.append("  Form with parts: \(parts.map { $0.written(lanes) }.joined(separator: ", "))")
    case .text(let text): lines.append("  Body: \(text.written(lanes))")
    }
    return lines
  }
}

extension [Parameter] {
  fileprivate func written(_ lanes: [Lane]) -> String {
    map { "\($0.name.written)=\($0.value.written(lanes))" }.joined(separator: ", ")
  }
}

extension Parameter.Value {
  fileprivate func written(_ lanes: [Lane]) -> String {
    switch self {
    case .text(let text): text.written
    case .joined(let each): each.written
    case .repeated(let each): "\(each.written), once for each"
    case .optional(let kind, let write): "<\(write?.written ?? kind.rawValue), where known>"
    case .json(let shape): shape.written(lanes)
    case .byLane(let forms): lanes.forms(forms) { $0.written(lanes) }
    case .assertion(let assertion): "<signed token by <secret \(assertion.secret)>>"
    }
  }
}

extension Shape {
  fileprivate func written(_ lanes: [Lane]) -> String {
    switch self {
    case .constant(let bytes): String(decoding: bytes, as: UTF8.self)
    case .text(let text): "\"\(text.written)\""
    case .number(let text): text.written
    case .object(let members):
      "{\(members.map { "\"\($0.key.written)\": \($0.value.written(lanes))" }.joined(separator: ", "))}"
    case .array(let shapes): "[\(shapes.map { $0.written(lanes) }.joined(separator: ", "))]"
    case .each(let each): each.join == nil ? "[\(each.written)]" : "\"\(each.written)\""
    case .eachItem(let shape): "[for each person \(shape.written(lanes))]"
    case .eachRow(_, let shape): "[for each row \(shape.written(lanes))]"
    case .optionalPage: "<{page}, but on the first page>"
    case .optional(let kind, let write): "<\(write?.written ?? kind.rawValue), where known>"
    case .rows(let kinds): "[for each person [\(kinds.map(\.rawValue).joined(separator: ", "))]]"
    case .byLane(let forms): lanes.forms(forms) { $0.written(lanes) }
    case .jsonText(let shape): "<as text: \(shape.written(lanes))>"
    }
  }
}

extension [Lane] {
  /// `<mail: ... | phone: ...>`
  fileprivate func forms<Form>(_ forms: [Form?], _ write: (Form) -> String) -> String {
    let told = zip(self, forms).compactMap { lane, form in form.map { "\(lane.name): \(write($0))" } }
    return "<\(told.joined(separator: " | "))>"
  }
}

extension Each {
  fileprivate var written: String {
    let element = write.map { "'\($0.written)' for each \(source.name)" } ?? "each \(source.name)"
    let joined = join.flatMap { $0 == [0x0A] ? nil : ", joined by '\(String(decoding: $0, as: UTF8.self))'" } ?? ""
    return "\(before.written)<\(element)\(joined)>\(after.written)"
  }
}

extension Part {
  fileprivate func written(_ lanes: [Lane]) -> String {
    switch content {
    case .value(let value): "\(name.written)=\(value.written(lanes))"
    case .file(let file, let body): "\(name.written)=file \(file.written) (\(body.written(lanes)))"
    }
  }
}

extension TextBody {
  fileprivate func written(_ lanes: [Lane]) -> String {
    switch content {
    case .csv(let columns, let header):
      "\(type), one row a person: \(columns.map(\.written).joined(separator: ", "))\(header ? "" : ", without names")"
    case .lines(let each): "\(type), one line each: \(each.written)"
    case .json(let shape): "\(type): \(shape.written(lanes))"
    }
  }
}

extension FileContent.Column {
  fileprivate var written: String {
    switch value {
    case .identifier(let kind): kind.rawValue == name ? name : "\(name)=\(kind.rawValue)"
    case .text(let text): "\(name)=\(text.written)"
    }
  }
}

extension LaneText {
  /// As a person reads it.
  var written: String {
    switch self {
    case .same(let text): text.written
    case .byLane(let texts): texts.compactMap { $0?.written }.joined(separator: " or ")
    }
  }
}

extension SlotText {
  /// As in the file.
  var written: String {
    pieces.map { piece in
      switch piece {
      case .constant(let bytes): String(decoding: bytes, as: UTF8.self)
      case .slot(let slot, let quoting): "{\(slot.name)\(quoting.map { "|\($0.rawValue)" } ?? "")}"
      }
    }.joined()
  }
}
