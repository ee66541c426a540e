import Catalogue
import Foundation
import Ledger
import Store
import Synchronization
import Workflow

@testable import Engine

/// A home in a scratch folder with one opened matter, and a clock that stands until it is moved.
final class TestHome {
  static let matter = "leak-1"
  let folder: String
  let clock: TestClock
  private(set) var installation: Installation
  private var added: UInt8 = 0

  var home: Home { installation.home }
  var ledger: String { home.ledger(of: TestHome.matter) }

  init(settings: String = "", signing: KeyPlace = .file) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("home-\(UUID().uuidString)").path
    clock = TestClock()
    let home = Home(folder + "/home")
    try Installation.create(home, settings: "network:\n  loopback: true\n" + settings)
    installation = try Installation(home, access: .readWrite, surroundings: clock.surroundings)
    let matter = try MatterFile.read(text: TestHome.text, file: "matter.yaml", exists: { _ in true }).matter
    try MatterOpening(
      store: installation.store, vault: try installation.vault(), home: home, surroundings: installation.surroundings,
      keyPlace: signing
    ).open(matter, text: TestHome.text)
    try installation.sequencer().sequenceAll()
  }

  deinit {
    try? installation.store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What a new process would see.
  func reopen() throws {
    try installation.store.close()
    installation = try Installation(home, access: .readWrite, surroundings: clock.surroundings)
  }

  /// One more line: a `matter/1`, which may come at any time. Each is another one.
  func addLine() throws {
    added += 1
    try installation.store.write { session in
      var book = LineBook()
      try book.add(
        .matter(
          MatterEntry(
            at: clock.now.ledger, matter: TestHome.matter, digest: TreeHash.sha256([added]), discoveredOn: "2022-12-06",
            containedAt: nil, data: [], clocks: [])), to: TestHome.matter, in: session)
      try book.commit(in: session)
    }
  }

  func lines() throws -> [Entry] {
    let reader = try LedgerReader(directory: ledger)
    return try (0..<reader.size).map { try Entry.parse(try reader.entry(at: $0)) }
  }

  func anchors() throws -> [AnchorEntry] {
    try lines().compactMap { if case .anchor(let entry) = $0 { entry } else { nil } }
  }

  private static let text = """
    matter: leak-1
    title: Trackers on the acknowledgement pages
    operator: {name: Example Devices Inc., domain: devices.example, contact: privacy@devices.example}
    discovered: 2022-12-06
    data: [page-url]
    exposure: {from: 2022-12-01, until: 2022-12-06}
    definition-of-deletion: normal-course
    partners:
      - {id: pixel, trackers: ["B-1"]}

    """
}

/// Starts at the machine's time, because real time-stamp authorities are asked, and moves when told.
final class TestClock: Sendable {
  private let offset = Mutex(Span.zero)

  var now: Instant { Surroundings.world.now() + offset.withLock { $0 } }
  func advance(_ span: Span) { offset.withLock { $0 = Span(milliseconds: $0.milliseconds + span.milliseconds) } }

  var surroundings: Surroundings {
    let world = Surroundings.world
    return Surroundings(now: { self.now }, dice: world.dice)
  }
}
