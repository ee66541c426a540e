import Foundation
import Testing
import Workflow

@testable import Catalogue

private let whole = """
  matter: devices-2022-12
  title: Notice pages that told partners who uses which device
  operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example, signatory: Ada Roe}
  discovered: 2022-12-06
  contained: {at: 2022-12-06T18:00:00Z, how: "all trackers switched off", evidence: containment.txt}
  promise: {words: "Where possible, we are asking our partners to delete.", published: 2023-01-05, url: https://devices.example/notice}
  data: [ip-address, page-url, device-use]
  data-words: {device-use: "that a person uses our device"}
  urls: ["https://notice.devices.example/ack/*"]
  exposure: {from: 2022-12-01, until: 2022-12-06T18:00:00Z}
  definition-of-deletion: any-means
  duties:
    - {duty: hipaa-164.404}
    - {duty: ftc-betterhelp-instruct, from: 2023-01-01}
    - {duty: contract-7, from: 2022-12-10, within: 10d, note: clause 7}
  documents: [{file: order.pdf, title: The order, kind: order}, {file: complaint.pdf, title: The complaint, kind: complaint}]
  partners:
    - id: amplitude
      trackers: ["a1b2c3", 77]
      data: [ip-address]
      exposure: {from: 2022-12-02, until: 2022-12-03}
      method: tag audit of 6 December
    - id: meta
      trackers: [pixel-1]
  """

private func read(_ text: String, missing: Set<String> = []) throws -> MatterFile {
  try MatterFile.read(text: text, file: "matter.yaml") { !missing.contains($0) }
}

/// `line:column what` of each mistake after one change to the whole file.
private func mistakes(_ old: String, _ new: String, missing: Set<String> = []) -> [String] {
  let text = whole.replacingOccurrences(of: old, with: new)
  #expect(text != whole || !missing.isEmpty)
  do {
    _ = try read(text, missing: missing)
    return []
  } catch let mistakes as Mistakes {
    return mistakes.all.map { "\($0.line):\($0.column) \($0.what)" }
  } catch {
    return ["\(error)"]
  }
}

@Test func `a whole matter file becomes a matter`() throws {
  let file = try read(whole)
  let matter = file.matter
  #expect(file.notes.isEmpty)
  #expect(matter.id == "devices-2022-12")
  #expect(matter.operator.domain == "devices.example")
  #expect(matter.discovered.written == "2022-12-06T00:00:00Z")
  #expect(matter.contained?.evidence == "containment.txt")
  #expect(matter.promise?.published?.written == "2023-01-05T00:00:00Z")
  #expect(matter.data.map(\.code) == ["ip-address", "page-url", "device-use"])
  #expect(matter.data.map(matter.words) == ["IP addresses", DataType.known[1].words, "that a person uses our device"])
  #expect(matter.definition == .anyMeans)
  #expect(
    matter.documents == [
      Matter.Document(file: "order.pdf", title: "The order", kind: .order),
      Matter.Document(file: "complaint.pdf", title: "The complaint", kind: .complaint),
    ])
  #expect(matter.partners[0].trackers == ["a1b2c3", "77"])
  #expect(matter.partners[0].data.map(\.code) == ["ip-address"])
  #expect(matter.partners[0].exposure.until.written == "2022-12-03T00:00:00Z")
  #expect(matter.partners[1].data == matter.data)
  #expect(matter.partners[1].exposure == matter.exposure)
}

@Test func `clocks run from their start for their own or the known span`() throws {
  let due = try read(whole).matter.due
  #expect(due.map(\.clock.duty) == ["contract-7", "hipaa-164.404", "ftc-betterhelp-instruct"])
  #expect(due.map(\.at.written) == ["2022-12-20T00:00:00Z", "2023-02-04T00:00:00Z", "2023-04-01T00:00:00Z"])
}

@Test func `a matter survives being stored`() throws {
  let matter = try read(whole).matter
  #expect(try JSONDecoder().decode(Matter.self, from: JSONEncoder().encode(matter)) == matter)
}

@Test func `what may be left out may be left out`() throws {
  let matter = try read(
    """
    matter: m-1
    title: T
    operator: {name: N, domain: n.example, contact: a@n.example}
    discovered: 2022-12-06
    contained: {at: 2022-12-07, how: off}
    data: [event]
    exposure: {from: 2022-12-01}
    definition-of-deletion: normal-course
    partners: [{id: p}]
    """
  ).matter
  #expect(matter.exposure.until.written == "2022-12-07T00:00:00Z", "the exposure ended when it was contained")
  #expect(matter.promise == nil && matter.clocks.isEmpty && matter.urls.isEmpty && matter.partners[0].trackers.isEmpty)
}

@Test(arguments: [
  ("matter: devices-2022-12", "matter: Dev", "1:9 the file: 'matter' is not a short name: 'Dev'"),
  ("id: meta", "id: Meta!", "23:9 matter 'devices-2022-12': 'id' is not a short name: 'Meta!'"),
  (
    "title: Notice", "titel: Notice",
    "1:1 matter 'devices-2022-12': 'title' is missing|2:1 matter 'devices-2022-12': unknown key 'titel'"
  ),
  (
    "domain: devices.example", "domain: Devices.example",
    "3:48 matter 'devices-2022-12', operator: 'domain' is not a domain name: 'Devices.example'"
  ),
  (
    "contact: privacy@devices.example", "contact: privacy",
    "3:74 matter 'devices-2022-12', operator: 'contact' must be an e-mail address, found 'privacy'"
  ),
  (
    "discovered: 2022-12-06", "discovered: 2022-02-30",
    "4:13 matter 'devices-2022-12': 'discovered' is not a date: '2022-02-30'"
  ),
  (
    "evidence: containment.txt", "evidence: ../x",
    "5:83 matter 'devices-2022-12', contained: 'evidence' must lie beside the matter file, found '../x'"
  ),
  (
    "data: [ip-address, page-url, device-use]", "data: [ip-adress, page-url, device-use]",
    "7:8 matter 'devices-2022-12': 'data' does not know 'ip-adress'"
  ),
  (
    "data: [ip-address, page-url, device-use]", "data: [ip-address, ip-address, device-use]",
    "7:20 matter 'devices-2022-12': 'data' names 'ip-address' twice"
  ),
  (
    "https://notice.devices.example/ack/*", "https://*/ack/*",
    "9:8 matter 'devices-2022-12': 'urls' holds something that is no URL pattern: 'https://*/ack/*'"
  ),
  (
    "until: 2022-12-06T18:00:00Z", "until: 2022-12-06T18:00:01Z",
    "10:11 matter 'devices-2022-12': the exposure ends 2022-12-06T18:00:01Z, after it was contained 2022-12-06T18:00:00Z"
  ),
  ("any-means", "any-mean", "11:25 matter 'devices-2022-12': 'definition-of-deletion' does not know 'any-mean'"),
  ("duty: hipaa-164.404", "duty: hippa-164.404", "13:5 duty 'hippa-164.404' is not a known duty and has no 'within'"),
  (
    "duty: hipaa-164.404", "duty: gdpr-19, from: 2022-12-06",
    "13:5 duty 'gdpr-19': 'within' is missing; its source names no number of days"
  ),
  ("instruct, from: 2023-01-01", "instruct", "14:5 duty 'ftc-betterhelp-instruct': 'from' is missing"),
  ("within: 10d", "within: 0d", "15:50 duty 'contract-7': 'within' must be longer than nothing"),
  ("id: meta", "id: amplitude", "23:9 partner 'amplitude' stands twice"),
  ("data: [ip-address]", "data: [event]", "20:12 partner 'amplitude': 'data' does not know 'event'"),
  ("from: 2022-12-02", "from: 2022-11-02", "21:15 partner 'amplitude': its exposure reaches beyond the matter's"),
  (
    "from: 2022-12-02", "from: 2022-12-03",
    "21:15 partner 'amplitude', exposure: 'from' 2022-12-03T00:00:00Z is not before 'until' 2022-12-03T00:00:00Z"
  ),
])
func `a mistake is told with its place and the value found`(old: String, new: String, wanted: String) {
  #expect(mistakes(old, new) == wanted.split(separator: "|").map(String.init))
}

@Test func `files named must lie beside the matter file`() {
  #expect(
    mistakes("", "", missing: ["order.pdf", "containment.txt"]) == [
      "5:83 matter 'devices-2022-12', contained: there is no file 'containment.txt' beside the matter file",
      "16:20 document 1: there is no file 'order.pdf' beside the matter file",
    ])
}

@Test func `all mistakes come in one run`() {
  #expect(throws: Mistakes.self) { try read("matter: x\n") }
  let error = #expect(throws: Mistakes.self) { try read("matter: abc\ntitel: x\n") }
  #expect(error?.all.map(\.what).filter { $0.hasSuffix("is missing") }.count == 7)
  #expect(throws: Mistakes.self) { try read("") }
}

@Test func `odd dates are noted, not refused`() throws {
  let early = try read(whole.replacingOccurrences(of: "discovered: 2022-12-06", with: "discovered: 2022-11-06"))
  #expect(early.notes.map(\.what) == ["the matter was discovered before the exposure began"])
  let promise = try read(whole.replacingOccurrences(of: "published: 2023-01-05", with: "published: 2021-01-05"))
  #expect(
    promise.notes.map { "\($0.line) \($0.what)" } == ["6 the promise was published before the matter was discovered"])
  let words = try read(whole.replacingOccurrences(of: "{device-use:", with: "{other: x, device-use:"))
  #expect(words.notes.map(\.what) == ["'data-words' explains 'other', which 'data' does not name"])
}

@Test func `known duties have one code each, and it is one`() {
  let codes = Duty.known.map(\.code)
  #expect(Set(codes).count == codes.count)
  #expect(codes.allSatisfy(Reason.isCode))
  #expect(Duty.named("hipaa-164.404")?.span == .days(60))
}

@Test func `a duty that wants papers sent with letters is noted where they are missing, and is no mistake`() throws {
  let file = try read(
    whole.replacing(
      "{file: complaint.pdf, title: The complaint, kind: complaint}", with: "{file: map.pdf, title: A map}"))
  #expect(
    file.notes.map { "\($0.line) \($0.what)" } == [
      "13 the duty 'ftc-betterhelp-instruct' wants the complaint sent with each letter"
    ])
}

@Test func `two documents of one name are a mistake, as they would be one attachment`() {
  #expect(throws: Mistakes.self) { try read(whole.replacing("file: complaint.pdf", with: "file: papers/order.pdf")) }
}
