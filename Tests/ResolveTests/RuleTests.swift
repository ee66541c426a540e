import Testing

@testable import Resolve

/// Each rule finds what it should, and says that it was the one.
@Suite struct RuleTests {
  let scene: Scene
  init() throws { scene = try Scene() }

  @Test(arguments: [
    "gclid", "gbraid", "wbraid", "fbclid", "msclkid", "ttclid", "epik", "li_fat_id", "twclid", "ScCid", "rdt_cid",
    "dclid",
    "irclickid", "yclid",
  ])
  func `a click id in the person's own URL is found without any log`(_ name: String) throws {
    let resolver = try scene.resolver("subject,url\na,https://n.example/ack?x=1&\(name)=Ab%2DC_9#part\n")
    let resolved = resolver.resolved()
    _ = try resolved.write(to: scene.path("out.csv"), force: false)
    #expect(
      try scene.rows() == ["subject,url,click-id", "a,https://n.example/ack?x=1&\(name)=Ab%2DC_9#part,Ab-C_9"])
    #expect(resolved.report.rules.map(\.rule) == ["own-url"])
    #expect(resolved.report.rules.map(\.found) == [1])
  }

  @Test func `a parameter of the company's own is an identifier only when it is named`() throws {
    let subjects = "subject,url\na,https://n.example/ack?uid=u-17&email=a%40b.example\n"
    let log = hit("192.0.2.1", "/other")
    #expect(try scene.resolve(subjects, log).rows[0] == "subject,url")
    let named = try scene.resolve(subjects, log) { try $0.add(["user-id=uid"], .parameter) }
    #expect(named.rows == ["subject,url,user-id", "a,https://n.example/ack?uid=u-17&email=a%40b.example,u-17"])
  }

  @Test func `an e-mail address is taken only when the company says so`() throws {
    let subjects = "subject,url\na,https://n.example/ack?email=a%2Bx%40b.example\n"
    #expect(throws: ResolveError.self) { try scene.resolver(subjects) { try $0.add(["email=email"], .parameter) } }
    let taken = try scene.resolve(subjects, hit("192.0.2.1", "/other")) {
      $0.takeEmail()
      try $0.add(["email=email"], .parameter)
    }
    #expect(taken.rows[1].hasSuffix(",a+x@b.example"))
  }

  @Test func `a cookie on a page that is one person's alone is that person's`() throws {
    let found = try scene.resolve(
      "subject,url\na,https://n.example/ack/1\nb,https://n.example/ack/2\n",
      hit("192.0.2.1", "/ack/1", cookies: "lang=en; _ga=GA1.2.111.222; _fbp=fb.1.5.6") + hit("192.0.2.9", "/ack/2"))
    #expect(found.rows[0] == "subject,ip,url,client-id,visitor-id" || found.rows[0].hasPrefix("subject,url,ip"))
    #expect(found.rows[1] == "a,https://n.example/ack/1,192.0.2.1,GA1.2.111.222,fb.1.5.6")
    #expect(found.rows[2] == "b,https://n.example/ack/2,192.0.2.9,,")
    #expect(found.report.gained == 2)
    #expect(Set(found.report.rules.map(\.rule)) == ["personal-page"])
  }

  @Test func `a picture asked for by the page names the person too`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n",
      hit("192.0.2.1", "/logo.png", cookies: "_ga=GA1.2.1.2", referer: "https://N.example:443/ack/1#top"))
    #expect(found.rows[1].hasSuffix(",GA1.2.1.2"))
    #expect(found.report.rules.map(\.rule) == ["address-and-page"])
  }

  @Test func `on a page of many, address and page together name the person`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack\nb,192.0.2.2,https://n.example/ack\n",
      hit("192.0.2.1", "/ack", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.2", "/ack", cookies: "_ga=GA1.2.2.2")
        + hit("192.0.2.3", "/ack", cookies: "_ga=GA1.2.3.3"))
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
    #expect(found.rows[2].hasSuffix(",GA1.2.2.2"))
    #expect(found.report.rules.map(\.rule) == ["address-and-page"])
    #expect(found.report.sum(\.found) == 2)
  }

  @Test func `the logged-in user of the log is the user id`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack\n", hit("192.0.2.1", "/ack", user: "anna 17"))
    #expect(found.rows[1] == "a,192.0.2.1,https://n.example/ack,anna 17")
  }

  @Test func `an address alone says nothing unless asked, and then only if all its hits agree`() throws {
    let subjects = "subject,ip\na,192.0.2.1\nb,192.0.2.2\n"
    let log =
      hit("192.0.2.1", "/x", cookies: "_ga=GA1.2.1.1") + hit("192.0.2.1", "/y", cookies: "_ga=GA1.2.1.1")
      + hit("192.0.2.2", "/x", cookies: "_ga=GA1.2.2.2") + hit("192.0.2.2", "/y", cookies: "_ga=GA1.2.3.3")
    #expect(try scene.resolve(subjects, log).report.gained == 0)
    let trusted = try scene.resolve(subjects, log) { $0.trustsAddress = true }
    #expect(trusted.rows == ["subject,ip,client-id", "a,192.0.2.1,GA1.2.1.1", "b,192.0.2.2,"])
    #expect(trusted.report.sum(\.ambiguous) == 1)
  }

  @Test func `a stronger rule is not undone by what only a weaker one sees`() throws {
    let found = try scene.resolve(
      "subject,ip,url\na,192.0.2.1,https://n.example/ack/1\n",
      hit("192.0.2.77", "/ack/1", cookies: "_ga=GA1.2.9.9") + hit("192.0.2.1", "/ack/1", cookies: "_ga=GA1.2.1.1"))
    #expect(found.rows[1].hasSuffix(",GA1.2.1.1"))
  }

  @Test func `values of one kind from several cookies become the first and the second`() throws {
    let found = try scene.resolve(
      "subject,ip,url,visitor-id\na,192.0.2.1,https://n.example/ack/1,\nb,192.0.2.2,/b,own\n",
      hit("192.0.2.1", "/ack/1", cookies: "_uetvid=aaa; _fbp=fb.1.2.3; hubspotutk=hhh; __hstc=1.hhh.2"))
    #expect(found.rows[0] == "subject,ip,url,visitor-id,visitor-id.2,visitor-id.3")
    #expect(found.rows[1] == "a,192.0.2.1,https://n.example/ack/1,hhh,fb.1.2.3,aaa")
    #expect(found.rows[2] == "b,192.0.2.2,/b,own,,")
  }
}
