@testable import Catalogue

extension Golden {
  /// Lists of ids, a key in the body, a key in the query, signing in first.
  static let analytics: [Golden] = [
    Golden(
      "amplitude", "user", [[.userID: "u1"], [.userID: "u 2"]],
      request: """
        POST https://amplitude.com/api/2/deletions/users
        Content-Type: application/json
        Authorization: Basic czNjcmV0LWFwaS1rZXk6czNjcmV0LXNlY3JldC1rZXk=

        {"user_ids":["u1","u 2"],"requester":"amplitude-requester","ignore_invalid_id":"True"}
        """,
      answers: [
        .says(200, #"{"day":"2022-12-11","status":"staging"}"#, "accepted"),
        .says(400, #"{"error":"invalid id"}"#, "rejected status-400"),
        .says(200, "<html>log in</html>", "halted unexpected-content"),
      ]),
    Golden(
      "ga4-user-deletion", "cookie", [[.clientID: "GA1.1.123.456"]],
      signIn: """
        POST https://oauth2.googleapis.com/token
        Content-Type: application/x-www-form-urlencoded

        grant_type=refresh_token&client_id=s3cret-client-id&client_secret=s3cret-client-secret&refresh_token=s3cret-refresh-token
        """,
      request: """
        POST https://www.googleapis.com/analytics/v3/userDeletion/userDeletionRequests:upsert
        Content-Type: application/json
        Authorization: Bearer t0ken

        {"kind":"analytics#userDeletionRequest","id":{"type":"CLIENT_ID","userId":"123.456"},"propertyId":"ga4-property-id"}
        """,
      answers: [
        .says(200, #"{"deletionRequestTime":"2022-12-01T00:00:00Z"}"#, "accepted"),
        .says(200, "{}", "lost success-not-stated"),
        .says(403, #"{"error":{"errors":[{"reason":"dailyLimitExceeded"}]}}"#, "busy partner-asks-to-wait"),
        .says(403, #"{"error":{"errors":[{"reason":"forbidden"}]}}"#, "halted credentials"),
      ]),
    Golden(
      "mixpanel", "user", [[.userID: "u1"], [.userID: "u 2"]],
      request: """
        POST https://mixpanel.com/api/app/data-deletions/v3.0/?token=s3cret-project-token
        Content-Type: application/json
        Authorization: Bearer s3cret-gdpr-token

        {"distinct_ids":["u1","u 2"],"compliance_type":"GDPR"}
        """,
      answers: [
        .says(200, #"{"status":"ok","results":{"tracking_id":"job-1"}}"#, "accepted job-1"),
        .says(200, #"{"status":"ok","results":{"task_id":"job-1"}}"#, "lost no-job-in-answer"),
        .says(400, #"{"status":"error"}"#, "rejected status-400"),
      ],
      poll: Poll(
        request: """
          GET https://mixpanel.com/api/app/data-deletions/v3.0/job-1?token=s3cret-project-token
          Authorization: Bearer s3cret-gdpr-token
          """,
        answers: [
          .says(200, #"{"results":{"status":"STAGING"}}"#, "pending"),
          .says(200, #"{"results":{"status":"SUCCESS"}}"#, "deleted 0,1"),
          .says(200, #"{"results":{"status":"NOT_FOUND"}}"#, "person job-failed 0,1"),
          .says(200, #"{"results":{"status":"UNKNOWN"}}"#, "unanswered unknown-state"),
          .says(404, "", "unknown job-unknown"),
        ])),
    Golden(
      "optimizely", "cookie", [[.visitorID: "oeu1"]],
      request: """
        POST https://api.optimizely.com/v2/subject-access-requests
        Content-Type: application/json
        Authorization: Bearer s3cret-access-token

        {"data_type":"visitor","identifier":"oeu1","identifier_type":"optimizely_end_user_id","request_type":"delete"}
        """,
      answers: [
        .says(201, #"{"id":"job-1","status":"pending"}"#, "accepted job-1"),
        .says(201, #"{"status":"pending"}"#, "lost no-job-in-answer"),
        .says(422, #"{"message":"no"}"#, "rejected status-422"),
      ],
      poll: Poll(
        request: """
          GET https://api.optimizely.com/v2/subject-access-requests/job-1
          Authorization: Bearer s3cret-access-token
          """,
        answers: [
          .says(200, #"{"status":"processing"}"#, "pending"),
          .says(200, #"{"status":"completed"}"#, "deleted 0"),
          .says(200, #"{"status":"failure"}"#, "person job-failed 0"),
        ])),
    Golden(
      "mutiny", "user", [[.userID: "u/1"]],
      request: """
        POST https://api.mutinyhq.com/data-deletion-request
        Content-Type: application/json

        {"user_id":"u/1","token":"s3cret-token"}
        """,
      answers: [
        .says(200, #"{"status":"ok"}"#, "accepted"),
        .says(200, #"{"error":"unknown token"}"#, "rejected fault-in-answer"),
        .says(200, #"{"status":"queued?"}"#, "lost success-not-stated"),
        .says(200, #"{"status":"#, "lost unreadable-answer"),
      ]),
    Golden(
      "userpilot", "user", [[.userID: "u1"], [.userID: "u 2"]],
      request: """
        DELETE https://analytex.userpilot.io/v1/users
        Content-Type: application/json
        X-API-Version: 2020-09-22
        Authorization: Token s3cret-api-key

        {"users":["u1","u 2"]}
        """,
      answers: [
        .says(202, "", "accepted"),
        .says(404, "", "rejected status-404"),
      ]),
  ]
}
