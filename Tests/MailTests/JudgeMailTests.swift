import Testing

@testable import Mail

private func mail(
  _ body: String, type: String = "text/plain; charset=utf-8", from: String = "Jordan Lee <dpo@acme-ads.example>",
  subject: String = "Re: [W1-ACME] Please delete data you received from Northwind (M1)"
) throws
  -> Judgement
{
  let text = """
    From: \(from)
    To: privacy@clinic.example
    Subject: \(subject)
    Date: Fri, 12 Mar 2027 10:00:00 +0000
    MIME-Version: 1.0
    Content-Type: \(type)

    \(body)
    """
  return MailJudge.judge(try MessageReader(Array(text.utf8)))
}

private let claim = "We have deleted all the data."

struct JudgeMailTests {
  @Test func `a mail is judged by what its sender wrote`() throws {
    #expect(code(try mail(claim)) == "D!")
    #expect(try mail(claim).basis == .words)
    #expect(try mail(claim).language == "en")
    #expect(code(try mail("Acme-Ads has deleted all data received from Northwind on 10 March 2027.")) == "P")
    #expect(code(try mail("Acme-Ads has deleted all data received from Northwind.\n\nJordan Lee\nCounsel")) == "D!")
    #expect(code(try mail("Initech has deleted all data.")) == "D")
  }

  @Test func `HTML alone is read, what it hides is noticed`() throws {
    let html = "text/html; charset=utf-8"
    #expect(code(try mail("<p>We have deleted <b>all</b> the data.</p>", type: html)) == "D!")
    #expect(
      code(try mail("<p>We have <span style='display:none'>not</span> deleted all the data.</p>", type: html)) != "D!")
  }

  @Test func `words that a style sheet strikes through are for a person`() throws {
    let sheet = "<style>.gone { text-decoration: line-through }</style><p><span class=gone>\(claim)</span></p>"
    #expect(code(try mail(sheet, type: "text/html; charset=utf-8")) != "D!")
  }

  @Test(arguments: [
    "<p>We have <img src='cid:1' alt='not'> deleted all the data.</p>",
    "<p>We have deleted all the data <img alt=\"except the logs\">.</p>",
    "<p>We have deleted all the data <IMG ALT = 'e&#120;cept the logs'/>.</p>",
    "<p>We have deleted all the data <input value='except the logs'>.</p>",
    "<p>We have deleted all the data <input type=text placeholder='except the logs'>.</p>",
    "<p>We have deleted all the data <textarea>except the logs</textarea>.</p>",
    "<p>We have deleted all the data <select><option label='except the logs'></option></select>.</p>",
    "<p>We have <svg><text>not</text></svg> deleted all the data.</p>",
    "<p>We have <math><mtext>not</mtext></math> deleted all the data.</p>",
    "<p>We have deleted all the <bdo dir=rtl>data</bdo>.</p>",
    "<p>We have <font color=white>not</font> deleted all the data.</p>",
    "<style>i{color:red;font-size:0}</style><p>We have <i>not</i> deleted all the data.</p>",
    "<style>p::after{content:' NOT'}</style><p>We have deleted all the data.</p>",
    "<style>p:before { content : attr(title) }</style><p>We have deleted all the data.</p>",
    "<style>b { unicode-bidi: bidi-override; direction: rtl }</style><p>We have deleted <b>all</b> the data.</p>",
  ])
  func `words that a mail program shows from elsewhere count`(html: String) throws {
    #expect(code(try mail(html, type: "text/html; charset=utf-8")) != "D!")
  }

  @Test func `a picture without words takes nothing from an answer`() throws {
    let html =
      "<style>p::before{content:\"\"; color:#333}</style><p>We have deleted all the data.<img alt='' src='x'></p>"
    #expect(code(try mail(html, type: "text/html; charset=utf-8")) == "D!")
  }

  @Test func `a picture among the words may hold others, one in the signature is a logo`() throws {
    let with = { (html: String, name: String) in
      """
      --b
      Content-Type: text/html; charset=utf-8

      \(html)
      --b
      Content-Type: image/png; name="\(name)"
      Content-Disposition: inline
      Content-ID: <i>

      x
      --b--
      """
    }
    let type = "multipart/related; boundary=b"
    let logo = "<p>\(claim)</p><p>Kind regards<br>Jordan Lee<br><img src='cid:i'></p>"
    #expect(code(try mail(with(logo, "image001.png"), type: type)) == "D!")
    #expect(code(try mail(with("<p>\(claim)</p><p><img src='cid:i'></p>", "image001.png"), type: type)) == "D")
    #expect(code(try mail("<p>\(claim)</p><img src='data:image/png;base64,x'>", type: "text/html")) == "D")
    #expect(code(try mail(with("<p>\(claim)</p>", "image001.png"), type: type)) == "D")
    #expect(code(try mail(with(logo, "screenshot.png"), type: type)) == "D")
  }

  @Test(arguments: [
    "NOT DONE: Re: [W1-ACME] Please delete data", "Draft: [W1-ACME]", "Recall: [W1-ACME] Please delete data",
    "[DRAFT] Re: [W1-ACME] Please delete data", "Re: [W1-ACME] Please delete data (not the logs)",
    "We have not deleted the data",
  ])
  func `words that a partner adds to the subject are for a person`(subject: String) throws {
    #expect(code(try mail(claim, subject: subject)) == "D")
  }

  @Test(arguments: [
    "Re: [W1-ACME] Please delete data you received from Northwind (M1)", "[EXTERNAL] AW: [W1-ACME] Bitte löschen",
    "[Ticket 4711] RE: Re: [W1-ACME] Please delete data", "返信: [W1-ACME] データ", "Your request",
  ])
  func `marks of replies and tickets in the subject say nothing`(subject: String) throws {
    #expect(code(try mail(claim, subject: subject)) == "D!")
  }

  @Test func `two texts in one mail must say the same`() throws {
    let both = { (html: String) in
      """
      --b
      Content-Type: text/plain; charset=utf-8

      \(claim)
      --b
      Content-Type: text/html; charset=utf-8

      \(html)
      --b--
      """
    }
    let type = "multipart/alternative; boundary=b"
    #expect(code(try mail(both("<p>We have deleted all the data.</p>"), type: type)) == "D!")
    #expect(code(try mail(both("<p>We have not deleted all the data.</p>"), type: type)) == "D")
  }

  @Test func `an attachment may hold the real answer`() throws {
    let with = { (type: String, name: String) in
      """
      --b
      Content-Type: text/plain; charset=utf-8

      \(claim)
      --b
      Content-Type: \(type)
      Content-Disposition: attachment; filename="\(name)"

      x
      --b--
      """
    }
    let type = "multipart/mixed; boundary=b"
    #expect(code(try mail(with("application/pdf", "confirmation.pdf"), type: type)) == "D")
    #expect(code(try mail(with("application/pgp-signature", "signature.asc"), type: type)) == "D!")
    #expect(code(try mail("--b\nContent-Type: application/pdf; name=a.pdf\n\nx\n--b--", type: type)) == "U")
  }

  @Test func `no sign repeats a word of the partner`() throws {
    let judgement: Judgement = try mail("We have deleted Xylophone, perhaps, except the Quagmire.")
    #expect(judgement.signs.allSatisfy { sign in sign.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d } })
    #expect(!judgement.signs.joined().contains("xylophone"))
  }
}
