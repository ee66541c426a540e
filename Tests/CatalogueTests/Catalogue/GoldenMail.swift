@testable import Catalogue

extension Golden {
  /// One-of fields, ids and hashes in the path, empty answers, answers that mean gone.
  static let mail: [Golden] = [
    Golden(
      "braze", "user", [[.userID: "u1"], [.userID: "u 2"]],
      request: """
        POST https://rest.braze-instance.braze.com/users/delete
        Content-Type: application/json
        Authorization: Bearer s3cret-api-key

        {"external_ids":["u1","u 2"]}
        """,
      answers: [
        .says(201, #"{"deleted":2,"message":"success"}"#, "accepted"),
        .says(200, #"{"deleted":0,"message":"success"}"#, "accepted"),
        .says(201, #"{"deleted":1,"message":"success","errors":[{"index":1}]}"#, "rejected fault-in-answer"),
        .says(404, "", "rejected not-found-in-batch"),
        .says(429, "", "busy status-429 1m", ["X-RateLimit-Reset": "1669852860"]),
      ]),
    Golden(
      "braze", "phone", [[.phone: "+49 151 1234567"]],
      request: """
        POST https://rest.braze-instance.braze.com/users/delete
        Content-Type: application/json
        Authorization: Bearer s3cret-api-key

        {"phone_numbers":["+491511234567"]}
        """,
      answers: [
        .says(201, #"{"deleted":1,"message":"success"}"#, "accepted"),
        .says(404, "", "not-found 0"),
      ]),
    Golden(
      "iterable", "mail", [[.email: "Ada@Shop.example"]],
      request: """
        POST https://api.iterable.com/api/users/forget
        Content-Type: application/json
        Api-Key: s3cret-api-key

        {"email":"Ada@Shop.example"}
        """,
      answers: [
        .says(200, #"{"msg":"","code":"Success"}"#, "accepted"),
        .says(400, #"{"msg":"no","code":"UnknownEmailError"}"#, "not-found 0"),
        .says(400, #"{"msg":"no","code":"BadParams"}"#, "rejected status-400"),
      ]),
    Golden(
      "hubspot", "mail", [[.email: "Ada@Shop.example"]],
      request: """
        POST https://api.hubapi.com/crm/v3/objects/contacts/gdpr-delete
        Content-Type: application/json
        Authorization: Bearer s3cret-token

        {"objectId":"Ada@Shop.example","idProperty":"email"}
        """,
      answers: [
        .says(204, "", "accepted"),
        .says(200, "{}", "lost unexpected-status"),
        .says(400, #"{"category":"VALIDATION_ERROR"}"#, "rejected status-400"),
      ]),
    Golden(
      "mailchimp", "mail", [[.email: "Ada@Shop.example"]],
      request: """
        POST https://mailchimp-data-center.api.mailchimp.com/3.0/lists/mailchimp-list-id/members/76d4164d081ebc17f5e1d3c57321544d/actions/delete-permanent
        Authorization: Basic ZXhwdW5nZTpzM2NyZXQtYXBpLWtleQ==
        """,
      answers: [
        .says(204, "", "deleted 0"),
        .says(404, #"{"title":"Resource Not Found"}"#, "not-found 0"),
        .says(403, "", "busy partner-asks-to-wait"),
        .says(400, #"{"title":"Invalid Resource"}"#, "rejected status-400"),
      ]),
    Golden(
      "sendgrid", "mail", [[.email: "ada@shop.example"], [.email: "bo@shop.example"]],
      request: """
        POST https://api.sendgrid.com/v3/recipients/erasejob
        Content-Type: application/json
        Authorization: Bearer s3cret-api-key

        {"email_addresses":["ada@shop.example","bo@shop.example"]}
        """,
      answers: [
        .says(202, #"{"job_id":"j-7"}"#, "accepted"),
        .says(202, "{}", "lost success-not-stated"),
        .says(400, #"{"errors":[{"message":"bad","field":"email_addresses.1"}]}"#, "rejected status-400"),
      ]),
    Golden(
      "customer-io", "user", [[.userID: "u/1"]],
      request: """
        DELETE https://track.customer.io/api/v1/customers/u%2F1
        Authorization: Basic czNjcmV0LXNpdGUtaWQ6czNjcmV0LWFwaS1rZXk=
        """,
      answers: [
        .says(200, "{}", "accepted"),
        .says(200, "", "accepted"),
        .says(400, #"{"meta":{"error":"no"}}"#, "rejected status-400"),
      ]),
    Golden(
      "onesignal", "user", [[.userID: "u/1"]],
      request: """
        DELETE https://onesignal.com/api/v1/apps/onesignal-app-id/users/by/external_id/u%2F1
        Authorization: Key s3cret-api-key
        """,
      answers: [
        .says(202, "{}", "accepted"),
        .says(409, "{}", "rejected status-409"),
        .says(400, #"{"errors":["no"]}"#, "rejected status-400"),
      ]),
    Golden(
      "clevertap", "user", [[.userID: "u1"], [.userID: "u 2"]],
      request: """
        POST https://api.clevertap.com/1/delete/profiles.json
        Content-Type: application/json
        X-CleverTap-Account-Id: s3cret-account-id
        X-CleverTap-Passcode: s3cret-passcode

        {"identity":["u1","u 2"]}
        """,
      answers: [
        .says(200, #"{"status":"success"}"#, "accepted"),
        .says(200, #"{"status":"fail"}"#, "lost success-not-stated"),
      ]),
  ]
}
