import Testing
import Workflow

@testable import Catalogue

/// The entries of partners.yaml that go by a protocol, a letter or a person.
@Suite struct OtherRouteTests {
  @Test func `the OpenDSR partner is asked at its own address, with its own names for people`() throws {
    let entry = try Shelf.entry("mparticle")
    let route = try #require(entry.opendsr)
    let request = try route.render(
      method: "GET", path: route.requestsPath + "/0b5b8a4e", body: [], facts: Shelf.facts(entry),
      secret: { Array("s3cret-\($0)".utf8) })
    #expect(
      request.wire == """
        GET https://opendsr.mparticle.com/v2/requests/0b5b8a4e
        Authorization: Basic czNjcmV0LWtleTpzM2NyZXQtc2VjcmV0
        """)
    #expect(route.identities.mapValues(\.type) == [.userID: "controller_customer_id", .email: "email"])
    #expect(route.processorDomain == "opendsr.mparticle.com" && route.trust == .system)
    #expect(entry.terms.inDoubt == .queryFirst)
    #expect(entry.terms.limits.windows.map(\.count) == [1000, 26_666, 80_000])
  }

  @Test func `each letter goes to one known address, and names nobody without a key of the partner`()
    throws
  {
    let letters = try Shelf.entries().compactMap(\.email)
    #expect(letters.map(\.to) == [["privacy@sovrn.com"], ["personaldatarequests@newrelic.com"]])
    #expect(letters.allSatisfy { $0.attachment == .none && $0.seal == nil && $0.clearText == nil })
    #expect(letters.map(\.domains) == [["sovrn.com"], ["newrelic.com"]])
  }

  @Test func `each task for a person has steps, a due day and evidence to file`() throws {
    for entry in try Shelf.entries() {
      guard let portal = entry.portal else { continue }
      #expect(portal.steps.count >= 3 && !portal.evidence.isEmpty && portal.due == .days(14), "\(entry.id)")
      #expect(entry.bestGrade == .attestedByPerson, "\(entry.id)")
    }
  }

  @Test func `page and IP addresses are claimed by few, and each of them is known here`() throws {
    func claiming(_ code: String) throws -> [String] {
      let type = try #require(DataType(code))
      return try Shelf.entries().filter { $0.coverage(of: type) == .deletes }.map(\.id)
    }
    #expect(
      try claiming("page-url") == [
        "amplitude", "ga4-user-deletion", "ga4-console-data-deletion", "ga4-admin-user-deletion",
        "adobe-analytics-data-repair-url", "matomo", "snowplow", "vwo", "posthog", "posthog-search", "segment",
        "fullstory", "mouseflow", "sentry-replays", "elastic-rum", "new-relic", "datadog-rum", "grafana-loki",
        "sentry-issues", "bugsnag", "dynatrace-grail",
      ])
    #expect(
      try claiming("ip-address") == [
        "amplitude", "adobe-analytics-data-repair", "matomo", "snowplow", "posthog", "posthog-search", "segment",
        "sendgrid", "sentry-replays", "elastic-rum", "bugsplat", "new-relic", "datadog-rum", "grafana-loki",
        "sentry-issues", "bugsnag", "dynatrace-grail",
      ])
  }
}
