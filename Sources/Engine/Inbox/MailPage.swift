import Foundation
import Mail
import Store
import Vault
import Workflow

/// One mail as a person reads it in a terminal. What a stranger wrote can move no cursor and hide nothing.
public struct MailPage: Sendable {
  public let record: MailRecord
  public let from: String
  public let subject: String
  public let attachments: [String]
  /// What the sender wrote itself, without our quoted letter; `nil` when only the head was kept.
  public let text: String?
  /// Not everything could be decoded or kept.
  public let isPartial: Bool

  public init(_ id: Int, in installation: Installation) throws {
    guard let record = try installation.store.read({ try $0.mail(id) }) else { throw InboxError.unknownMail(id) }
    try self.init(record, vault: try installation.vault())
  }

  init(_ record: MailRecord, vault: Vault) throws {
    self.record = record
    let bytes = try MailPage.bytes(of: record, vault: vault)
    let reader = bytes.flatMap { try? MessageReader($0) }
    from = reader.map { $0.from.map { "\($0.name) <\($0.address)>" }.joined(separator: ", ") }.map(MailPage.line) ?? ""
    subject = MailPage.line(reader?.header("Subject") ?? "")
    attachments = (reader?.attachments ?? []).map { MailPage.line($0.name) }
    let isHeadOnly = !record.isWhole && record.evidence == nil
    text = isHeadOnly ? nil : reader?.text.map { MailPage.plain(QuoteStripper.own($0)) }
    isPartial = !record.isWhole || reader?.isComplete == false || reader == nil
  }

  private static func bytes(of record: MailRecord, vault: Vault) throws -> [UInt8]? {
    if let evidence = record.evidence, let wave = record.instruction?.wave {
      return try MailEvidence.mail(evidence, wave: wave, in: vault)
    }
    return record.sealed == nil ? nil : try InboxKeys(opening: vault).open(record)
  }

  /// One line, without anything a terminal obeys.
  static func line(_ text: String) -> String { plain(text).split(separator: "\n").joined(separator: " ") }

  /// Controls, and characters that reverse, join or hide others, are left out; ends of lines stay.
  static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0a: plain.append(scalar)
      case 0x09: plain.append(" ")
      case 0...0x1f, 0x7f...0x9f, 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
        0xfff9...0xfffb, 0xe0000...0xe0fff:
        continue
      case _: plain.append(scalar)
      }
    }
    return String(plain)
  }

  /// In `width` columns at most, as far as one character is one column.
  public func lines(width: Int = 80) -> [String] {
    var lines = ["Mail \(record.id) in \(record.mailbox), \(record.at.written)"]
    lines.append("From        \(from.isEmpty ? "(nobody named)" : from)")
    if let sent = record.sentAt { lines.append("Sent        \(sent.written)") }
    lines.append("Subject     \(subject)")
    lines.append("Instruction \(record.instruction?.description ?? "none is named")")
    lines.append("Sender      \(MailPage.words(ofStanding: record.standing))")
    lines.append(
      "Reads as    \(record.meaning) (\(record.basis))\(record.suggestion.map { ", suggests \($0.rawValue)" } ?? "")")
    if record.stage == .waiting, record.signs.contains("calls-under-way") {
      lines.append(
        "Before that the calls of the instruction are under way or in doubt: run `expunge retry`, then accept the mail")
    }
    if !record.signs.isEmpty { lines.append("Signs       \(record.signs.joined(separator: " "))") }
    if !attachments.isEmpty { lines.append("Attached    \(attachments.joined(separator: ", "))") }
    if let decision = record.decision { lines.append("Decided     \(decision)") }
    if let receipt = record.receipt { lines.append("Receipt     \(receipt)") }
    lines = lines.flatMap { MailPage.wrap($0, width, indent: 12) }
    lines.append("")
    guard let text else {
      let isGone = record.sealed == nil && record.evidence == nil
      return lines + [isGone ? "Nothing of it is kept here any more." : "Only its head was kept."]
    }
    lines += MailPage.withoutEmptyEnd(text).split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      MailPage.wrap("  " + $0, width, indent: 2)
    }
    if isPartial { lines += ["", "(not all of it could be read or kept; look at the original)"] }
    return lines
  }

  static func words(ofStanding code: String) -> String {
    switch code.prefix(while: { $0 != "." }) {
    case "authenticated": "the partner's own domain, proved (\(code))"
    case "unauthenticated": "says it is the partner, unproved (\(code))"
    case "foreign": "somebody else's address"
    case _: "unknown: no authserv-id is set for the inbox, or the mail names no instruction"
    }
  }

  private static func withoutEmptyEnd(_ text: String) -> Substring {
    let end = text.lastIndex { !$0.isWhitespace }
    return end.map { text[...$0] } ?? ""
  }

  private static func wrap(_ text: String, _ width: Int, indent: Int) -> [String] {
    var (lines, rest) = ([String](), text[...])
    while rest.count > width {
      let limit = rest.index(rest.startIndex, offsetBy: width)
      let blank = rest[..<limit].lastIndex(of: " ").flatMap {
        rest.distance(from: rest.startIndex, to: $0) > indent ? $0 : nil
      }
      let end = blank ?? limit
      lines.append(String(rest[..<end]))
      rest = (String(repeating: " ", count: indent) + rest[end...].drop { $0 == " " })[...]
    }
    return lines + [String(rest)]
  }
}
