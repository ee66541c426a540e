import Testing
import Workflow

@testable import Catalogue

@Suite struct ExplainTests {
  @Test func `one call and its job are told in full`() throws {
    let text = try #require(try Sample.entries(Sample.text).first).explain().joined(separator: "\n")
    #expect(
      text == """
        ACME (acme)

        Facts
          unconfirmed, never checked

        Asked by
          Its own HTTP interface (api), for people by identifier.

        A person is named by
          Lane user: user-id (trim); where known also email.

        You provide
          Account value region: eu
          Secret api-key: env:ACME_KEY

        Calls
          Up to 2 people a call.
          POST https://{account.region}.acme.example/v1/deletions
            Body: {"ids": [<each user-id>]}

        Credentials
          Bearer token <secret api-key>.

        The answer
          Success when the status is 202.
          Success means: a job was begun, named at 'id'; its state is asked for.

        Asked afterwards
          GET https://{account.region}.acme.example/v1/deletions/{job}
          State at 'state': open = pending; done = done; failed = failed.
          First after 1d, then every 1d; after 45d it is unanswered.

        When no answer comes
          safe-to-repeat: it is sent again, as a second request does no harm.
          Otherwise at most 12 attempts, waiting 2s to 1h; then a person is asked.

        Limits
          At most 4 calls at once.

        Proof
          At best claimed-complete-unsigned: the partner says that it deleted, unsigned.
          Not more, as its answers are not signed, and nothing is looked up afterwards.

        What is deleted
          Deletes: page views, clicks and other events.
          Cannot delete IP addresses: drops it [not-held]
        """)
  }

  @Test func `steps, loops, pages, what is found, a list of jobs, its result and a look-up are told in full`() throws {
    #expect(
      try Self.example("acme-lookup") == """
        ACME by look-up (acme-lookup)

        Facts
          unconfirmed, never checked

        Asked by
          Its own HTTP interface (api), for people by identifier.

        A person is named by
          By every lane that fits, one after the other; the most careful outcome counts.
          Lane mail: email.
          Lane user: user-id (at least 6 characters).

        You provide
          Secret token: env:ACME_LOOKUP

        Calls
          One person a call.
          1. Step 'projects' (changes nothing):
            GET https://lookup.acme.example/projects
            The same for everybody: kept for 1h.
            Read page by page: the address at 'next', at most 20.
            Finds in 'items': id ('id'), access ('access.key').
            Only rows where 'state' is 'active'.
            No row: a person looks.
          2. Step 'people' (changes nothing):
            POST https://search.acme.example/projects/{projects.id}/search
            Body: {"id": "{identifier}", "page": {page}}
            With: Bearer token <secret token>.
            Once for each row of 'projects'.
            Read page by page: numbers from 1, at most 1000.
            Finds in 'hits': id ('id').
            A person looks when one answer holds more than 20 rows.
            No row: the person is not there.
            Again after the deletion, until nothing is found; at most 5 times.
            Succeeds when the status is 200.
            As good as no row when the status is 404.
          3. The deletion:
            DELETE https://lookup.acme.example/projects/{projects.id}/people/{people.id}
            Once for each row of 'people'.
          4. Step 'run' (after all deletions were accepted):
            POST https://lookup.acme.example/run

        Credentials
          Bearer token <secret token>.

        The answer to the deletion
          Success when the status is 202.
          Success means: a job was begun, named at 'address'; its state is asked for.

        The last answer, which decides
          Success when the status is 200.
          Success means: a job was begun, named at 'address'; its state is asked for.

        Asked afterwards
          GET https://lookup.acme.example/runs
            Query: run={job}
          Ours is the entry of the list 'runs' with the job at 'id'.
          The list comes in pages: the cursor at 'next', sent as after, at most 1000.
          Failed when 'error' says something.
          Under way when 'waiting' says something.
          Done when 'done' is 'true'.
          Done, but nothing was found, when 'rows' is '0'.
          Anything else means that it is under way.
          When it is done: GET https://lookup.acme.example/runs/{job}/faults
          Rows in 'faults', in the order of the request: whoever is listed is refused.
          Who is not named: deleted.
          First after 1h, then every 1h; after 9d it is unanswered.

        Looked up in the end
          GET https://lookup.acme.example/people/{identifier}
          First 30d after the claim, again after 7d, 30d; at most 50 people, drawn by
              lot.
          Still there when the status is 200.
          Gone when the status is 404.

        When no answer comes
          safe-to-repeat: it is sent again, as a second request does no harm.
          Otherwise at most 12 attempts, waiting 2s to 1h; then a person is asked.

        Limits
          At most 4 calls at once.

        Proof
          At best verified-by-probe: a look-up after the deletion no longer found the
              person.

        What is deleted
          Deletes: all data.
        """)
  }

  @Test func `a file and its answer are told in full`() throws {
    #expect(
      try Self.example("acme-registry") == """
        ACME Registry by file (acme-registry)

        Facts
          unconfirmed, never checked

        Asked by
          Files on its SFTP server (file), for people by identifier.

        A person is named by
          Lane mail: email (trim, lower, sha256, base64) and phone (digits, sha256,
              base64).

        You provide
          Secret key: file:/etc/expunge/sftp
          Secret phrase: env:ACME_PHRASE

        Files
          Puts a csv file, one row a person with Id, Hash, Mail, Wave, into
              sftp://files.acme.example:2022/~/in as {now.date}_{key}.csv.
          A file with its SHA-256 goes before it.
          Credentials: user shop, private key <secret key> with its passphrase
              <secret phrase>.
          Speaks only to the server with the key
              SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s.
          Taken when /out/{key}.ack is there.
          Reads the answer (csv) from /out/{key}.csv, once {key}.done is there.
          Rows in the whole answer, by position at 'Id', from 1: 3 = deleted; 5 =
              not-found; 4 = accepted; 2 = refused, at 'Status'.
          Who is not named: in-doubt.
          A row about nobody of ours is for a person.

        Asked afterwards
          First after 1d, then every 12h; after 50d it is unanswered.

        When no answer comes
          query-first: the partner is asked whether it arrived, and only then it is sent
              again.
          Otherwise at most 12 attempts, waiting 2s to 1h; then a person is asked.

        Limits
          At most 4 calls at once.

        Proof
          At best claimed-complete-unsigned: the partner says that it deleted, unsigned.
          Not more, as its answers are not signed.
          The partner says that it is done within 45d.

        What is deleted
          Deletes: all data.
        """)
  }

  @Test func `each kind of credential is told by what it is, with the names of its secrets`() throws {
    let text = try Self.oneLine("acme-signed")
    for line in [
      "Header X-Org: {account.org}.", "Parameter org: {account.org}.",
      "Header X-Token: JWT a token signed by RS256 with <secret key>, good for 5m.",
      "Signed by OAuth 1.0a (HMAC-SHA256) with <secret id>, <secret key>, <secret id>, <secret key>.",
      "Header X-WSSE: user shop, signed with <secret key>.",
      "Parameter sig: MD5 of all values with <secret key>, beside api_key with <secret id>.",
      "Signed for AWS (rum, {account.region}) with <secret id>, <secret key>, <secret id>.",
      "Client certificate <secret cert>, its key <secret key>.", "{region eu: https://eu.acme.example, region us:",
    ] {
      #expect(text.contains(line), "\(line)\n\(text)")
    }
    let login = try Self.oneLine("acme-login")
    #expect(
      login.contains(
        "A token from POST https://login.acme.example/token, good for 1h, in Authorization; got with <secret refresh>, <secret key>; calls go to the host at 'host', below acme.example; a new one when the status is 200 and 'error' is 'session'; each answer replaces <secret refresh>."
      ), "\(login)")
  }

  @Test func `limits, prohibitions, side effects and alternatives are told`() throws {
    let lines = try Self.example("acme-quota").split(separator: "\n")
    for line in [
      "  At most 500 calls in 1d, new at 08:00 UTC.", "  At most 110000 people in 30d, counted with every attempt.",
      "  At most 5000000 bytes in 1m.", "  At most 10 requests accepted and not finished.",
      "  One budget with every entry that says 'share: acme'.", "  Up to 100 people a call, at most 1000000 bytes.",
      "  also keeps the person's future data out: the person cannot be counted again",
      "  Passes a deletion on to acme-ads.", "  Instead: acme-bulk: takes files of any size",
      "  Keeps events 425 days; later there is nothing to ask for.",
    ] {
      #expect(lines.contains { $0 == line }, "\(line)")
    }
  }

  @Test func `batches that are cut, samples and slices are told`() throws {
    let audiences = try Self.oneLine("acme-audiences")
    for line in [
      "A person looks when 'total' is more than 500.", "Names the rows of 'hits'.",
      "The number at 'invalid' must be 0; else the batch is cut in two.", "as examples only: whoever is listed is",
      "The batch is cut in two when the status is 422.", "Some must be left out when the status is 400.",
      "whose, says identifier at 'mail'", "Not more, as it only says that it took the request",
    ] {
      #expect(audiences.contains(line), "\(line)\n\(audiences)")
    }
    let records = try Self.oneLine("acme-records")
    for line in [
      "All of it once for each 1d of the matter's window; {to} is the last second of", "No row: it goes on.",
      "never-repeat: nothing is sent again; a person decides.", "a job was begun for each person, named in 'jobs'",
      "the address in the header Link",
    ] {
      #expect(records.contains(line), "\(line)\n\(records)")
    }
  }

  @Test func `no explanation is wider than a terminal, and each says what is proved`() throws {
    for entry in try Sample.entries(PartnerReference.examples) {
      let lines = entry.explain()
      #expect(lines.filter { $0.count > 80 || $0.hasSuffix(" ") } == [])
      #expect(lines.contains("Proof") == (entry.route != nil))
    }
  }

  private static func example(_ id: String) throws -> String {
    let entry = try #require(try Sample.entries(PartnerReference.examples).first { $0.id == id })
    return entry.explain().joined(separator: "\n")
  }

  private static func oneLine(_ id: String) throws -> String {
    try example(id).split { $0 == "\n" || $0 == " " }.joined(separator: " ")
  }
}
