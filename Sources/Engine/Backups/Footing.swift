import Foundation
import Ledger
import Store
import Workflow

/// Whether a home may send and sign: database, ledgers and the memory outside belong together, and the clock is right.
///
/// It reads and changes nothing. What a crash leaves behind is no misfit: lines beyond a checkpoint are finished or
/// removed by the writer.
public struct Footing {
  let home: Home
  let store: any Store
  let memory: Memory?

  public init(home: Home, store: any Store, memory: Memory?) {
    self.home = home
    self.store = store
    self.memory = memory
  }

  /// - Throws: `Misfits`, or `ClockIsBehind`.
  public func check(at now: Instant) throws {
    let found = try misfits()
    guard found.isEmpty else { throw Misfits(home: home.path, all: found) }
    try store.read { session in
      for matter in try session.matters().map(\.id) {
        _ = try LedgerDates.date(now.ledger, after: LedgerDates.newest(of: matter, in: session), of: matter)
      }
    }
  }

  public func misfits() throws -> [Misfit] {
    var found = try RestoreMark(home).read().map { [Misfit.restored(made: $0)] } ?? []
    for matter in try store.read({ try $0.matters() }).map(\.id) {
      guard let position = try store.read({ try $0.ledger(of: matter) }) else { continue }
      let ledger = try LedgerCopy(home: home, matter: matter)
      if let misfit = try ledger.against(position) {
        found.append(misfit)
      } else if let misfit = try outside(ledger, position) {
        found.append(misfit)
      }
    }
    return found
  }

  private func outside(_ ledger: LedgerCopy, _ position: LedgerPosition) throws -> Misfit? {
    guard let memory, let note = try memory.note(of: ledger.matter) else { return nil }
    let (noted, on) = (Int(note.checkpoint.size), note.at.description)
    let here = max(ledger.size, position.size)
    if noted > here {
      return .homeIsOlder(matter: ledger.matter, here: here, noted: noted, on: on, memory: memory.folder)
    }
    guard noted <= ledger.size, try ledger.root(at: noted) != note.checkpoint.root else { return nil }
    return .homeDiffers(matter: ledger.matter, noted: noted, on: on, memory: memory.folder)
  }
}

/// A ledger as its files are now.
struct LedgerCopy {
  let matter: String
  let path: String
  /// Signed lines; 0 without a checkpoint.
  let size: Int
  private let reader: LedgerReader?

  init(home: Home, matter: String) throws { try self.init(path: home.ledger(of: matter), matter: matter) }

  init(path: String, matter: String) throws {
    (self.path, self.matter) = (path, matter)
    // A crash while a matter was opened leaves tiles without a checkpoint.
    reader = FileTree.isThere(path + "/checkpoint") ? try LedgerReader(directory: path) : nil
    size = Int(reader?.size ?? 0)
  }

  func root(at size: Int) throws -> LedgerHash? { try reader?.root(at: UInt64(size)) }

  func against(_ position: LedgerPosition) throws -> Misfit? {
    guard FileTree.isThere(path + "/ledger.vkey") else { return .ledgerIsMissing(matter: matter, path: path) }
    if position.size > size { return try isBeyondCheckpoint(position.size) ? nil : older(than: position.size) }
    guard try root(at: position.size)?.bytes == position.root else {
      return .differs(matter: matter, size: position.size)
    }
    guard position.size < size else { return nil }
    return .databaseIsOlder(
      matter: matter, database: position.size, ledger: size, since: try date(of: position.size))
  }

  private func older(than database: Int) throws -> Misfit {
    .ledgerIsOlder(
      matter: matter, ledger: size, database: database, last: size == 0 ? "no date" : try date(of: size - 1))
  }

  private func date(of index: Int) throws -> String {
    guard let reader else { return "no date" }
    return try Entry.parse(try reader.entry(at: UInt64(index))).at.description
  }

  /// Whether the lines up to `size` are in the files though not yet signed: a run was cut off between the two.
  private func isBeyondCheckpoint(_ size: Int) -> Bool {
    let number = (size - 1) >> 8
    let groups = String(number % 1000 + 1000).dropFirst()
    var (name, rest) = (String(groups), number / 1000)
    while rest > 0 {
      name = "x" + String(rest % 1000 + 1000).dropFirst() + "/" + name
      rest /= 1000
    }
    let bundle = path + "/tile/entries/" + name
    if FileTree.isThere(bundle) { return true }
    let widths = (try? FileManager.default.contentsOfDirectory(atPath: bundle + ".p")) ?? []
    return widths.contains { Int($0) ?? 0 >= size - number << 8 }
  }
}
