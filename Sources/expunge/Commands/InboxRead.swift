import ArgumentParser
import Engine
import Foundation
import Store
import Workflow

struct InboxRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read what came in since the last time, from the inboxes or from files.",
    discussion: """
      Example: expunge inbox read
      Example: expunge inbox read answers.mbox --authserv-id mx.example.com

      FILE is a mail (.eml), an mbox file or a Maildir. Nobody vouches for the senders of mails from files unless \
      --authserv-id names the mail server that received them; a file that was read without it may be read again with it, \
      and what a person has not decided by then counts as proved. Exchange Online writes its results without a name, so \
      nobody can tell them from forged ones: mails that it alone vouches for wait for a person.
      """)

  @Argument(help: "A mail, an mbox file or a Maildir; without one, the inboxes of settings.yaml are read.")
  var file: String?
  @Option(help: "Only this inbox; may be repeated.") var inbox: [String] = []
  @Option(name: .customLong("authserv-id"), help: "Which server wrote the Authentication-Results of the mails in FILE.")
  var authserv: String?
  @OptionGroup var home: HomeOption
  @OptionGroup var output: JSONOption

  func validate() throws {
    guard file == nil || inbox.isEmpty else { throw ValidationError("Name a FILE or an --inbox, not both.") }
    guard file != nil || authserv == nil else { throw ValidationError("--authserv-id goes with a FILE.") }
  }

  func run() throws {
    let signals = StopSignal()
    let report = try home.writing { installation in
      let inboxes = try Inboxes(installation)
      var report = Inboxes.Report()
      if let file {
        report.summaries[InboxReading.files] = try inboxes.read(
          try FileSource(file), authserv: authserv, stop: { signals.isSet })
      } else {
        report = try inboxes.read(inbox.isEmpty ? nil : inbox, stop: { signals.isSet })
      }
      try installation.sequencer().sequenceAll()
      return report
    }
    try tell(report)
    if !report.faults.isEmpty { throw Findings(count: report.faults.count) }
  }

  private func tell(_ report: Inboxes.Report) throws {
    if output.json { return try printJSON(InboxReadJSON(report)) }
    if report.summaries.isEmpty, report.faults.isEmpty {
      print("settings.yaml has no inboxes; add some, or name a FILE.")
    }
    for (name, summary) in report.summaries.sorted(by: { $0.key < $1.key }) { print(summary.line(name)) }
    for (name, fault) in report.faults.sorted(by: { $0.key < $1.key }) {
      let isUnread = report.summaries[name] == nil
      Failure.say("inbox \(name) could not be read\(isUnread ? "" : " whole"): \(fault)")
    }
    if report.summaries.values.contains(where: { $0.waiting > 0 }) { print("Next: expunge inbox review") }
  }
}

extension InboxReading.Summary {
  func line(_ name: String) -> String {
    var parts = ["\(read) read", "\(filed) filed", "\(waiting) for a person", "\(strangers) of strangers"]
    if copies > 0 { parts.append("\(copies) copies") }
    if gone > 0 { parts.append("\(gone) gone before they could be read") }
    if aside > 0 { parts.append("\(aside) not handed out by the server and asked for again") }
    return "\(name): \(parts.joined(separator: ", "))."
      + (isRenewed ? " The server has made the mailbox anew; it was read from its start." : "")
      + (wasStopped ? " Stopped when asked to; the rest is read next time." : "")
  }
}

private struct InboxReadJSON: Encodable {
  struct Inbox: Encodable {
    var read = 0
    var filed = 0
    var waiting = 0
    var strangers = 0
    var copies = 0
    var gone = 0
    var aside = 0
    var madeAnew = false
    var stopped = false
    var fault: String?
  }

  var inboxes: [String: Inbox]

  init(_ report: Inboxes.Report) {
    inboxes = report.summaries.mapValues {
      Inbox(
        read: $0.read, filed: $0.filed, waiting: $0.waiting, strangers: $0.strangers, copies: $0.copies, gone: $0.gone,
        aside: $0.aside, madeAnew: $0.isRenewed, stopped: $0.wasStopped)
    }
    for (name, fault) in report.faults { inboxes[name, default: Inbox()].fault = fault }
  }
}
