/// Entries by file, with answers.
extension PartnerReference {
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
