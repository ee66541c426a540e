/// Whether the letters of a wave say all that the matter's duties demand. Every language is held to the same.
public enum DutyLinter {
  /// - Throws: `Mistakes`, each with the letter's file and the clause, or with the document that is missing.
  public static func check(_ letters: [LetterTemplate], for matter: Matter) throws {
    let requests = letters.filter { $0.kind == .deletionRequest }.sorted { $0.name < $1.name }
    guard !requests.isEmpty else { return }
    let demands = matter.clocks.map(\.duty).reduce(into: [(duty: String, demand: DutyDemand)]()) { demands, duty in
      if let demand = DutyDemand.of(duty), !demands.contains(where: { $0.duty == duty }) {
        demands.append((duty, demand))
      }
    }
    let mistakes = demands.flatMap { duty, demand in
      missing(demand.documents, duty, matter)
        + requests.flatMap {
          LetterLinter.missing(demand.clauses, "the duty '\(duty)' demands", in: $0.text, file: $0.name)
        }
    }
    guard mistakes.isEmpty else { throw Mistakes(mistakes) }
  }

  private static func missing(_ kinds: [Matter.Document.Kind], _ duty: String, _ matter: Matter) -> [Mistake] {
    kinds.filter { kind in !matter.documents.contains { $0.kind == kind } }.map { kind in
      Mistake(
        file: "matter \(matter.id)", line: 1, column: 1,
        what: "the duty '\(duty)' demands that \(kind.words) goes with each letter, and no document is of that kind",
        remedy: "Open a matter whose 'documents' hold {file: ..., title: ..., kind: \(kind.rawValue)}.")
    }
  }
}
