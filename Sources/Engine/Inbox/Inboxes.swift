import Catalogue
import Channels
import Curl
import Foundation
import Mail
import Store
import Vault
import Workflow

/// The mailboxes of the settings, read one after the other. One that is down delays nobody: it is noted and told.
public struct Inboxes {
  private let store: any Store
  private let vault: Vault
  private let settings: Settings
  private let surroundings: Surroundings
  private let open: (InboxSettings) throws -> any MailSource

  public init(
    _ installation: Installation, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let settings = try installation.settings()
    let vault = try installation.vault()
    let doors = try InboxDoors(
      settings, secrets: SecretBook(environment: environment), kept: VaultTokens(vault: vault),
      now: installation.surroundings.now)
    self.init(
      store: installation.store, vault: vault, settings: settings, surroundings: installation.surroundings,
      open: doors.source)
  }

  init(
    store: any Store, vault: Vault, settings: Settings, surroundings: Surroundings,
    open: @escaping (InboxSettings) throws -> any MailSource
  ) {
    self.store = store
    self.vault = vault
    self.settings = settings
    self.surroundings = surroundings
    self.open = open
  }

  public struct Report: Sendable {
    public var summaries: [String: InboxReading.Summary] = [:]
    /// By inbox: what keeps it from being read.
    public var faults: [String: String] = [:]

    public init() {}
  }

  /// - Parameter names: Those to read; `nil` for all.
  public func read(_ names: [String]? = nil, stop: () -> Bool = { false }) throws -> Report {
    var report = Report()
    for inbox in try chosen(names) where !stop() {
      do {
        let summary = try read(inbox, stop: stop)
        report.summaries[inbox.name] = summary
        report.faults[inbox.name] = summary.trouble
      } catch let error as StoreError {
        throw error
      } catch let error as VaultError {
        throw error
      } catch {
        report.faults[inbox.name] = "\(error)"
        try InboxReading.note("\(error)", of: inbox.name, in: store, at: surroundings.now())
      }
    }
    return report
  }

  private func read(_ inbox: InboxSettings, stop: () -> Bool) throws -> InboxReading.Summary {
    let reading = InboxReading(
      store: store, vault: vault, surroundings: surroundings, authserv: inbox.authserv, ownHosts: inbox.ownHosts,
      keys: KeyLookup.txt)
    do {
      return try reading.read(try open(inbox), as: inbox.name, stop: stop)
    } catch InboxFault.validityChanged {
      // Made anew while it was being read: the next session sees the new numbers from the start.
      return try reading.read(try open(inbox), as: inbox.name, stop: stop)
    }
  }

  /// Mails of files count like those of a mailbox. Who wrote them nobody vouches for, unless the mails come from a
  /// mailbox whose authserv-id is in the settings.
  /// - Parameter authserv: Of the mail system that put the mails into the files.
  public func read(_ source: any MailSource, authserv: String?, stop: () -> Bool = { false }) throws
    -> InboxReading.Summary
  {
    try InboxReading(
      store: store, vault: vault, surroundings: surroundings, authserv: authserv, keys: KeyLookup.txt
    )
    .read(source, as: InboxReading.files, stop: stop)
  }

  /// The mail from its mailbox once more, while the server still has it under its number.
  func again(_ mail: MailRecord) throws -> [UInt8]? {
    guard let inbox = settings.inboxes.first(where: { $0.name == mail.mailbox }),
      let box = try store.read({ try $0.mailbox(mail.mailbox) }), box.epoch == mail.epoch
    else { return nil }
    let source = try open(inbox)
    defer { source.close() }
    guard try source.open().validity == box.validity,
      case .whole(let bytes) = try source.fetch(mail.uid, limit: InboxReading.Limit.mail)
    else { return nil }
    return bytes
  }

  private func chosen(_ names: [String]?) throws -> [InboxSettings] {
    guard let names else { return settings.inboxes }
    return try names.map { name in
      guard let inbox = settings.inboxes.first(where: { $0.name == name }) else { throw InboxError.unknownInbox(name) }
      return inbox
    }
  }
}

public enum InboxError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownInbox(String)
  case unknownMail(Int)
  case notWaiting(Int)
  case noInstruction(Int)
  case nothingSuggested(Int)
  case noLongerThere(Int)
  case withoutLetters(String)

  public var description: String {
    switch self {
    case .unknownInbox(let name): "settings.yaml has no inbox '\(name)'; `expunge inbox list` shows those it has"
    case .unknownMail(let id): "there is no mail \(id); `expunge inbox list` shows what came in"
    case .notWaiting(let id): "mail \(id) waits for nobody; `expunge inbox show \(id)` tells what became of it"
    case .noInstruction(let id):
      "nobody knows which instruction mail \(id) is about; say it first: `expunge inbox assign \(id) WAVE/PARTNER`"
    case .nothingSuggested(let id):
      "mail \(id) says nothing clearly, so say what it means: `expunge inbox accept \(id) --outcome OUTCOME`"
    case .noLongerThere(let id):
      "only the head of mail \(id) was kept, and its mailbox has it no longer; save it as a file and file it with `expunge instruction note WAVE/PARTNER --evidence FILE`"
    case .withoutLetters(let id):
      "instruction \(id) has not been sent, so no mail can be about it"
    }
  }
}
