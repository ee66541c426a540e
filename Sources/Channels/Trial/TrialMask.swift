import Foundation

/// Hides secrets in whatever form a request carries them.
struct TrialMask: Sendable {
  private var hidden: [(text: String, mark: String)] = []

  mutating func add(_ secret: [UInt8], as mark: String) {
    guard let text = String(validating: secret, as: UTF8.self), text.utf8.count >= 3 else { return }
    let json = (try? JSONEncoder().encode(text)).map { String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) }
    let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    let forms = [text, json, text.addingPercentEncoding(withAllowedCharacters: unreserved)].compactMap { $0 }
    for form in Set(forms) { hidden.append((form, mark)) }
    hidden.sort { $0.text.utf8.count > $1.text.utf8.count }
  }

  /// A header's value that an earlier answer held is a credential that was made for us.
  mutating func learn(from steps: [TrialRecord.Step]) {
    var answers = ""
    for case .call(let call) in steps {
      for header in call.headers {
        let word = header.split(separator: " ").last ?? ""
        if word.utf8.count >= 8, answers.contains(word) { add(Array(word.utf8), as: "<token>") }
      }
      answers += call.answer
    }
  }

  func applied(to step: TrialRecord.Step) -> TrialRecord.Step {
    switch step {
    case .meaning: return step
    case .call(var call):
      call.url = applied(to: call.url)
      call.headers = call.headers.map { header in
        header.lowercased().hasPrefix("authorization:") ? authorization(header) : applied(to: header)
      }
      call.body = applied(to: call.body)
      call.answerHeaders = call.answerHeaders.map { applied(to: $0) }
      call.answer = withoutTokens(applied(to: call.answer))
      return .call(call)
    }
  }

  private func applied(to text: String) -> String {
    hidden.reduce(text) { $0.replacing($1.text, with: $1.mark) }
  }

  /// Its scheme only: Basic and signatures hide the secret from a search for it.
  private func authorization(_ header: String) -> String {
    let masked = applied(to: header)
    if masked != header { return masked }
    return header.split(separator: " ").prefix(header.contains(": ") ? 2 : 1).joined(separator: " ") + " <withheld>"
  }

  private func withoutTokens(_ answer: String) -> String {
    answer.replacing(#/("(?:access_token|refresh_token|id_token)"\s*:\s*)"[^"]*"/#) { "\($0.output.1)\"<token>\"" }
  }
}
