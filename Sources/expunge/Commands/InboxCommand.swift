import ArgumentParser
import Engine
import Foundation
import Store
import Workflow

struct InboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox", abstract: "What partners answered by mail: read it, and decide what only a person can.",
    discussion: """
      `expunge retry` reads the inboxes by itself. What is clear and proved is taken over; the rest waits here.

      Gmail and Exchange Online take no password: in settings.yaml their inboxes have `oauth` in its place. A person signs \
      in once and gives the refresh token, as for Gmail (scope https://mail.google.com/):

        oauth:
          endpoint: https://oauth2.googleapis.com/token
          client-id: ID.apps.googleusercontent.com
          client-secret: env:GMAIL_SECRET
          refresh-token: env:GMAIL_REFRESH

      Or the app itself is let in, as at Exchange Online (IMAP.AccessAsApp):

        oauth:
          endpoint: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token
          client-id: APP-ID
          client-secret: cred:exchange
          scope: https://outlook.office365.com/.default

      A token that the mail server refuses is replaced once. After that `expunge status` and `expunge doctor` name the \
      inbox and what to do, and its mails are read when that is done.
      """,
    subcommands: [
      InboxRead.self, InboxReview.self, List.self, Show.self, Accept.self, Assign.self, Dismiss.self,
    ], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The inboxes and the newest mails.", discussion: "Example: expunge inbox list --waiting")

    @Flag(help: "Only mails that wait for a person.") var waiting = false
    @Option(help: "How many mails.") var limit = 50
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let installation = try home.reading()
      let mails = try installation.store.read {
        waiting ? try $0.waitingMails(limit: max(limit, 1)) : try $0.newestMails(limit: max(limit, 1))
      }
      let standing = try InboxStanding(installation)
      if output.json { return try printJSON(InboxListing(standing, mails)) }
      for inbox in standing.inboxes { print(inbox.line) }
      for note in standing.notes { print("note: \(note)") }
      for mail in mails { print(mail.line) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a mail.", discussion: "Example: expunge inbox show 12")

    @Argument(help: "The mail's number, as `inbox list` has it.") var id: Int
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let page = try MailPage(id, in: try home.reading())
      output.json ? try printJSON(MailJSON(page)) : print(page.lines().joined(separator: "\n"))
    }
  }

  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take over what a mail says; what is open settles with grade claimed-complete-unsigned.",
      discussion: "Example: expunge inbox accept 12 --outcome deleted")

    @Argument(help: "The mail's number.") var id: Int
    @Option(
      help: "What the partner says, where it is not what is suggested: deleted, partly-deleted, not-held, refused ...")
    var outcome: Outcome?
    @Flag(help: "The partner only confirms that it has the request.") var receipt = false
    @Option(help: "The partner only promises to be done by this day, such as 2027-03-01.") var promise: String?
    @OptionGroup var home: HomeOption

    func validate() throws {
      guard [outcome != nil, receipt, promise != nil].filter({ $0 }).count <= 1 else {
        throw ValidationError("Say one of --outcome, --receipt and --promise.")
      }
      if let promise, Instant(written: promise) == nil {
        throw ValidationError("--promise is a date such as 2027-03-01.")
      }
    }

    func run() throws {
      let acceptance: MailReview.Acceptance =
        if let outcome { .outcome(outcome) } else if receipt {
          .receipt
        } else if let day = promise.flatMap({
          Instant(written: $0)
        }) { .promise(day) } else { .suggestion }
      let receipt = try home.deciding { try $0.accept(id, acceptance) }
      print("Mail \(id) is taken over; receipt \(receipt).")
    }
  }

  struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say which instruction a mail is about that names none.",
      discussion: "Example: expunge inbox assign 12 devices-2022-12-w1/acme")

    @Argument(help: "The mail's number.") var id: Int
    @Argument(help: "WAVE/PARTNER") var instruction: InstructionName
    @OptionGroup var home: HomeOption

    func run() throws {
      let receipt = try home.deciding { try $0.assign(id, to: instruction.id) }
      print("Mail \(id) belongs to \(instruction.id) now; receipt \(receipt). Next: expunge inbox accept \(id)")
    }
  }

  struct Dismiss: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lay a mail aside that says nothing that counts.",
      discussion: "Example: expunge inbox dismiss 12 --because advertising")

    @Argument(help: "The mail's number.") var id: Int
    @Option(help: "Why, as a short code.") var because = "says-nothing"
    @OptionGroup var home: HomeOption

    func validate() throws {
      guard Reason.isCode(because) else {
        throw ValidationError("--because is a short code: up to 48 characters of a-z, 0-9, '.' and '-'.")
      }
    }

    func run() throws {
      try home.deciding { try $0.dismiss(id, because: Reason(because)) }
      print("Mail \(id) is laid aside.")
    }
  }
}

extension HomeOption {
  func deciding<Value>(_ work: (MailReview) throws -> Value) throws -> Value {
    try writing { installation in
      let value: Value
      do { value = try work(try MailReview(installation)) } catch InboxError.notWaiting(let id) {
        guard let mail = try installation.store.read({ try $0.mail(id) }) else { throw InboxError.unknownMail(id) }
        throw MailPast(mail)
      }
      try installation.sequencer().sequenceAll()
      return value
    }
  }
}
