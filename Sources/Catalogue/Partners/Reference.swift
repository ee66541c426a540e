/// The language of `partners.yaml`, field by field, for people.
public enum PartnerReference {
  public struct Field: Hashable, Sendable {
    /// Keys from the entry down, parted by dots; a list's elements add nothing.
    public let path: String
    /// Shape and meaning.
    public let words: String
    /// One line as it may stand in a file; absent where `words` already show it.
    public let example: String?

    init(_ path: String, _ words: String, example: String? = nil) {
      self.path = path
      self.words = words
      self.example = example
    }
  }

  /// The whole reference: what a text may hold, each field, and a file of examples that passes the checks.
  public static var lines: [String] {
    let width = 34
    let list = fields.map { field in
      let gap = String(repeating: " ", count: max(1, width - field.path.count))
      let line = "  \(field.path)\(gap)\(field.words)"
      return field.example.map { "\(line)\n\(String(repeating: " ", count: width + 2))\($0)" } ?? line
    }
    return rules + [""] + flowRules + ["", "Fields of one entry:"] + list + ["", "Examples:", ""]
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
    "  {key|uuid} {key|hex} {item-key}    the same for every attempt; {item-key}: another for each subject of the call",
    "  {tracker.NAME} {from} {to} {now}   the matter's; times also as {from.date} {from.epoch} {from.epoch-ms}",
    "                                     {from.compact} {from.us-date}, moved by a span: {from+1d.date} {to-1s}",
    "  {secret.NAME}                      only in the call that gets a token",
    "  {value|quote}                      quoted for a query language: \(Quoting.allCases.map(\.rawValue).joined(separator: ", "))",
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
    "A condition: {status, path or header, and tests: is, is-not, contains, present, absent, empty, at-least, at-most; all: [..]}.",
    "Steps of 'prepare' with an argument: {e164: \"49\"}, {remove: \"-\"}, {hmac-sha256: SECRET}, {salt-prefix: SECRET}, {salt-suffix: SECRET}.",
    "Steps of 'prepare': \((Preparation.Word.allCases.map(\.rawValue)).joined(separator: ", ")).",
  ]
}
