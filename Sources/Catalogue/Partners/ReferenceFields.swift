/// The file as a whole, and what an entry says of its partner before it says how the partner is asked.
extension PartnerReference {
  static let fileRules = [
    "A partner file begins with 'version: 1' and holds the list 'partners'. One entry is one partner by one route: a partner that is asked in two ways has two entries.",
    "",
    "A text stays as it is written: yes, 3 and dates are texts too. true and false are written so. A key that is not known, a key that stands twice, anchors and tags are mistakes; 'expunge partners check' tells all of them with line and column.",
    "",
    "Lengths of time are a whole number and a unit: 500ms, 30s, 10m, 12h, 45d.",
    "Names of lanes, steps, secrets and account values are of a-z, 0-9 and '-'.",
    "A path into an answer is names parted by dots: results.0.id. Numbers count elements of a list from 0; '.' alone is the whole answer.",
    "",
    "Below, SECRET is a name that stands under 'secrets'; KIND is a kind of identifier (part 'identifiers'). A condition is explained in part 'conditions', {...} in texts in part 'slots'. After each field stands one line as a file may hold it; '...' stands for more.",
  ]

  static let entryFields = [
    Field("id", "How commands and reports call the entry: 2 to 40 of a-z, 0-9 and '-'. Required; each only once."),
    Field("name", "How people call the partner, on one line. Required."),
    Field("kind", "A word of your own for what the partner is, such as analytics, ads, cdp."),
    Field("checked", "The day on which the facts were last compared with the partner's documents."),
    Field("confidence", "confirmed (needs 'sources'), likely, or unconfirmed, which is the default."),
    Field("sources", "A list of the documents that say so."),
    Field(
      "route",
      "How the partner is asked: api, opendsr, ddrf, drp, email, file or portal. The section of the same name has to follow. Left out, nothing can be asked: then 'cannot' must say why, and 'deletes' is refused."
    ),
    Field(
      "scope",
      "What one request names. subjects (default): people, by 'takes'. selector: no people, but everything that fits the matter's addresses, trackers and times. both: one request of each. opendsr, ddrf, drp and file can only name subjects."
    ),
    Field(
      "best-grade",
      "The strongest proof that asking can give (part 'grades'). Left out, it is computed from the section; a stronger one than the section can give is refused."
    ),
    Field(
      "deletes", "The data types that a deletion covers (part 'data-types'), or [all]. Required where there is a route."
    ),
    Field("cannot", "What is not deleted, one row for each data type. Rows go into the coverage table and letters."),
    Field("cannot.data", "A data type, or all: everything that no other row and no 'deletes' names. Required."),
    Field("cannot.reason", "A short code of your own, of a-z, 0-9, '.' and '-', such as not-held. Required."),
    Field("cannot.because", "The reason in words. Required."),
    Field("cannot.source", "The document that says so."),
    Field(
      "retention",
      "How long the partner keeps data. A text is only shown. A mapping with 'days' is counted with: the plan tells when nothing of the matter is left."
    ),
    Field(
      "retention.days",
      "Days, 1 to 36500, counted from the end of the leak. Where they are over when the wave is planned, nothing is sent; the outcome is expired-by-retention. Required in the mapping."
    ),
    Field("retention.of", "What is kept that long, in words. Required in the mapping."),
    Field("retention.source", "The document that says so."),
    Field(
      "forbids.because",
      "The vendor forbids this use, for this reason. Nothing is sent; the outcome is not-possible, with the reason vendor-forbids. Required in 'forbids'."
    ),
    Field("forbids.source", "The document that says so."),
    Field(
      "forbids.unless",
      "A name under 'account'. Its value 'permitted' lifts the prohibition. Left out, nothing lifts it."),
    Field(
      "side-effects.effect",
      "What asking does beside deleting, shown in the plan: suppresses (the person's future data are kept out), notifies (the person gets a message), forwards (others are told), archives (a copy is kept), cancels (something of the person's ends), other. Required in each row."
    ),
    Field("side-effects.words", "What that means for the person, in words. Required for other."),
    Field(
      "passes-on",
      "Ids of entries to whose partners this one passes a deletion on by itself. The plan warns where they are asked directly too."
    ),
    Field(
      "alternatives.partner",
      "The id of another entry, or none. Shown where the limits are too small for the matter's clock."),
    Field("alternatives.words", "What could be done instead. Required where 'partner' is none or left out."),
    Field("notes", "A list of texts for whoever plans a wave; shown in the plan."),
    Field("hazards", "A list of texts: what else a deletion can hit. Shown in the plan as warnings."),
    Field(
      "account",
      "Values of your own account at the partner that are no secrets; used as {account.NAME}. Each is a text, {value: text} or {env: NAME}, the name of an environment variable."
    ),
    Field(
      "secrets",
      "Where each secret is: env:NAME (environment variable), file:/path, exec:/path (a program that prints it), cred:NAME (a systemd credential). A secret itself never stands in the file: anything else is refused, and so is a secret that nothing uses."
    ),
  ]

  static let laneRules = [
    "A lane is one way of naming a person to the partner. A person goes by the first lane for which all identifiers are known; without one, the partner cannot be told of that person (outcome no-identifier). Needed unless 'scope: selector'."
  ]

  static let laneFields = [
    Field("takes", "The lanes, in order of preference."),
    Field("takes.lane", "The lane's name. Required."),
    Field(
      "takes.identifiers",
      "The KINDs that a person must be known by, all of them. The first is what {identifier} stands for. Required."),
    Field("takes.optional", "KINDs that are sent where they are known."),
    Field("takes.words", "Texts that differ from lane to lane, used as {lane.WORD}. Every lane needs the same words."),
    Field(
      "takes.prepare",
      "For each KIND, the steps that turn it into what the partner wants, in order (part 'preparations'). Left out, it is sent as it is. A digest such as sha256 must be followed by hex, hex-upper, base64 or base64url."
    ),
    Field(
      "takes.at-least",
      "For a KIND, the characters that its value must have as it is sent. A shorter one is not sent, and a person is told: where a partner deletes by a part of a text, the beginning of an address is also the beginning of others."
    ),
    Field(
      "tells",
      "first (default): a person is named by the first lane that fits. every: by each lane that fits, one after the other; the most careful outcome counts."
    ),
  ]
}
