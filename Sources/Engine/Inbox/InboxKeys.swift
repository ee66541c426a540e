import Crypto
import Store
import Vault

/// What is sealed of mails that belong to no wave: strangers' heads, and mails whose instruction a person has to name.
struct InboxKeys: Sendable {
  private static let name = "mail.inboxes"
  private static let table = "mails"
  let vault: WaveVault

  /// Made when a mailbox is read for the first time.
  init(making vault: Vault) throws {
    self.vault = try (try? vault.open(InboxKeys.name)) ?? vault.createWave(InboxKeys.name)
  }

  init(opening vault: Vault) throws { self.vault = try vault.open(InboxKeys.name) }

  func eventKey() throws -> SymmetricKey { SymmetricKey(data: try vault.derivedKey("mail-events")) }

  func seal(_ bytes: [UInt8], mail id: Int) throws -> [UInt8] {
    try vault.seal(bytes, table: InboxKeys.table, row: id, column: "sealed")
  }

  func open(_ mail: MailRecord) throws -> [UInt8]? {
    try mail.sealed.map { try vault.open($0, table: InboxKeys.table, row: mail.id, column: "sealed") }
  }
}
