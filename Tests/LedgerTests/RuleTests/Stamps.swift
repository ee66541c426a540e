@testable import Ledger

/// A stand-in for time-stamps: a token is a time, an authority and a digest, and nothing proves it.
struct Stamps: TimeStampChecking {
  struct Wrong: Error, CustomStringConvertible {
    let description: String
  }

  static let authority = TreeHash.leaf(Array("tsa".utf8))
  var chainIsKnown = true

  static func token(over digest: LedgerHash, at time: LedgerTime) -> [UInt8] {
    Array("stamp \(time) ".utf8) + digest.bytes
  }

  func check(token: [UInt8], digest: LedgerHash) throws -> StampedTime {
    guard token.count == 59, let time = LedgerTime(String(decoding: token[6..<26], as: UTF8.self)) else {
      throw Wrong(description: "it is no token")
    }
    guard token.suffix(32).elementsEqual(digest.bytes) else { throw Wrong(description: "its imprint is another") }
    return StampedTime(time: time, authority: Self.authority, chainWasChecked: chainIsKnown)
  }
}

/// The story up to its tenth line, with checkpoints that a time-stamp and a witness vouch for.
struct AnchoredStory {
  let shop: Workshop
  /// What is wrong with it, before it is written.
  struct Twist {
    var token: (inout [UInt8]) -> Void = { _ in }
    var stamp: (inout AnchorEntry) -> Void = { _ in }
    var witness: (inout AnchorEntry) -> Void = { _ in }
    var lines: (inout [Entry]) -> Void = { _ in }
    var file: (inout String) -> Void = { _ in }
  }

  static func signer() throws -> Ed25519Signer {
    try Ed25519Signer(name: "witness.example/w1", seed: Array(repeating: 3, count: 32))
  }

  static func options() throws -> VerifyOptions {
    var options = VerifyOptions()
    let text = "witness w1 \(try WitnessKey(try signer()))\nquorum w1\n"
    options.policy = try WitnessPolicy(parsing: Array(text.utf8))
    options.timeStamps = Stamps()
    return options
  }

  /// Entries 0 to 8 of the story, an anchor by time-stamp for size 5, one by a witness for size 9, and one line more.
  init(_ twist: Twist = Twist()) throws {
    var lines = Array(try Story.honest().prefix(9))
    twist.lines(&lines)
    shop = try Workshop()
    let writer = try shop.create()
    _ = try writer.writeSubjectSet(wave: "w1", leaves: Story.leaves)
    try shop.append(Array(lines[1..<5]), to: writer)
    try writer.keepCheckpoint(5)
    try shop.append(Array(lines[5...]), to: writer)
    try writer.keepCheckpoint(9)
    let stamped = try stamp(writer, twist)
    let witnessed = try witness(writer, twist)
    var last = Samples.matter(1)
    last.at = Story.at(11)
    try shop.append([stamped, witnessed, .matter(last)], to: writer)
  }

  private func stamp(_ writer: LedgerWriter, _ twist: Twist) throws -> Entry {
    let checkpoint = try Checkpoint(parsing: try shop.bytes("checkpoints/5"))
    var token = Stamps.token(over: TreeHash.sha256(checkpoint.bytes), at: Story.at(4))
    var entry = AnchorEntry(
      at: Story.at(9), size: 5, root: checkpoint.root, token: TreeHash.sha256(token), cosignature: nil,
      time: Story.at(4), authority: Stamps.authority)
    twist.token(&token)
    twist.stamp(&entry)
    try shop.put(token, "checkpoints/5.tsr")
    return .anchor(entry)
  }

  private func witness(_ writer: LedgerWriter, _ twist: Twist) throws -> Entry {
    let checkpoint = try Checkpoint(parsing: try shop.bytes("checkpoints/9"))
    let line = try Cosignature(of: checkpoint.note, at: Story.at(9), by: Self.signer())
    var entry = AnchorEntry(
      at: Story.at(10), size: 9, root: checkpoint.root, token: nil, cosignature: line.line, time: Story.at(9),
      authority: try WitnessKey(Self.signer()).authority)
    twist.witness(&entry)
    var file = line.line + "\n"
    twist.file(&file)
    try shop.put(Array(file.utf8), "checkpoints/9.cosig")
    return .anchor(entry)
  }
}
