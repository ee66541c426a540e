extension PartnerReference {
  /// Entries that show every key above.
  static let flowExamples = """
      - id: acme-lookup
        name: ACME by look-up
        route: api
        deletes: [all]
        tells: every
        secrets: {token: env:ACME_LOOKUP}
        takes:
          - {lane: mail, identifiers: [email]}
          - {lane: user, identifiers: [user-id], at-least: {user-id: 6}}
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
              pages: {number: 1, size: 100, until: empty}
              success: {status: [200]}
              not-found: {status: [404]}
              finds: {path: hits, values: {id: id}, at-most: 20, absent: none}
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
            not-found-when: {path: rows, is: ["0"]}
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
          batch: {items: 100, rows: 500}
          steps:
            - step: hits
              method: GET
              path: /search
              query: {mail: {each: email, join: ","}}
              pages: {offset: 0, send: offset, size: 10}
              finds: {path: rows, values: {id: id}, match: {key: mail, identifier: identifier}}
              count: {path: total, at-most: 500}
          delete: {method: POST, path: /remove, body: {json: {hits: {each-item: {id: "{hits.id}"}, of: hits}}}}
          answer:
            success: {status: [200]}
            count: {path: received, of: sent, differs: bisect}
            invalid: {path: invalid, differs: bisect}
            bisect: {status: [422]}
            bad-items: {when: {status: [400]}, path: errors, key: value, identifier: email}
            items: {by: {sample: {path: samples, key: mail, identifier: email}}, listed: refused, default: accepted}

      - id: acme-tickets
        name: ACME by ticket
        route: api
        deletes: [all]
        takes:
          - {lane: user, identifiers: [user-id]}
          - {lane: mail, identifiers: [email]}
        terms: {in-doubt: query-first}
        api:
          host: https://tickets.acme.example
          delete: {method: PUT, path: "/tickets/{key|uuid}", body: {json: {who: "{identifier}"}}}
          answer:
            success: {status: [201]}
            job: {key: uuid}
            duplicate: {status: [409]}
          poll:
            method: GET
            path: /tickets/{job}
            first: 1h
            every: 1h
            give-up: 9d
            state: {path: state, pending: [open], done: [closed]}
          query: {method: GET, path: "/tickets/{key|uuid}", unknown: {status: [404]}, state: {path: state, pending: [open], done: [closed]}}

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
