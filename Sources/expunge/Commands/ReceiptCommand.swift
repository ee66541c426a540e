import ArgumentParser
import Engine
import Foundation
import Ledger
import Reports
import Store

struct ReceiptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "One line of the ledger: what it says, what it proves, and its proof.",
    subcommands: [Show.self, Prove.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Explain a receipt in plain words.", discussion: "Example: expunge receipt show 17")

    @Argument(help: "The receipt's index.") var index: UInt64
    @Option(help: "The matter, where the home has more than one.") var matter: String?
    @OptionGroup var home: HomeOption
    @OptionGroup var output: JSONOption

    func run() throws {
      let reader = try open(home, matter, index)
      let line = try reader.entry(at: index)
      if output.json { return print(String(decoding: line, as: UTF8.self), terminator: "") }
      print(try ReceiptReport.text(entry: line, index: index, proof: try reader.proof(of: index), key: reader.key))
      if let mail = try mail(behind: line) { print((["", "Mail", ""] + mail.lines).joined(separator: "\n")) }
    }

    private func mail(behind line: [UInt8]) throws -> MailProof? {
      guard case .answer(let answer) = try Entry.parse(line), answer.via == .mail else { return nil }
      let instruction = InstructionID(wave: answer.wave, partner: answer.partner)
      return try MailProof(
        receipt: Int(index), evidence: answer.evidence?.bytes, of: instruction, in: try home.reading())
    }
  }

  struct Prove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a receipt and its C2SP tlog-proof: enough to check it without the ledger.",
      discussion: "Example: expunge receipt prove 17 --out receipts    (writes 17.json and 17.tlog-proof)")

    @Argument(help: "The receipt's index.") var index: UInt64
    @Option(help: "The folder to write to.") var out = "."
    @Option(help: "The matter, where the home has more than one.") var matter: String?
    @OptionGroup var home: HomeOption

    func run() throws {
      let reader = try open(home, matter, index)
      try reader.keepCheckpoint()
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      let (line, proof) = ("\(out)/\(index).json", "\(out)/\(index).tlog-proof")
      try Data(try reader.entry(at: index)).write(to: URL(fileURLWithPath: line))
      try Data(try reader.proof(of: index).bytes).write(to: URL(fileURLWithPath: proof))
      print("Wrote \(line) and \(proof).")
    }
  }

  static func open(_ home: HomeOption, _ matter: String?, _ index: UInt64) throws -> LedgerReader {
    let reader = try LedgerReader(directory: try LedgerPlace(home: home, wave: nil, matter: matter).directory())
    guard index < reader.size else {
      throw ValidationError("There is no receipt \(index); the ledger has \(reader.size), numbered from 0.")
    }
    return reader
  }
}

private func open(_ home: HomeOption, _ matter: String?, _ index: UInt64) throws -> LedgerReader {
  try ReceiptCommand.open(home, matter, index)
}
