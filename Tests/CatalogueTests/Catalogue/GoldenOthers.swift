@testable import Catalogue

extension Golden {
  /// Queries by page and IP address, tasks that fail in part, values in the query.
  static let others: [Golden] = [
    Golden(
      "hotjar", "user", [[.userID: "u1"]],
      signIn: """
        POST https://api.hotjar.io/v1/oauth/token
        Content-Type: application/x-www-form-urlencoded

        grant_type=client_credentials&client_id=s3cret-client-id&client_secret=s3cret-client-secret
        """,
      request: """
        POST https://api.hotjar.io/v1/organizations/hotjar-organisation-id/user-lookup
        Content-Type: application/json
        Authorization: Bearer t0ken

        {"data_subject_site_id_to_user_id_map":{"hotjar-site-id":"u1"},"delete_all_hits":true}
        """,
      answers: [
        .says(200, "{}", "accepted"),
        .says(404, "", "rejected status-404"),
      ]),
    Golden(
      "openreplay", "user", [[.userID: "u/1"]],
      request: """
        DELETE https://openreplay-host/v1/openreplay-project-key/users/u%2F1
        Authorization: Bearer s3cret-organisation-key
        """,
      answers: [
        .says(200, #"{"jobId":"job-1"}"#, "accepted job-1"),
        .says(200, "{}", "lost no-job-in-answer"),
        .says(404, "", "rejected status-404"),
      ],
      poll: Poll(
        request: """
          GET https://openreplay-host/v1/openreplay-project-key/jobs/job-1
          Authorization: Bearer s3cret-organisation-key
          """,
        answers: [
          .says(200, #"{"status":"scheduled"}"#, "pending"),
          .says(200, #"{"status":"completed"}"#, "deleted 0"),
          .says(200, #"{"status":"cancelled"}"#, "person job-failed 0"),
        ])),
    Golden(
      "elastic-rum", "page", [[.url: "https://shop.example/order?id=7"], [.url: "https://shop.example/\""]],
      request: """
        POST https://elastic-host/traces-apm*/_delete_by_query?conflicts=proceed&wait_for_completion=false
        Content-Type: application/json
        Authorization: ApiKey s3cret-api-key

        {"query":{"terms":{"url.full":["https://shop.example/order?id=7","https://shop.example/\\""]}}}
        """,
      answers: [
        .says(200, #"{"task":"node-1:42"}"#, "accepted node-1:42"),
        .says(200, #"{"error":"no"}"#, "lost no-job-in-answer"),
        .says(400, #"{"error":"no"}"#, "rejected status-400"),
      ],
      poll: Poll(
        request: """
          GET https://elastic-host/_tasks/job-1
          Authorization: ApiKey s3cret-api-key
          """,
        answers: [
          .says(200, #"{"completed":false,"task":{"status":{"deleted":3}}}"#, "pending"),
          .says(
            200, #"{"completed":true,"response":{"deleted":9,"version_conflicts":0,"failures":[]}}"#, "deleted 0,1"),
          .says(
            200, #"{"completed":true,"response":{"deleted":8,"version_conflicts":1,"failures":[]}}"#,
            "unknown job-unknown"),
          .says(
            200, #"{"completed":true,"response":{"deleted":8,"version_conflicts":0,"failures":[{"id":"e1"}]}}"#,
            "unknown job-unknown"),
        ])),
    Golden(
      "bugsplat", "address", [[.ip: "2001:db8::1"]],
      request: """
        DELETE https://app.bugsplat.com/api/user/userData?ipAddress=2001%3Adb8%3A%3A1
        Authorization: Bearer s3cret-access-token
        """,
      answers: [
        .says(200, "", "deleted 0"),
        .says(200, #"{"status":"done"}"#, "deleted 0"),
        .says(400, "", "rejected status-400"),
      ]),
  ]
}
