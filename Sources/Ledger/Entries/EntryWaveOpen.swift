/// A wave is fixed before the first byte leaves. A long one is several lines: see ``split()``.
public struct WaveOpenEntry: Hashable, Sendable, EntryBody {
  public static let kind: StaticString = "wave.open/1"

  public var at: LedgerTime
  public var matter: String
  /// Also the name of the wave's subject-set file.
  public var wave: String
  /// N: how many subjects the set holds.
  public var subjects: Int
  /// RFC 6962 root over the subject set.
  public var setRoot: LedgerHash
  public var partners: [WavePartner]
  /// SHA-256 of the approved plan.
  public var plan: LedgerHash
  public var approvals: [KeyHolder]

  public init(
    at: LedgerTime, matter: String, wave: String, subjects: Int, setRoot: LedgerHash, partners: [WavePartner],
    plan: LedgerHash, approvals: [KeyHolder]
  ) {
    self.at = at
    self.matter = matter
    self.wave = wave
    self.subjects = subjects
    self.setRoot = setRoot
    self.partners = partners
    self.plan = plan
    self.approvals = approvals
  }

  func write(to w: inout CanonicalWriter) {
    w.object { w in
      w.key("approvals")
      w.list(approvals) { w, v in w.by(v) }
      w.key("at")
      w.time(at)
      w.key("kind")
      w.kind(Self.kind)
      w.key("matter")
      w.string(matter)
      w.key("partners")
      w.list(partners) { w, v in v.write(to: &w) }
      w.key("plan")
      w.base64(plan)
      w.key("set_root")
      w.base64(setRoot)
      w.key("subjects")
      w.int(subjects)
      w.key("wave")
      w.string(wave)
    }
  }

  init(reading r: inout CanonicalReader) throws(EntryError) {
    self = try r.object { (r) throws(EntryError) in
      let approvals = try r.field("approvals") { (r) throws(EntryError) in
        try r.array { (r) throws(EntryError) in try r.by() }
      }
      let at = try r.field("at") { (r) throws(EntryError) in try r.time() }
      try r.field("kind") { (r) throws(EntryError) in try r.kind(Self.kind) }
      let matter = try r.field("matter") { (r) throws(EntryError) in try r.name() }
      let partners = try r.field("partners") { (r) throws(EntryError) in
        try r.array { (r) throws(EntryError) in try WavePartner(reading: &r) }
      }
      let plan = try r.field("plan") { (r) throws(EntryError) in try r.hash() }
      let setRoot = try r.field("set_root") { (r) throws(EntryError) in try r.hash() }
      let subjects = try r.field("subjects") { (r) throws(EntryError) in try r.int() }
      let wave = try r.field("wave") { (r) throws(EntryError) in try r.name() }
      return WaveOpenEntry(
        at: at, matter: matter, wave: wave, subjects: subjects, setRoot: setRoot, partners: partners, plan: plan,
        approvals: approvals)
    }
  }
}
