import ArgumentParser
import Engine
import Foundation
import Ledger
import Witness

struct WitnessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness", abstract: "Be a witness: cosign other people's ledgers, and never two histories of one.",
    discussion: """
      For the machine of an auditor or of outside counsel, not for the one that runs expunge. A witness remembers \
      the newest checkpoint of each ledger it knows and signs the next only if it grows out of that one.
      """,
    subcommands: [Init.self, Add.self, Serve.self, List.self])

  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a witness's folder and its key.",
      discussion: "Example: expunge witness init /var/lib/witness --name audit.example/w1")

    @Argument(help: "The folder to make.") var folder: String
    @Option(help: "The key's name: a domain of yours and a word.") var name: String

    func run() throws {
      let key = try WitnessFolder.create(directory: folder, name: name)
      print("\(key)")
      Failure.say(
        "Hand this line to whoever keeps a ledger, and get the ledger's vkey: expunge witness add \(folder) VKEY")
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Trust a ledger's key.",
      discussion: "Example: expunge witness add /var/lib/witness \"$(cat ledger.vkey)\"")

    @Argument(help: "The witness's folder.") var folder: String
    @Argument(help: "The ledger's vkey: name+id+key.") var vkey: String

    func run() throws {
      let witness = WitnessFolder(directory: folder)
      let before = try witness.list()
      let key = try witness.addLog(vkey: vkey)
      print("Known: \(key.name)")
      if before.contains(where: { $0.origin == key.name && !$0.keys.contains(key) }) {
        print(
          "This ledger had another key before. That is right after its keeper changed keys; ask, if nobody told you.")
      }
    }
  }

  struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Answer add-checkpoint (C2SP tlog-witness) until stopped.",
      discussion: "Example: expunge witness serve /var/lib/witness --port 8390")

    @Argument(help: "The witness's folder.") var folder: String
    @Option(help: "The address to listen at; put a server that speaks TLS before it.") var host = "127.0.0.1"
    @Option(help: "The port; 0 takes a free one.") var port = 8390

    func validate() throws {
      guard (0...65_535).contains(port) else { throw ValidationError("--port is from 0 to 65535.") }
    }

    func run() async throws {
      let server = try await WitnessServer.start(
        directory: folder, host: host, port: port, report: { Failure.say($0) },
        clock: { LedgerTime(seconds: Int64(Date().timeIntervalSince1970)) })
      print("Witness \(server.key)\nlistens at http://\(host):\(server.port)")
      let signals = Signals()
      signals.onStop { Task { await server.stop() } }
      await server.waitUntilStopped()
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the ledgers a witness knows, and what it has seen of each.",
      discussion: "Example: expunge witness list /var/lib/witness")

    @Argument(help: "The witness's folder.") var folder: String

    func run() throws {
      for log in try WitnessFolder(directory: folder).list() {
        let seen = log.seen.map { "seen up to \($0.checkpoint.head)" } ?? "nothing seen yet"
        print("\(log.origin): \(seen)")
      }
    }
  }
}
