extension PartnerReference {
  static let fileFields = [
    Field(
      "file.url",
      "sftp://host/folder, or sftp://host/~/folder counted from the log-in folder; with {account.NAME}, without credentials. Required."
    ),
    Field(
      "file.name",
      "The file's name, with slots. It must hold {wave} and {dispatch}, or {key}, so that no file replaces another. Required."
    ),
    Field("file.user", "The user to log in as. Required."),
    Field("file.key", "SECRET: a private key, Ed25519 or ECDSA. Exactly one of key and password."),
    Field("file.passphrase", "SECRET: of the key. Left out, the key has none."),
    Field("file.password", "SECRET."),
    Field("file.host-key", "SHA256:... as ssh-keygen -l prints it; no other server is spoken to. Required."),
    Field("file.format", "csv (default), jsonl, or list: one value a line."),
    Field("file.columns", "What each row holds: KINDs, and columns as follows. Required."),
    Field(
      "file.columns.name",
      "How the column is called. Beside it exactly one of identifier, value, row and combine. Required."),
    Field(
      "file.columns.identifier", "KIND. Empty where it is only optional in the lane and not known."),
    Field("file.columns.value", "A text with slots, the same for each row or with {identifier...}."),
    Field("file.columns.row", "The row's number, counted from 0 or 1."),
    Field(
      "file.columns.combine",
      "KINDs: the digest of their values as the lane prepares them, one after the other. Needs 'digest'."),
    Field("file.columns.digest", "sha256-hex or sha256-base64."),
    Field("file.header", "true (default): the first row names the columns; false: it does not."),
    Field("file.line-ends", "lf (default) or crlf."),
    Field("file.checksum", "sha256: a file NAME.sha256 goes before the file. Left out, none does."),
    Field(
      "file.acknowledgement.folder",
      "Where the partner puts a file when it has taken yours. Without 'acknowledgement' none is looked for."),
    Field("file.acknowledgement.name", "Its name; as file.name. Required there."),
    Field("file.answers.folder", "Where the partner's answer will be. Without 'answers' none is looked for."),
    Field("file.answers.name", "Its name; as file.name. Required there."),
    Field("file.answers.first", "The time from putting the file to the first look. Required there."),
    Field("file.answers.every", "The time between looks. Required there."),
    Field("file.answers.give-up", "The time from putting the file to the last look. Required there."),
    Field("file.answers.format", "csv (default), jsonl or json."),
    Field("file.answers.columns", "Names of the columns, for a csv whose first row does not name them."),
    Field("file.answers.rest", "A file that changed within this time may still be growing. Default 2m."),
    Field("file.answers.marker", "The name of a file that says that the answer is whole. Left out, 'rest' decides."),
    Field("file.answers.items", "As under api.answer; the path '.' is the whole file. Required there."),
    Field("file.answers.missing-items", "As under api.answer."),
    Field("file.answers.others", "Rows about nobody of yours: person (default) looks, or ignore."),
  ]
}
