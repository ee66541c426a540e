/// The language of `partners.yaml`, for people: what may be written where, what it does, and what it looks like.
public enum PartnerReference {
  public struct Field: Hashable, Sendable {
    /// Keys from the entry down, parted by dots; a list's elements add nothing.
    public let path: String
    /// What it does, what happens without it, what is refused.
    public let words: String
    /// One line as it may stand in a file, where a chosen one is clearer than the first of `examples`.
    let written: String?

    init(_ path: String, _ words: String, example: String? = nil) {
      self.path = path
      self.words = words
      written = example
    }

    /// One line as it may stand in a file.
    public var example: String? { written ?? ExampleBook.shared.line(for: path) }
  }

  /// A word of a list with a fixed meaning.
  public struct Word: Hashable, Sendable {
    public let word: String
    public let words: String

    init(_ word: String, _ words: String) {
      self.word = word
      self.words = words
    }
  }

  public struct Section: Sendable {
    /// What `expunge partners reference` is asked for.
    public let key: String
    public let title: String
    var text: [String] = []
    var words: [Word] = []
    var fields: [Field] = []
    /// The id of an example entry, and the path of the part to show; an empty path is the whole entry.
    var shown: (entry: String, path: String)?
  }

  public static let sections =
    [
      Section(key: "language", title: "The file", text: fileRules, shown: ("acme-ads", "")),
      Section(key: "entry", title: "Facts of the entry", fields: entryFields, shown: ("acme-cdn", "")),
      Section(
        key: "takes", title: "Lanes: by what a person is named", text: laneRules, fields: laneFields,
        shown: ("acme-analytics", "takes")),
      Section(
        key: "terms", title: "Terms: doubt, time and limits", fields: termFields, shown: ("acme-quota", "terms")),
      Section(key: "api", title: "api: where calls go", fields: apiFields, shown: ("acme-ads", "")),
      Section(
        key: "api.auth", title: "api: credentials", text: credentialRules, fields: credentialFields,
        shown: ("acme-login", "")),
      Section(
        key: "api.auth.hmac", title: "api: a vendor's own signature", text: signingRules, fields: signingFields,
        shown: ("acme-hmac", "api")),
      Section(
        key: "api.steps", title: "api: calls before and after the deletion", text: flowRules, fields: flowFields,
        shown: ("acme-audiences", "")),
      Section(
        key: "api.delete", title: "api: the deletion", text: callRules, fields: callFields,
        shown: ("acme-analytics", "api.delete")),
      Section(
        key: "api.answer", title: "api: what an answer means", text: answerRules, words: itemStates,
        fields: answerFields, shown: ("acme-analytics", "api.answer")),
      Section(
        key: "api.poll", title: "api: asking how far a job is", text: pollRules, words: jobStates, fields: pollFields,
        shown: ("acme-analytics", "api.poll")),
      Section(
        key: "api.probe", title: "api: looking whether it worked", text: probeRules, fields: probeFields,
        shown: ("acme-lookup", "api.probe")),
    ] + routeSections + wordSections

  public static var fields: [Field] { sections.flatMap(\.fields) }

  /// One entry for each route, and one without: together they use every key of the language.
  public static let examples =
    routeExamples + emailExamples + credentialExamples + signingExamples + termsExample + fileExample + flowExamples
}

extension PartnerReference.Section {
  /// The part of the examples that shows it, as it may stand in a file.
  public var example: [String] {
    shown.flatMap { ExampleBook.shared.part($0.path, of: $0.entry) } ?? []
  }
}
