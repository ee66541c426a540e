extension PartnerReference {
  static let flowRules = [
    "A deletion of several calls ('steps', 'after', 'for-each', 'slices'): each call is a transmission of its own; after a crash it goes on from the last answered call.",
    "  {people.id}                        what the step 'people' found, in a call made for one row ('for-each: people', or the only row)",
    "  {each: people.id}                  the rows of a step as a list; also join and repeat; cut into calls of batch.items rows",
    "  {each-item: {...}, of: people}     a list with one element a row",
    "  {page} {optional: page}            the page at hand, in a JSON body; optional: left out on the first page",
    "  {index}                            in the name of a repeated parameter: 0, 1, 2, ...",
    "A list or slot that resolves to nothing is never sent; a loop over no row sends nothing. A found value is escaped and checked like an identifier.",
    "A subject's standing is the most careful one of all its calls. A row that belongs to nobody who was asked about is left alone.",
  ]

  static let flowFields =
    [
      Field("tells", "first (default): a subject is told by the first lane it fits; every: by each"),
      Field(
        "api.steps",
        "calls before the deletion, in order: method, path, query, headers, body, host and auth as in delete, and the following"
      ),
      Field("api.steps.step", "name; its finds are {NAME.VALUE}"),
      Field("api.steps.host", "instead of the route's own"),
      Field("api.steps.auth", "instead of the route's own; may hold found values"),
      Field("api.steps.reads", "changes nothing at the partner: repeated at will; default true for GET"),
      Field("api.steps.for-each", "a step before it: once for every row found"),
      Field("api.steps.once", "the same for everybody: kept so long"),
      Field("api.steps.pages.cursor", "path to the next page's cursor"),
      Field("api.steps.pages.number", "number of the first page"),
      Field("api.steps.pages.offset", "position of the first row"),
      Field("api.steps.pages.link", "path to the next page's address, same host only"),
      Field("api.steps.pages.link-header", "true: the address is in the header Link"),
      Field("api.steps.pages.send", "the parameter that carries cursor, number or offset"),
      Field("api.steps.pages.size", "rows of a full page"),
      Field("api.steps.pages.limit", "more pages than this are for a person, default 1000"),
      Field(
        "api.steps.success",
        "condition, default 2xx; fault, content, types, busy, not-found, rejected, retry-header as under answer"),
      Field("api.steps.not-found", "condition or list: as good as no row"),
      Field(
        "api.steps.finds.path", "list of rows; '.' is the whole answer; an object is one row; a scalar's value is '.'"),
      Field("api.steps.finds.values", "NAME: path in the row, or {path, last-of}: what follows the last '/'"),
      Field("api.steps.finds.where", "condition or list: only these rows"),
      Field("api.steps.finds.match", "{key, identifier}: whose row it is, where a call names several subjects"),
      Field("api.steps.finds.secret", "values that are credentials; nothing found is ever shown"),
      Field("api.steps.nothing", "no row: not-found (default where subjects are named), proceed, person"),
      Field("api.steps.count", "{path, at-most}: more is for a person, 0 is nothing found"),
      Field("api.steps.again", "ask again after the deletion until nothing is found, at most so many times"),
      Field("api.delete.for-each", "a step: one call for every row found"),
      Field("api.after", "calls after all deletions were accepted, as steps; not made where nothing was deleted"),
      Field("api.after.answer", "as api.answer: this call's answer decides, not the deletion's"),
      Field(
        "api.slices",
        "24h, or {every, inclusive}: everything once for each piece of the matter's window, as {from} and {to}"),
      Field("api.slices.every", "length of a piece"),
      Field("api.slices.inclusive", "true: {to} is the last second of the piece"),
    ] + flowAnswerFields

  private static let flowAnswerFields = [
    Field("api.answer.jobs", "{path, id} and {key, identifier} or {by: index}: one job for each subject"),
    Field("api.answer.job.last-of", "one character: the job is the last part of the text, as in an address"),
    Field("api.answer.bisect", "condition or list: refused because of one subject; the batch is cut in two"),
    Field(
      "api.answer.bad-items", "{when, path, key, identifier}: names those to be left out; the rest goes again at once"),
    Field("api.answer.count.of", "sent or valid: what the number counts"),
    Field("api.answer.count.differs", "in-doubt (default), bisect, person"),
    Field("api.answer.invalid", "{path, differs}: must be 0"),
    Field("api.answer.items.default", "deleted or accepted: those that a list of faults does not name"),
    Field(
      "api.answer.items.by.sample",
      "{path, key, identifier}: only examples are listed; the others are in doubt once there is one"),
    Field("api.poll.state.default", "pending or unknown: a state that is not listed"),
    Field("api.poll.done-when", "condition or list, instead of words for a state"),
    Field("api.poll.failed-when", "condition or list, goes before pending-when and done-when"),
    Field("api.poll.pending-when", "condition or list"),
    Field("api.poll.find.pages", "the list comes in pages, as under steps"),
    Field("api.poll.result", "a call made when the job is done: method, path ..., items, missing-items"),
    Field("api.probe", "a look-up of one subject after completion: a call, and the following"),
    Field("api.probe.there", "condition or list: the subject is still there"),
    Field("api.probe.gone", "condition or list: it is not"),
    Field("api.probe.after", "first look, default completes-within"),
    Field("api.probe.again", "list of further looks"),
    Field("api.probe.sample", "subjects looked up at most"),
  ]

  /// Three entries that show every key above.
  static let flowExamples = """
      - id: acme-lookup
        name: ACME by look-up
        route: api
        deletes: [all]
        tells: every
        secrets: {token: env:ACME_LOOKUP}
        takes:
          - {lane: mail, identifiers: [email]}
          - {lane: user, identifiers: [user-id]}
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://lookup.acme.example
          auth: [{bearer: token}]
          steps:
            - step: projects
              method: GET
              path: /projects
              once: 1h
              pages: {link: next, limit: 20}
              finds: {path: items, values: {id: id, access: access.key}, where: {path: state, is: [active]}, secret: [access]}
            - step: people
              method: POST
              host: https://search.acme.example
              auth: [{bearer: token}]
              path: /projects/{projects.id}/search
              for-each: projects
              reads: true
              body: {json: {id: "{identifier}", page: {number: "{page}"}}}
              pages: {number: 1, size: 100}
              success: {status: [200]}
              not-found: {status: [404]}
              finds: {path: hits, values: {id: id}}
              nothing: not-found
              again: 5
          delete: {method: DELETE, path: "/projects/{projects.id}/people/{people.id}", for-each: people}
          answer: {success: {status: [202]}, job: {path: address, last-of: "/"}}
          after:
            - step: run
              method: POST
              path: /run
              answer: {success: {status: [200]}, job: {path: address, last-of: "/"}}
          poll:
            method: GET
            path: /runs
            query: {run: "{job}"}
            first: 1h
            every: 1h
            give-up: 9d
            find: {path: runs, key: id, pages: {cursor: next, send: after}}
            done-when: {path: done, is: ["true"]}
            failed-when: {path: error}
            pending-when: {path: waiting}
            state: {default: pending}
            result: {method: GET, path: "/runs/{job}/faults", items: {path: faults, by: index, listed: refused, default: deleted}}
          probe: {method: GET, path: "/people/{identifier}", there: {status: [200]}, gone: {status: [404]}, after: 30d, again: [7d, 30d], sample: 50}

      - id: acme-audiences
        name: ACME Audiences
        route: api
        deletes: [all]
        takes: [{lane: mail, identifiers: [email]}]
        terms: {in-doubt: safe-to-repeat}
        api:
          host: https://audiences.acme.example
          batch: {items: 100}
          steps:
            - step: hits
              method: GET
              path: /search
              query: {mail: {each: email, join: ","}}
              pages: {offset: 0, send: offset, size: 10}
              finds: {path: rows, values: {id: id}, match: {key: mail, identifier: email}}
              count: {path: total, at-most: 500}
          delete: {method: POST, path: /remove, body: {json: {hits: {each-item: {id: "{hits.id}"}, of: hits}}}}
          answer:
            success: {status: [200]}
            count: {path: received, of: sent, differs: bisect}
            invalid: {path: invalid, differs: bisect}
            bisect: {status: [422]}
            bad-items: {when: {status: [400]}, path: errors, key: value, identifier: email}
            items: {by: {sample: {path: samples, key: mail, identifier: email}}, listed: refused, default: accepted}

      - id: acme-records
        name: ACME Records
        route: api
        deletes: [all]
        takes: [{lane: user, identifiers: [user-id]}]
        terms: {in-doubt: never-repeat}
        api:
          host: https://records.acme.example
          batch: {items: 10}
          slices: {every: 24h, inclusive: true}
          steps:
            - {step: sites, method: GET, path: /sites, pages: {cursor: next, send: after}, finds: {path: sites, values: {id: id}}}
            - {step: tables, method: GET, path: /tables, pages: {link-header: true}, finds: {path: ".", values: {name: name}}, nothing: proceed}
          delete: {method: POST, path: "/tables/{tables.name}/delete", for-each: tables, body: {json: {ids: {each: user-id}, from: "{from}", to: "{to}"}}}
          answer: {success: {status: [202]}, jobs: {path: jobs, id: id, key: user, identifier: user-id}}
          poll: {method: GET, path: "/jobs/{job}", first: 1h, every: 1h, give-up: 9d, state: {path: state, done: [done], default: pending}}

    """
}
