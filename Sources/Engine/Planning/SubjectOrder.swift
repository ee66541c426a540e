import Catalogue
import Workflow

/// The order of a wave's subjects: shuffled, then grouped by who can be told of them.
///
/// Within a group the order is random, so an index says nothing about a person. The groups are those that the routed
/// ranges of `wave.open/1` show in any case; laying them side by side keeps these ranges, and the lines of every
/// dispatch, to a handful of numbers instead of tens of thousands.
struct SubjectOrder {
  /// `rows[index]` is the row of the file that became this subject.
  let rows: [UInt32]
  /// Groups in index order: the lanes of each partner, and how many subjects.
  let groups: [Group]

  struct Group {
    var lanes: [Int?]
    var count: Int
  }

  init(_ scan: SubjectScan, partners: [PartnerPlanning], dice: inout some RandomNumberGenerator) {
    var groupOfKinds: [KindSet: Int] = [:]
    var signatures: [[Int?]] = []
    var groupOfRow = [UInt16](repeating: 0, count: scan.count)
    var counts: [Int] = []
    for row in 0..<scan.count {
      let kinds = scan.kinds(row)
      let group: Int
      if let known = groupOfKinds[kinds] {
        group = known
      } else {
        let signature = partners.map { $0.lane(for: kinds) }
        group = signatures.firstIndex(of: signature) ?? signatures.count
        if group == signatures.count {
          signatures.append(signature)
          counts.append(0)
        }
        groupOfKinds[kinds] = group
      }
      groupOfRow[row] = UInt16(group)
      counts[group] += 1
    }
    var places = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var shuffled = Array(0..<UInt32(scan.count))
    shuffled.shuffle(using: &dice)
    var ordered = [UInt32](repeating: 0, count: scan.count)
    for row in shuffled {
      let group = Int(groupOfRow[Int(row)])
      ordered[places[group]] = row
      places[group] += 1
    }
    rows = ordered
    groups = zip(signatures, counts).map { Group(lanes: $0, count: $1) }
  }

  /// The subjects of each lane of the partner at `place`.
  func lanes(of place: Int, entry: PartnerEntry) -> [SubjectRanges] {
    var ranges = [[ClosedRange<Int>]](repeating: [], count: entry.tellingLanes.count)
    var first = 0
    for group in groups {
      if let lane = group.lanes[place], group.count > 0 { ranges[lane].append(first...(first + group.count - 1)) }
      first += group.count
    }
    return ranges.map { SubjectRanges($0) }
  }
}
