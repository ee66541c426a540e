import Foundation

/// Writes what the partners received as JSON Lines for people to read.
///
/// `calls.jsonl`, one line for each call: `{"body":"...","headers":{...},"idempotency_key":"...","method":"POST",
/// "number":1,"partner":"drill-batch","path":"/drill-batch/v1/deletions","time":"2022-12-06T09:00:00Z"}`.
/// `mails.jsonl`: `{"acknowledged":true,"body":"...","from":"...","greeting":"...","number":1,"time":"...","to":[...]}`.
/// A body that is not UTF-8 stands base64-encoded in `body_base64`. Keys in headers are struck out.
struct RecordWriter {
  private let directory: URL

  init(_ directory: URL) { self.directory = directory }

  func write(_ calls: [ReceivedCall], _ mails: [ReceivedMail]) throws(DrillError) {
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      try lines(calls.map(CallLine.init)).write(to: directory.appending(path: "calls.jsonl"))
      try lines(mails.map(MailLine.init)).write(to: directory.appending(path: "mails.jsonl"))
    } catch {
      throw .cannotWrite(path: directory.path, reason: error.localizedDescription)
    }
  }

  private func lines(_ values: [some Encodable]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    var data = Data()
    for value in values {
      data += try encoder.encode(value)
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }
}

private struct CallLine: Encodable {
  let number: Int
  let time: Date
  let partner: String?
  let method: String
  let path: String
  let headers: [String: String]
  let idempotency_key: String?
  let body: String?
  let body_base64: String?

  init(_ call: ReceivedCall) {
    number = call.number
    time = call.time
    partner = call.partner?.rawValue
    method = call.method
    path = call.path
    headers = call.headers.reduce(into: [:]) { headers, header in
      let secret = header.key == "authorization" || header.key == "x-api-key"
      headers[header.key] = secret ? "(present)" : header.value
    }
    idempotency_key = call.idempotencyKey
    body = String(validating: call.body, as: UTF8.self)
    body_base64 = body == nil ? Data(call.body).base64EncodedString() : nil
  }
}

private struct MailLine: Encodable {
  let number: Int
  let time: Date
  let greeting: String
  let from: String
  let to: [String]
  let acknowledged: Bool
  let body: String?
  let body_base64: String?

  init(_ mail: ReceivedMail) {
    number = mail.number
    time = mail.time
    greeting = mail.greeting
    from = mail.from
    to = mail.to
    acknowledged = mail.acknowledged
    body = String(validating: mail.message, as: UTF8.self)
    body_base64 = body == nil ? Data(mail.message).base64EncodedString() : nil
  }
}
