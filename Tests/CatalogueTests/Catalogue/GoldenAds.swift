@testable import Catalogue

extension Golden {
  /// Hashed addresses, forms that hold JSON, envelopes, jobs with partial ends.
  static let ads: [Golden] = [
    Golden(
      "meta-custom-audiences", "mail", [[.email: "Ada@Shop.example"]],
      request: """
        DELETE https://graph.facebook.com/vmeta-graph-version/act_meta-ad-account-id/usersofanyaudience?access_token=s3cret-access-token
        Content-Type: application/x-www-form-urlencoded

        payload=%7B%22schema%22%3A%5B%22EMAIL%22%5D%2C%22data%22%3A%5B%5B%22a4c14f1b068bf2c602e289b5dfcd89085692c73c63daf5a90a0b481b7328ee35%22%5D%5D%7D
        """,
      answers: [
        .says(200, #"{"num_received":1,"num_invalid_entries":0}"#, "accepted"),
        .says(200, #"{"num_received":1,"num_invalid_entries":1}"#, "lost success-not-stated"),
        .says(200, #"{"num_received":0,"num_invalid_entries":0}"#, "lost count-differs"),
        .says(400, #"{"error":{"code":100,"error_subcode":1713230}}"#, "rejected refused-by-partner"),
      ]),
    Golden(
      "criteo", "mail", [[.email: "ada@shop.example"], [.email: "bo@shop.example"]],
      signIn: """
        POST https://api.criteo.com/oauth2/token
        Content-Type: application/x-www-form-urlencoded

        grant_type=client_credentials&client_id=s3cret-client-id&client_secret=s3cret-client-secret
        """,
      request: """
        PATCH https://api.criteo.com/criteo-api-version/marketing-solutions/audience-segments/criteo-segment-id/contact-list
        Content-Type: application/json
        Authorization: Bearer t0ken

        {"data":{"type":"ContactlistAmendment","attributes":{"operation":"remove","identifierType":"email","identifiers":["a4c14f1b068bf2c602e289b5dfcd89085692c73c63daf5a90a0b481b7328ee35","f64b1d8bfe39c19b7c1afbcf4df77c8ee1ea99cd95982ae3f4f0c9ce06047400"]}}}
        """,
      answers: [
        .says(200, #"{"data":{"attributes":{"nbValidIdentifiers":2}},"errors":[],"warnings":[]}"#, "accepted"),
        .says(200, #"{"errors":[{"code":"segment-not-found"}]}"#, "rejected fault-in-answer"),
        .says(404, "", "rejected status-404"),
      ]),
    Golden(
      "liveramp", "device", [[.advertisingID: "38400000-8cf0-11bd-b23e-10b96e40000d"]],
      request: """
        POST https://privacy-api.liveramp.com/v1/requests
        Content-Type: application/json
        LR-Org-ID: liveramp-org-id
        Authorization: Bearer s3cret-token

        {"maid":"38400000-8cf0-11bd-b23e-10b96e40000d","request_type":"DELETION"}
        """,
      answers: [
        .says(201, #"{"request_uuid":"job-1"}"#, "accepted job-1"),
        .says(200, #"{"request_uuid":"job-1","is_duplicate":true}"#, "accepted job-1"),
        .says(422, #"{"detail":"no"}"#, "rejected refused-by-partner"),
      ],
      poll: Poll(
        request: """
          GET https://privacy-api.liveramp.com/v1/requests?uuid=job-1
          LR-Org-ID: liveramp-org-id
          Authorization: Bearer s3cret-token
          """,
        answers: [
          .says(200, #"{"status":"ACCEPTED"}"#, "pending"),
          .says(200, #"{"status":"COMPLETED"}"#, "deleted 0"),
          .says(200, #"{"status":"FAILED"}"#, "person job-failed 0"),
          .says(200, #"{"items":[]}"#, "unanswered unreadable-answer"),
        ])),
    Golden(
      "segment", "user", [[.userID: "u1"], [.userID: "u 2"]],
      request: """
        POST https://api.segmentapis.com/regulations
        Content-Type: application/json
        Accept: application/vnd.segment.v1+json
        Authorization: Bearer s3cret-token

        {"regulationType":"DELETE_ONLY","subjectType":"USER_ID","subjectIds":["u1","u 2"]}
        """,
      answers: [
        .says(201, #"{"data":{"regulateId":"job-1"}}"#, "accepted job-1"),
        .says(200, #"{"data":{}}"#, "lost no-job-in-answer"),
        .says(400, #"{"errors":[{"type":"bad-request"}]}"#, "rejected status-400"),
        .says(429, "", "busy status-429 30s", ["X-RateLimit-Reset": "Thu, 01 Dec 2022 00:00:30 GMT"]),
      ],
      poll: Poll(
        request: """
          GET https://api.segmentapis.com/regulations/job-1
          Accept: application/vnd.segment.v1+json
          Authorization: Bearer s3cret-token
          """,
        answers: [
          .says(200, #"{"data":{"regulation":{"overallStatus":"RUNNING"}}}"#, "pending"),
          .says(200, #"{"data":{"regulation":{"overallStatus":"FINISHED"}}}"#, "deleted 0,1"),
          .says(200, #"{"data":{"regulation":{"overallStatus":"PARTIAL_SUCCESS"}}}"#, "person job-partial 0,1"),
          .says(200, #"{"data":{"regulation":{"overallStatus":"NOT_SUPPORTED"}}}"#, "person job-failed 0,1"),
          .says(429, "", "unanswered status-429"),
        ])),
    Golden(
      "branch", "browser", [[.visitorID: "b1"], [.visitorID: "b2"]],
      request: """
        POST https://api2.branch.io/v1/gdpr?app_id=branch-app-id
        Content-Type: application/json
        Access-Token: s3cret-access-token

        {"subject_request_type":"erasure","subject_identities":[{"identity_type":"BROWSER_ID","identity_value":"b1","identity_format":"raw"},{"identity_type":"BROWSER_ID","identity_value":"b2","identity_format":"raw"}]}
        """,
      answers: [
        .says(200, #"{"request_id":"job-1"}"#, "accepted job-1"),
        .says(400, "", "rejected status-400"),
      ],
      poll: Poll(
        request: """
          GET https://api2.branch.io/v1/gdpr?app_id=branch-app-id&request_id=job-1
          Access-Token: s3cret-access-token
          """,
        answers: [
          .says(200, #"{"status":"IN_PROGRESS"}"#, "pending"),
          .says(200, #"{"status":"SUCCESS"}"#, "deleted 0,1"),
          .says(200, #"{"status":"LOST"}"#, "unanswered unknown-state"),
        ])),
  ]
}
