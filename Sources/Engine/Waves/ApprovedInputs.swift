import Catalogue
import Foundation
import Ledger
import Store
import Synchronization
import Vault
import Workflow

/// Rule 9: nothing is sent that approval did not cover. Recomputes everything that the digest stands for.
struct ApprovedInputs {
  let store: any Store
  let vault: Vault

  func check(_ wave: WaveRecord) throws {
    guard try PlanDigest.of(wave.plan) == wave.digest else { throw WaveError.changed("the plan") }
    let pins = try store.read { try $0.pinnedTexts(of: wave.id) }
    try checkPins(pins, wave.plan)
    try checkOriginals(pins, wave.plan)
    try checkSubjects(wave)
  }

  private func checkPins(_ pins: [PinnedText], _ plan: Plan) throws {
    guard let partners = pins.first(where: { $0.name == PlanInputs.Pin.partners }) else {
      throw WaveError.changed("the pinned partner file")
    }
    let entries = try PartnerFile.read(partners.text, file: "the pinned partner file")
    for partner in plan.partners {
      guard let entry = entries.first(where: { $0.id == partner.id }),
        digest("partner/" + partner.id, in: plan) == PlanDigest.of(entry.canonical)
      else { throw WaveError.changed("the entry of partner \(partner.id)") }
    }
    let digested = [PlanInputs.Pin.template, PlanInputs.Pin.account, PlanInputs.Pin.file]
    for pin in pins where digested.contains(where: pin.name.hasPrefix) {
      guard digest(pin.name, in: plan) == PlanDigest.of(pin.text.utf8) else { throw WaveError.changed(pin.name) }
    }
  }

  /// Someone who edits an original after approval means the edit: what was approved no longer is what they want.
  /// An original that is gone is fine, because a list of people is best deleted once it is sealed.
  private func checkOriginals(_ pins: [PinnedText], _ plan: Plan) throws {
    func path(_ name: String) -> String? {
      guard let pin = pins.first(where: { $0.name == PlanInputs.Pin.path + name }),
        FileManager.default.fileExists(atPath: pin.text)
      else { return nil }
      return pin.text
    }
    if let file = path("subjects"), try PlanDigest.ofFile(file) != digest("subjects", in: plan) {
      throw WaveError.changed("the subjects file \(file)")
    }
    if let file = path("partners") {
      let entries = try PartnerFile.read(String(contentsOfFile: file, encoding: .utf8), file: file)
      for partner in plan.partners {
        guard let entry = entries.first(where: { $0.id == partner.id }),
          digest("partner/" + partner.id, in: plan) == PlanDigest.of(entry.canonical)
        else { throw WaveError.changed("the entry of partner \(partner.id) in \(file)") }
        try checkKey(of: entry, besides: file, pins)
      }
    }
    if let folder = path("templates") {
      for pin in pins where pin.name.hasPrefix(PlanInputs.Pin.template) {
        let file = folder + "/" + pin.name.dropFirst(PlanInputs.Pin.template.count)
        guard FileManager.default.fileExists(atPath: file) else { continue }
        guard try String(contentsOfFile: file, encoding: .utf8) == pin.text else { throw WaveError.changed(file) }
      }
    }
  }

  /// A key file that was exchanged says that the pinned key is not the partner's any more.
  func checkKey(of entry: PartnerEntry, besides file: String, _ pins: [PinnedText]) throws {
    guard let seal = entry.email?.seal else { return }
    let path = FileTree.parent(of: file) + "/" + seal.file
    guard let bytes = FileManager.default.contents(atPath: path) else { return }
    guard PinnedFiles.file(PinnedFiles.seal(of: entry.id), in: pins) == [UInt8](bytes) else {
      throw WaveError.changed("the key of partner \(entry.id) in \(path)")
    }
  }

  /// The set's root, from the sealed subjects themselves.
  private func checkSubjects(_ wave: WaveRecord) throws {
    let sealed = try vault.open(wave.id)
    var tree = MerkleAccumulator()
    try store.read { session in
      let blocks = 0..<(wave.subjects + SubjectBlock.capacity - 1) / SubjectBlock.capacity
      for first in stride(from: 0, to: blocks.count, by: ApprovedInputs.blocksAtOnce) {
        let numbers = first..<min(first + ApprovedInputs.blocksAtOnce, blocks.count)
        let read = try numbers.map { try SubjectBlocks.sealed($0, of: wave.id, in: session) }
        for leaves in try leaves(of: read, from: first, vault: sealed) { for leaf in leaves { tree.append(leaf) } }
      }
    }
    guard tree.size == UInt64(wave.subjects), tree.root.bytes == wave.plan.setRoot else {
      throw WaveError.changed("the set of subjects")
    }
  }

  /// As many as are opened side by side: every pass begins with this, and a wave may have a million subjects.
  private static let blocksAtOnce = 16

  private func leaves(of blocks: [[UInt8]], from first: Int, vault: WaveVault) throws -> [[LedgerHash]] {
    let results = Mutex([Result<[LedgerHash], any Error>?](repeating: nil, count: blocks.count))
    DispatchQueue.concurrentPerform(iterations: blocks.count) { place in
      let result = Result { try ApprovedInputs.leaves(of: blocks[place], number: first + place, vault: vault) }
      results.withLock { $0[place] = result }
    }
    return try results.withLock { try $0.compactMap { try $0?.get() } }
  }

  private static func leaves(of block: [UInt8], number: Int, vault: WaveVault) throws -> [LedgerHash] {
    var set = SubjectSet()
    return try SubjectBlocks.open(block, number: number, vault: vault).map { record in
      let identifiers = try record.identifiers.map {
        SubjectSet.Identifier(kind: try known(LedgerCode($0.kind), $0.kind), ordinal: $0.ordinal, value: $0.value)
      }
      return set.leaf(subjectKey: try CommitmentKey(record.key), identifiers: identifiers)
    }
  }

  private func digest(_ name: String, in plan: Plan) -> [UInt8]? { plan.inputs.first { $0.name == name }?.digest }
}
