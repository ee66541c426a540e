import Testing

@testable import Mail

private let now = 1_770_200_000

private func answer(_ keys: [String: String]) -> (String) -> KeyAnswer {
  { name in keys[name].map { .records([Array($0.utf8)]) } ?? .none }
}

private func verify(_ text: String, _ keys: [String: String], now: Int = now) -> [DKIMResult] {
  DKIM.verify(RawMail(Array(text.utf8)), now: now, key: answer(keys))
}

struct DKIMTests {
  @Test func `the letter of RFC 6376 is verified`() {
    let results = verify(DKIMSamples.rfc6376, DKIMSamples.standardKeys)
    #expect(results.map(\.verdict) == [.pass])
    #expect(results.map(\.domain) == ["example.com"])
    #expect(results.map(\.keyBits) == [1024])
    #expect(results.map(\.isWhole) == [true])
  }

  @Test func `the letter of RFC 8463 is verified under both its keys`() {
    let results = verify(DKIMSamples.rfc8463, DKIMSamples.standardKeys)
    #expect(results.map(\.verdict) == [.pass, .pass])
    #expect(results.map(\.algorithm) == ["ed25519-sha256", "rsa-sha256"])
    #expect(results.map(\.keyBits) == [256, 1024])
    #expect(results.map(\.signedAt) == [1_528_637_909, 1_528_637_909])
  }

  @Test func `another program's signatures are verified in every canonicalization`() {
    let results = verify(DKIMSamples.fourTimes, DKIMSamples.keys)
    #expect(results.map(\.verdict) == [.pass, .pass, .pass, .pass])
    #expect(results.map(\.selector) == ["one", "two", "ed", "part"])
    #expect(results.map(\.keyBits) == [1024, 2048, 256, 1024])
  }

  @Test func `a file with bare line feeds is read as it was on the wire`() {
    let text = DKIMSamples.fourTimes.replacing("\r\n", with: "\n")
    #expect(verify(text, DKIMSamples.keys).map(\.verdict) == [.pass, .pass, .pass, .pass])
  }

  @Test func `a changed word breaks every signature`() {
    let body = DKIMSamples.fourTimes.replacing("is deleted", with: "is derided")
    let spoiled = DKIMResult.Verdict.fail(.bodyHash)
    #expect(verify(body, DKIMSamples.keys).map(\.verdict) == [spoiled, spoiled, spoiled, spoiled])
    let header = DKIMSamples.fourTimes.replacing("reference W1", with: "reference W2")
    let forged = DKIMResult.Verdict.fail(.signature)
    #expect(verify(header, DKIMSamples.keys).map(\.verdict) == [forged, forged, forged, forged])
  }

  @Test func `levelled blanks change nothing where the signature levels them`() {
    let body = DKIMSamples.fourTimes.replacing("Dear \t Sir,  ", with: "Dear Sir,")
    #expect(verify(body, DKIMSamples.keys).map(\.verdict) == [.pass, .fail(.bodyHash), .fail(.bodyHash), .pass])
    let header = DKIMSamples.fourTimes.replacing("SUBJECT: Re:  Request", with: "Subject : Re: Request")
    #expect(verify(header, DKIMSamples.keys).map(\.verdict) == [.pass, .fail(.signature), .pass, .fail(.signature)])
  }

  @Test func `text behind the signed length passes and is counted`() throws {
    let longer = DKIMSamples.fourTimes + "Nothing is deleted.\r\n"
    let results = verify(longer, DKIMSamples.keys)
    #expect(results.map(\.verdict) == [.fail(.bodyHash), .fail(.bodyHash), .fail(.bodyHash), .pass])
    #expect(try #require(results.last).unsignedBodyBytes == "\r\n\r\n\r\nNothing is deleted.\r\n".utf8.count)
    #expect(try #require(results.last).isWhole == false)
  }

  @Test func `a field that was signed as absent may not be added, and one of two not taken away`() {
    let added = DKIMSamples.fourTimes.replacing("Message-ID:", with: "Reply-To: thief@elsewhere.example\r\nMessage-ID:")
    #expect(!verify(added, DKIMSamples.keys).contains { $0.verdict == .pass })
    let third = DKIMSamples.fourTimes.replacing("X-Note: first", with: "X-Note: zero\r\nX-Note: first")
    #expect(!verify(third, DKIMSamples.keys).contains { $0.verdict == .pass })
    let swapped = DKIMSamples.fourTimes.replacing(
      "X-Note: first\r\nX-Note: second", with: "X-Note: second\r\nX-Note: first")
    #expect(!verify(swapped, DKIMSamples.keys).contains { $0.verdict == .pass })
  }

  @Test func `a field that nobody signed may be added`() {
    let text = DKIMSamples.fourTimes.replacing("Received:", with: "X-Spam: no\r\nReceived:")
    #expect(verify(text, DKIMSamples.keys).map(\.verdict) == [.pass, .pass, .pass, .pass])
  }

  @Test func `a letter without signature has no result, and no more than eight are looked at`() {
    #expect(verify("From: a@partner.example\r\n\r\nHi\r\n", [:]).isEmpty)
    let many = String(repeating: "DKIM-Signature: v=1\r\n", count: 30) + "From: a@partner.example\r\n\r\n"
    #expect(verify(many, [:]).map(\.verdict) == Array(repeating: .unusable(.form), count: 8))
  }

  @Test func `ten megabytes of blanks are verified in bounded time`() {
    let text = DKIMSamples.fourTimes + String(repeating: " \t\r\n", count: 2_500_000)
    let clock = ContinuousClock()
    let took = clock.measure { #expect(verify(text, DKIMSamples.keys).count == 4) }
    #expect(took < .seconds(20))
  }
}
