/// The language of `partners.yaml`, field by field, for people.
public enum PartnerReference {
  public struct Field: Hashable, Sendable {
    /// Keys from the entry down, parted by dots; a list's elements add nothing.
    public let path: String
    /// Shape and meaning.
    public let words: String

    init(_ path: String, _ words: String) {
      self.path = path
      self.words = words
    }
  }

  /// The whole reference: what a text may hold, each field, and a file of examples that passes the checks.
  public static var lines: [String] {
    let width = 34
    let list = fields.map { field in
      let gap = String(repeating: " ", count: max(1, width - field.path.count))
      return "  \(field.path)\(gap)\(field.words)"
    }
    return rules + ["", "Fields of one entry:"] + list + ["", "Examples:", ""]
      + examples.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static let rules = [
    "One entry is one partner by one route. Every scalar is read as the text that is written: yes, 3 and dates are texts.",
    "Lengths of time: 500ms, 30s, 10m, 12h, 45d. A literal secret is refused: secrets are references.",
    "",
    "Slots in texts, escaped by the place they stand in; {{ and }} are braces:",
    "  {identifier.KIND} {identifier}     the subject's value; alone: the first identifier of its lane",
    "  {value}                            the element at hand, in 'write'",
    "  {account.NAME} {lane.WORD}         from 'account', and from 'words' of the subject's lane",
    "  {key} {job} {matter} {wave} {dispatch}    {job} only in 'poll'",
    "  {tracker.NAME} {from} {to} {now}   the matter's; times also as {from.date} {from.epoch} {from.epoch-ms}",
    "  {secret.NAME}                      only in the call that gets a token",
    "  {value|quote} {value|quote-sql} {value|percent}    quoted for a query language",
    "A slot that resolves to nothing stops the request before anything is sent. 'delete' has to name a subject in every lane.",
    "",
    "Directives in a JSON body (an object that needs such a key is written {object: {...}}):",
    "  {each: KIND}                       a list of the batch's values; with join: one text; write, before, after",
    "  {each: selector.urls}              also selector.ips, selector.trackers: the matter's scope",
    "  {each-item: {...}}                 a list with one element a subject",
    "  {optional: KIND}                   left out with its key where unknown; write",
    "  {rows: [KIND, KIND]}               a matrix, one row a subject",
    "  {by-lane: {LANE: ..., LANE: ...}}  one form for each lane; also for a path and a parameter",
    "  {number: 3} {literal: true} {json-text: {...}}",
    "In a query or a form: {each: KIND, join: \",\"} {repeat: KIND} {optional: KIND} {json: {...}} {by-lane: ...}",
    "",
    "Steps of 'prepare': \(Preparation.allCases.map(\.rawValue).joined(separator: ", ")).",
  ]
}
