import ArgumentParser
import Engine
import Foundation
import Store

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "The receipts: print, verify, export, anchor, correct; and the key that signs them.",
    subcommands: [
      LedgerPrintCommand.self, LedgerVerify.self, LedgerExport.self, AmendCommand.self, AnchorCommand.self,
      KeyCommand.self,
    ])
}

/// Finds the ledger that a wave or matter means.
struct LedgerPlace {
  var home: HomeOption
  var wave: String?
  var matter: String?

  func directory() throws -> String { home.home.ledger(of: try name()) }

  /// The matter.
  func name() throws -> String {
    let installation = try home.reading()
    if let wave { return try requireWave(wave, in: installation).matter }
    let matters = try installation.store.read { try $0.matters() }.map(\.id)
    if let matter {
      guard matters.contains(matter) else {
        throw ValidationError("There is no matter '\(matter)'. Known: \(matters.joined(separator: ", ")).")
      }
      return matter
    }
    guard let only = matters.first, matters.count == 1 else {
      throw ValidationError(
        matters.isEmpty
          ? "No matter is open yet." : "Name one of the matters with --matter: \(matters.joined(separator: ", ")).")
    }
    return only
  }
}
