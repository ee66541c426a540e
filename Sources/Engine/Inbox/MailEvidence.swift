import Mail
import Store
import Vault

/// Mails that speak of an instruction, kept as evidence of its wave: the mail as it came, and how it was read.
final class MailEvidence {
  private let vault: Vault
  private var writers: [String: EvidenceWriter] = [:]

  init(_ vault: Vault) { self.vault = vault }

  /// - Returns: the evidence's id, or `nil` for a wave whose keys are destroyed: nothing of it may be kept any more.
  func keep(_ bytes: [UInt8], reading: [String], wave: String) throws -> [UInt8]? {
    if vault.isShredded(wave) { return nil }
    let record = try EvidenceRecord(files: [
      EvidenceFile(name: "mail.eml", bytes: bytes),
      EvidenceFile(name: "reading.txt", bytes: Array(reading.map { $0 + "\n" }.joined().utf8)),
    ])
    return try writer(of: wave).append(record).bytes
  }

  /// Call it before the lines that name the evidence are committed.
  func sync() throws { for writer in writers.values { try writer.sync() } }

  static func mail(_ id: [UInt8], wave: String, in vault: Vault) throws -> [UInt8]? {
    try file("mail.eml", id, wave, vault)
  }

  /// The codes of how it was read, a line each.
  static func reading(_ id: [UInt8], wave: String, in vault: Vault) throws -> [String] {
    let bytes = try file("reading.txt", id, wave, vault) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func file(_ name: String, _ id: [UInt8], _ wave: String, _ vault: Vault) throws -> [UInt8]? {
    guard let id = EvidenceID(id) else { return nil }
    return try EvidenceReader(try vault.open(wave)).open(id).files.first { $0.name == name }?.bytes
  }

  private func writer(of wave: String) throws -> EvidenceWriter {
    if let writer = writers[wave] { return writer }
    let writer = try EvidenceWriter(try vault.open(wave))
    writers[wave] = writer
    return writer
  }
}
