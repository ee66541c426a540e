import ArgumentParser
import Engine
import Foundation
import Store
import Workflow

/// The mails that wait, one at a time; one key decides.
struct InboxReview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Go through the mails that wait for a person, one at a time.",
    discussion: """
      Example: expunge inbox review

      Keys: a accepts the suggestion; d deleted, p partly deleted, h nothing held, f refused; c only a confirmation \
      of receipt; t DATE, such as t 2027-03-01, a promise to be done by then; w WAVE/PARTNER says what the mail is \
      about; n says nothing that counts; s later; q ends.
      """)

  @OptionGroup var home: HomeOption

  private enum Key {
    case accept(MailReview.Acceptance)
    case assign(InstructionID)
    case dismiss, later, quit
  }

  func run() throws {
    var skipped: Set<Int> = []
    while let mail = try next(without: skipped) {
      print("\n" + String(repeating: "=", count: 80))
      print(try MailPage(mail.id, in: try home.reading()).lines().joined(separator: "\n"))
      guard let key = ask(mail) else { return }
      do {
        switch key {
        case .accept(let acceptance): say(try home.deciding { try $0.accept(mail.id, acceptance) })
        case .assign(let instruction): say(try home.deciding { try $0.assign(mail.id, to: instruction) })
        case .dismiss: try home.deciding { try $0.dismiss(mail.id, because: Reason("says-nothing")) }
        case .later: skipped.insert(mail.id)
        case .quit: return
        }
      } catch let error as HandAnswerError {
        say(error, mail, &skipped)
      } catch let error as InboxError {
        say(error, mail, &skipped)
      } catch let error as MailPast {
        say(error, mail, &skipped)
      } catch let error as StoreError {
        // A name that was mistyped is asked for again.
        if case .assign = key { Failure.say("expunge: \(error)") } else { say(error, mail, &skipped) }
      }
    }
    print(skipped.isEmpty ? "No mail waits for a person." : "\(skipped.count) left for later.")
  }

  private func next(without skipped: Set<Int>) throws -> MailRecord? {
    let installation = try home.reading()
    return try installation.store.read { try $0.waitingMails(limit: skipped.count + 1) }
      .first { !skipped.contains($0.id) }
  }

  private func say(_ receipt: Int) { print("Receipt \(receipt).") }

  /// Nothing was changed; the mail goes on waiting.
  private func say(_ error: any Error, _ mail: MailRecord, _ skipped: inout Set<Int>) {
    Failure.say("expunge: \(error)")
    skipped.insert(mail.id)
  }

  private func ask(_ mail: MailRecord) -> Key? {
    while true {
      let accept = mail.instruction == nil ? nil : mail.suggestion.map { "[a]ccept \($0.rawValue)\n" }
      print("\n\(accept ?? "")[d]eleted  [p]artly deleted  [h]olds nothing  re[f]used  [c]onfirms receipt")
      print("[t DATE] will have done it by then  [w WAVE/PARTNER] is what it is about")
      print("[n]othing that counts  [s]kip  [q]uit? ", terminator: "")
      fflush(nil)
      guard let line = readLine() else { return nil }
      if let key = InboxReview.key(line.split(separator: " ").map(String.init), mail) { return key }
      print("Press one of the keys, then Enter; `expunge inbox review --help` tells what they mean.")
    }
  }

  private static func key(_ words: [String], _ mail: MailRecord) -> Key? {
    switch words.first {
    case "a" where mail.suggestion != nil: .accept(.suggestion)
    case "d": .accept(.outcome(.deleted))
    case "p": .accept(.outcome(.partlyDeleted))
    case "h": .accept(.outcome(.notHeld))
    case "f": .accept(.outcome(.refused))
    case "c": .accept(.receipt)
    case "t" where words.count == 2: Instant(written: words[1]).map { .accept(.promise($0)) }
    case "w" where words.count == 2: InstructionName(argument: words[1]).map { .assign($0.id) }
    case "n": .dismiss
    case "s": .later
    case "q": .quit
    case _: nil
    }
  }
}
