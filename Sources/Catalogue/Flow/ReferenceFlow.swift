extension PartnerReference {
  static let flowRules = [
    "For a deletion that takes several calls. Each is a transmission of its own with evidence of its own; after a crash it goes on from the last answered call. What a step finds is a list of rows; {STEP.VALUE} is a value of the row at hand, in a call made for one row ('for-each', or the only row). In a JSON body, a query or a form {each: STEP.VALUE} lists all rows, cut into calls of 'batch.rows' rows, else of 'batch.items'.",
    "A list or slot that resolves to nothing is never sent; a loop over no row sends nothing. A found value is escaped and checked like an identifier, kept sealed, and shown nowhere. A row that belongs to nobody who was asked about is left alone.",
  ]

  static let flowFields = [
    Field(
      "api.steps",
      "Calls before the deletion, in order: method, path, query, headers and body as in 'delete', and the following."),
    Field("api.steps.step", "The step's name; what it finds is {NAME.VALUE}. Required; each only once."),
    Field("api.steps.host", "Another host than 'api.host', for this call."),
    Field("api.steps.auth", "Other credentials than 'api.auth'; a 'value' may hold what an earlier step found."),
    Field(
      "api.steps.reads",
      "true: the call changes nothing at the partner, and is made again at will. Default true for GET, else false."),
    Field("api.steps.for-each", "The name of an earlier step: the call is made once for every row that it found."),
    Field(
      "api.steps.once",
      "What is found is the same for everybody, and kept so long. Refused where the call names a subject, has 'for-each' or finds nothing."
    ),
    Field(
      "api.steps.pages.cursor",
      "The list comes in pages; path to the cursor of the next one. Exactly one of cursor, number, offset, link, link-header. 'pages' needs 'finds'."
    ),
    Field("api.steps.pages.number", "The number of the first page; ends with a page that is empty or not full."),
    Field("api.steps.pages.offset", "The position of the first row; ends likewise."),
    Field("api.steps.pages.link", "Path to the address of the next page; only on the same host."),
    Field("api.steps.pages.link-header", "true: the address stands in the header Link."),
    Field(
      "api.steps.pages.send",
      "The parameter that carries cursor, number or offset. In a JSON body write {page} instead; {optional: page} is left out on the first page."
    ),
    Field("api.steps.pages.size", "Rows of a full page. Left out, only an empty page is the last."),
    Field(
      "api.steps.pages.until",
      "empty: a page that is not full is not the last; for partners that give fewer rows than they are asked for.",
      example: "until: empty"),
    Field(
      "api.steps.pages.limit",
      "More pages than this, or the same cursor twice, are for a person; 1 to 10000, default 1000."),
    Field(
      "api.steps.success",
      "A condition, default any 2xx. Beside it fault (in it), content, types, busy, rejected, retry-header and retry-field as under api.answer."
    ),
    Field("api.steps.not-found", "A condition or a list: as good as no row."),
    Field(
      "api.steps.finds.path",
      "The list of rows. '.' is the whole answer, an object is one row, and in a list of texts each is a row with the value '.'. Required in 'finds'; without 'finds' only success counts."
    ),
    Field(
      "api.steps.finds.values",
      "NAME: path in the row; or {path, last-of}: what follows the last of that character."),
    Field("api.steps.finds.where", "A condition on the row, or a list of which one must hold: only these rows."),
    Field(
      "api.steps.finds.match",
      "Whose row it is: the value at the path 'key' is the KIND 'identifier' as we sent it. Required where one call names several people. Left out, a row belongs to all of the call, and 'partners check' warns where a filter alone chose it."
    ),
    Field(
      "api.steps.finds.at-most",
      "More rows than this in one answer are for a person. Where the call goes by a filter in its address, say how many one person can have: a partner that overlooks the filter shows everybody."
    ),
    Field(
      "api.steps.finds.absent",
      "none: an answer without the list, or with null in its place, is an empty one. Left out, it is no answer that can be read, and the call is made again.",
      example: "absent: none"),
    Field("api.steps.finds.secret", "Names of values that are credentials; a word for the reader of the file."),
    Field(
      "api.steps.nothing",
      "What no row means. not-found: the person is not there (default where the call names people or the selector); proceed: go on; person: a person looks (default elsewhere)."
    ),
    Field("api.steps.count", "A number at 'path': more than 'at-most' is for a person, 0 is nothing found."),
    Field(
      "api.steps.again",
      "After the deletion the steps from here are made again, until nothing is found; at most so many rounds, 1 to 1000. The deletion must be made for what this step finds."
    ),
    Field(
      "api.after",
      "Calls after all deletions were accepted, written as steps; 'nothing' is proceed unless it says else. Not made where nothing was deleted."
    ),
    Field(
      "api.after.answer", "As api.answer. The last call that has one decides, in the place of the deletion's answer."),
    Field(
      "api.slices",
      "Everything once for each piece of the matter's window, with {from} and {to} of the piece: a length of at least a minute, or the following."
    ),
    Field("api.slices.every", "The length of a piece. Required in the mapping."),
    Field(
      "api.slices.inclusive",
      "true: {to} is the last second of the piece. Default false: the first second after it."),
  ]
}
