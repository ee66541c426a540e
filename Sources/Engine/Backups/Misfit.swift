/// What keeps a home from sending and signing: its parts, or what is known outside it, tell different stories.
public enum Misfit: Hashable, Sendable, CustomStringConvertible {
  /// The ledger holds lines that the database has never heard of.
  case databaseIsOlder(matter: String, database: Int, ledger: Int, since: String)
  /// The database remembers lines that the ledger does not hold.
  case ledgerIsOlder(matter: String, ledger: Int, database: Int, last: String)
  case ledgerIsMissing(matter: String, path: String)
  /// Same beginning perhaps, other lines since: two homes went on from one backup, or somebody rewrote one of them.
  case differs(matter: String, size: Int)
  /// The home agrees with itself, and is older than what was signed last on this machine.
  case homeIsOlder(matter: String, here: Int, noted: Int, on: String, memory: String)
  case homeDiffers(matter: String, noted: Int, on: String, memory: String)
  case restored(made: String)

  public var description: String {
    switch self {
    case .databaseIsOlder(let matter, let database, let ledger, let since):
      """
      the database is older than the ledger of \(matter): the ledger has \(ledger - database) lines more \
      (\(ledger) to \(database)), the first of them of \(since). \(Self.brought("database"))
      """
    case .ledgerIsOlder(let matter, let ledger, let database, let last):
      """
      the ledger of \(matter) is older than the database: \(database - ledger) signed lines are missing from it \
      (\(ledger) of \(database) are there, the last of \(last)). \(Self.brought("ledger folder"))
      """
    case .ledgerIsMissing(let matter, let path):
      "the ledger of \(matter) is not at \(path). \(Self.brought("ledger folder"))"
    case .differs(let matter, let size):
      """
      database and ledger of \(matter) disagree on the first \(size) lines: one of them belongs to another history. \
      Bring the pair that was written together; `expunge ledger verify` tells whether the ledger is whole
      """
    case .homeIsOlder(let matter, let here, let noted, let on, let memory):
      """
      this home is older than what was signed last: its ledger of \(matter) has \(here) lines, and \(noted) were signed \
      by \(on) (\(memory)); \(noted - here) lines are missing here, in the database too. Bring the newer home; or, if it \
      is lost, read `expunge restore accept`
      """
    case .homeDiffers(let matter, let noted, let on, let memory):
      """
      this home has another history of \(matter) than the one of \(noted) lines that was signed by \(on) (\(memory)): \
      two copies of the home have gone on by themselves. Bring the other copy; or, if it is lost, read `expunge restore \
      accept`
      """
    case .restored(let made):
      """
      this home was restored from a backup made \(made). What was sent after that is not known here. Read `expunge \
      restore accept` and decide
      """
    }
  }

  private static func brought(_ what: String) -> String {
    "Put the newest \(what) back; if there is none, read `expunge restore accept`"
  }
}

/// Everything that does not fit, told at once.
public struct Misfits: Error, Hashable, Sendable, CustomStringConvertible {
  public let home: String
  public let all: [Misfit]

  public var description: String {
    "nothing was sent and nothing was signed in \(home):\n"
      + all.map { "  - \($0)" }.joined(separator: "\n")
  }
}
