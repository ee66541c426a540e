import Workflow

/// The coverage table: partner by data type, no cell empty. Many types stand in several tables below each other.
struct PlanCoverage {
  let plan: Plan

  private static let perTable = 4

  var lines: [String] {
    guard !plan.partners.isEmpty else { return ["  no partner is named"] }
    let types = types
    let tables = max(1, (types.count + Self.perTable - 1) / Self.perTable)
    let share = max(1, (types.count + tables - 1) / tables)
    let groups = stride(from: 0, to: types.count, by: share).map { types[$0..<min($0 + share, types.count)] }
    return groups.flatMap { table(Array($0)) + [""] } + legend
  }

  private var types: [DataType] {
    var seen: Set<DataType> = []
    return plan.partners.flatMap(\.cells).map(\.data).filter { seen.insert($0).inserted }
  }

  private func table(_ types: [DataType]) -> [String] {
    let room = (Columns.page - 2 - 20) / max(1, types.count) - 2
    let columns =
      [Table.Column(title: "partner", limit: 20)]
      + types.map { Table.Column(title: $0.code, limit: min(room, 24)) }
    return Table(columns: columns, indent: 2).lines(
      plan.partners.map { partner in [Plain.name(partner.name, limit: 40)] + types.map { cell(partner, $0) } })
  }

  private func cell(_ partner: PlannedPartner, _ type: DataType) -> String {
    switch partner.cells.first(where: { $0.data == type })?.finding {
    case .asked(let route, let grade): "\(route.rawValue) \(grade.letters)"
    case .notPossible(let reason, _, _): "no: \(reason.code)"
    case nil: "not shared"
    }
  }

  /// Only what the tables use.
  private var legend: [String] {
    let findings = plan.partners.flatMap(\.cells).map(\.finding)
    let grades = Set(
      findings.compactMap { finding -> Grade? in
        guard case .asked(_, let grade) = finding else { return nil }
        return grade
      })
    guard !grades.isEmpty else { return [] }
    return ["  The letters are the best proof that the route can give:"]
      + grades.sorted().flatMap { Columns.paragraph($0.rawValue, first: "    \($0.letters)  ") }
  }
}
