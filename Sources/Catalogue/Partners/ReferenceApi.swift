/// Where the calls of a partner's own interface go, and the call that deletes.
extension PartnerReference {
  static let apiFields = [
    Field(
      "api.host",
      "Scheme, host and port of all calls, with {account.NAME}; https, or http for this machine. Nothing is ever sent to another host. Required."
    ),
    Field(
      "api.host.by",
      "In the place of a text: the name of an account value; beside it one address for each value it may have.",
      example: "host: {by: region, us: https://us.x.example, eu: https://eu.x.example}"),
    Field(
      "api.headers",
      "Headers of every call, name and text. Those of credentials and of the transport are refused: Authorization, Cookie, Host, Content-Length and their like."
    ),
    Field(
      "api.tls",
      "A client certificate for every call: 'certificate' and 'key' are SECRETs with PEM, both required.",
      example: "tls: {certificate: cert, key: key}"),
    Field("api.batch.items", "People named in one call at most, default 1."),
    Field("api.batch.bytes", "Bytes of one body at most; a larger batch is halved. Left out, there is no limit."),
    Field(
      "api.batch.rows", "Rows of a step that one call lists at most, where they are not as many as 'items'."),
    Field(
      "api.idempotency.header",
      "A header that carries {key}, by which the partner knows a repeated call. Left out, no header does."),
  ]

  static let callRules = [
    "A call has 'method' and 'path', and may have 'query', 'headers' and 'body'; so do steps, 'poll', 'query', 'result' and 'probe'. Values are escaped for the place they stand in. A deletion that names no identifier in some lane, or a found value that leads to one, is refused: it would delete nothing or everything."
  ]

  static let callFields = [
    Field(
      "api.delete",
      "The call that deletes the people of a batch; with 'scope: selector', everything that the selector describes. Required."
    ),
    Field("api.delete.method", "GET, POST, PUT, PATCH or DELETE. A GET has no body. Required."),
    Field("api.delete.path", "A text with slots that begins with '/', or {by-lane: {LANE: text}}. Required."),
    Field("api.delete.query", "Parameters of the address: name, and a text or a directive."),
    Field("api.delete.headers", "Headers of this call beside those of 'api.headers'; they hold no identifiers."),
    Field(
      "api.delete.body.json",
      "A JSON tree with slots and directives. A body is exactly one of json, form, multipart, text."),
    Field("api.delete.body.form", "A form, URL-encoded: name, and a text or a directive."),
    Field("api.delete.body.multipart", "multipart/form-data: name, and a text, a directive or {file: ...}."),
    Field(
      "api.delete.body.multipart.list.file",
      "A file of the form (here of the part 'list'): 'name', the media type in 'type', and one of csv, lines, json."),
    Field(
      "api.delete.body.multipart.list.file.lines",
      "One line a person: 'each' with 'write', 'join', 'before' and 'after'; joined by line feeds unless 'join' says else."
    ),
    Field(
      "api.delete.body.text",
      "The body is a text: its media type in 'type', and one of csv, lines, json."),
    Field(
      "api.delete.body.text.csv.columns",
      "What each row holds: KINDs, or 'name' with 'value', a text with slots. Required."),
    Field("api.delete.body.text.csv.header", "true (default): the first row names the columns; false: it does not."),
    Field("api.delete.for-each", "The name of a step: one call for every row that it found."),
    Field(
      "api.delete-selector",
      "With 'scope: both', the call for the selector; required then and refused otherwise. It must use a part of the selector: {tracker.NAME}, {each: selector.urls} or the like, or both {from} and {to}."
    ),
  ]
}
