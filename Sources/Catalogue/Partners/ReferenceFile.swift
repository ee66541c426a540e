extension PartnerReference {
  static let fileFields = [
    Field("file.url", "sftp://host/folder, or sftp://host/~/folder from the log-in folder"),
    Field("file.name", "text with slots; holds {wave} and {dispatch}, or {key}"),
    Field("file.user", "user name"),
    Field("file.key", "SECRET: private key, Ed25519 or ECDSA; or password"),
    Field("file.passphrase", "SECRET of the key"),
    Field("file.password", "SECRET"),
    Field("file.host-key", "SHA256:...; the only key that is spoken to"),
    Field("file.format", "csv (default), jsonl, list"),
    Field("file.columns", "identifiers, and the following"),
    Field("file.columns.name", "how the column is called"),
    Field("file.columns.identifier", "KIND"),
    Field("file.columns.value", "text with slots"),
    Field("file.columns.row", "the row's number, from 0 or 1"),
    Field("file.columns.combine", "KINDs: the digest of their values as the lane prepares them, one after the other"),
    Field("file.columns.digest", "sha256-hex, sha256-base64"),
    Field("file.header", "true (default), false"),
    Field("file.line-ends", "lf (default), crlf"),
    Field("file.checksum", "sha256: a file NAME.sha256 goes before the file"),
    Field("file.acknowledgement.folder", "where the partner puts a file when it has taken ours"),
    Field("file.acknowledgement.name", "as file.name"),
    Field("file.answers.folder", "where the partner's answer will be"),
    Field("file.answers.name", "as file.name"),
    Field("file.answers.first", "first look after the file was put"),
    Field("file.answers.every", "the next ones"),
    Field("file.answers.give-up", "counted from the first"),
    Field("file.answers.format", "csv (default), jsonl, json"),
    Field("file.answers.columns", "names, for a csv without a header"),
    Field("file.answers.rest", "default 2m: a file that changed since may still be growing"),
    Field("file.answers.marker", "name of a file that says that the answer is whole"),
    Field("file.answers.items", "as under api.answer; path '.' is the whole file"),
    Field("file.answers.missing-items", "as under api.answer"),
    Field("file.answers.others", "rows about nobody of ours: person (default), ignore"),
  ]

  static let fileExample = """
      - id: acme-registry
        name: ACME Registry by file
        route: file
        deletes: [all]
        takes: [{lane: mail, identifiers: [email, phone], prepare: {email: [trim, lower, sha256, base64], phone: [digits, sha256, base64]}}]
        secrets: {key: file:/etc/expunge/sftp, phrase: env:ACME_PHRASE}
        terms: {in-doubt: query-first, completes-within: 45d}
        file:
          url: sftp://files.acme.example:2022/~/in
          name: "{now.date}_{key}.csv"
          user: shop
          key: key
          passphrase: phrase
          host-key: SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s
          columns:
            - {name: Id, row: 1}
            - {name: Hash, combine: [email, phone], digest: sha256-base64}
            - {name: Mail, identifier: email}
            - {name: Wave, value: "{wave}"}
          line-ends: crlf
          checksum: sha256
          acknowledgement: {folder: /out, name: "{key}.ack"}
          answers:
            folder: /out
            name: "{key}.csv"
            format: csv
            columns: [Id, Status]
            first: 1d
            every: 12h
            give-up: 50d
            rest: 5m
            marker: "{key}.done"
            missing-items: in-doubt
            others: person
            items: {path: ".", by: {index-field: Id, from: 1}, state: {path: Status, deleted: ["3"], refused: ["2"], accepted: ["4"], not-found: ["5"]}}

      - id: acme-matches
        name: ACME Matches by file
        route: file
        deletes: [all]
        takes: [{lane: mail, identifiers: [email], prepare: {email: [trim, lower, sha256, hex]}}]
        secrets: {password: env:ACME_SFTP}
        terms: {in-doubt: safe-to-repeat}
        file:
          url: sftp://files.acme.example/in
          name: "{wave}-{dispatch}.txt"
          user: shop
          password: password
          host-key: SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s
          format: list
          columns: [email]
          answers: {folder: /out, name: "{wave}-{dispatch}.jsonl", format: jsonl, first: 1d, every: 1d, give-up: 60d, others: ignore, items: {path: ".", by: {key: hash, identifier: email}, listed: deleted}}

    """
}
