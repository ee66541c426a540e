import ArgumentParser
import Engine
import Workflow

/// `NAME=JSON`
struct FieldValue: ExpressibleByArgument {
  let name: String
  let json: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
    name = String(argument[..<sign])
    json = String(argument[argument.index(after: sign)...])
  }
}

/// `INDEX:NAME=JSON`
struct PlacedValue: ExpressibleByArgument {
  let index: Int
  let field: FieldValue

  init?(argument: String) {
    guard let colon = argument.firstIndex(of: ":"), let index = Int(argument[..<colon]),
      let field = FieldValue(argument: String(argument[argument.index(after: colon)...]))
    else { return nil }
    (self.index, self.field) = (index, field)
  }
}

/// `expunge ledger amend`
struct AmendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "amend", abstract: "Correct a ledger line by a line of its own; nothing is ever edited.",
    discussion: """
      Example: expunge ledger amend 812 --field grade='"claimed-complete-unsigned"' --reason wrong-grade

      The correction is first laid over a copy of the ledger and verified; one that would leave subjects without an \
      outcome, settle them twice or claim what no answer says is refused. Lines that only hold together are corrected \
      together: --also 815:subjects='[[0,9]]'
      """)

  @Argument(help: "The entry's index.") var index: Int
  @Option(name: .customLong("field"), help: "NAME=JSON; may be given more than once.") var fields: [FieldValue] = []
  @Option(name: .customLong("also"), help: "INDEX:NAME=JSON, a line corrected together with it.")
  var also: [PlacedValue] = []
  @Option(help: "Why, as a short code.") var reason: String
  @Option(help: "The matter, where the home has more than one.") var matter: String?
  @OptionGroup var home: HomeOption

  func validate() throws {
    guard !fields.isEmpty else { throw ValidationError("Give at least one --field NAME=JSON.") }
    guard Reason.isCode(reason) else {
      throw ValidationError("--reason is a short code: up to 48 characters of a-z, 0-9, '.' and '-'.")
    }
  }

  func run() throws {
    let directory = try LedgerPlace(home: home, wave: nil, matter: matter).directory()
    let matter = String(directory.split(separator: "/").last ?? "")
    var corrections = [Correction(index: index, fields: fields.map { ($0.name, $0.json) })]
    for value in also {
      let field = (name: value.field.name, json: value.field.json)
      if let place = corrections.firstIndex(where: { $0.index == value.index }) {
        corrections[place].fields.append(field)
      } else {
        corrections.append(Correction(index: value.index, fields: [field]))
      }
    }
    let receipts = try home.writing {
      try Corrections($0).amend(corrections, of: matter, reason: Reason(reason))
    }
    print("Corrected by receipt \(receipts.map(String.init).joined(separator: ", ")). See: expunge ledger verify")
  }
}

/// `expunge instruction weigh`
struct WeighCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weigh", abstract: "Decide what an answer that came in late is worth. Both stay in the ledger.",
    discussion: """
      Examples: expunge instruction weigh devices-2022-12-w1/acme --follow 812 --reason partner-corrected
                expunge instruction weigh devices-2022-12-w1/acme --stand

      --follow corrects the outcomes to what the late answer says; --stand leaves them as they settled.
      """)

  @Argument(help: "WAVE/PARTNER") var id: InstructionName
  @Option(help: "Ledger index of the late answer that is right.") var follow: Int?
  @Flag(help: "What settled stands.") var stand = false
  @Option(help: "Why, as a short code.") var reason = "answered-after-settlement"
  @OptionGroup var home: HomeOption

  func validate() throws {
    guard (follow != nil) != stand else { throw ValidationError("Give either --follow INDEX or --stand.") }
    guard Reason.isCode(reason) else {
      throw ValidationError("--reason is a short code: up to 48 characters of a-z, 0-9, '.' and '-'.")
    }
  }

  func run() throws {
    let receipts = try home.writing { installation in
      guard let follow else {
        try Corrections(installation).stand(id.id)
        return [Int]()
      }
      return try Corrections(installation).follow(follow, at: id.id, reason: Reason(reason))
    }
    if receipts.isEmpty { return print("What settled at \(id.id) stands. See: expunge instruction show \(id.id)") }
    print("Corrected by receipt \(receipts.map(String.init).joined(separator: ", ")). See: expunge status")
  }
}
