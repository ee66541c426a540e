import ArgumentParser
import Catalogue
import Engine
import Foundation
import Ledger

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Who signs a ledger: show the key, hand over to another one.",
    subcommands: [Show.self, Rotate.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the public key that signs a ledger now: what an auditor should have from you beforehand.",
      discussion: "Example: expunge ledger key show --matter devices-2022-12")

    @Option(help: "The matter, where the home has more than one.") var matter: String?
    @OptionGroup var home: HomeOption

    func run() throws {
      let place = LedgerPlace(home: home, wave: nil, matter: matter)
      print(try LedgerKeys(home.home).vkey(of: try place.name()))
    }
  }

  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hand the signing of a ledger over to another key.",
      discussion: """
        Example: expunge ledger key rotate --with agent --key ledger.pub
        Example: expunge ledger key rotate --with command --key hsm.pub --command /usr/local/bin/hsm-sign
        Example: expunge ledger key rotate --compromised --from-size 4711

        The old key signs the line that names the new one, so whoever trusts it can follow; all earlier proofs \
        stay valid. --compromised says in the ledger that somebody else may have had the old key.
        """)

    @Option(name: .customLong("with"), help: "Who holds the new key: file, agent or command.") var holder = "file"
    @Option(help: "agent, command: the file of the public key, ssh-ed25519 AAAA...") var key: String?
    @Option(name: .customLong("command"), parsing: .upToNextOption, help: "command: the program and its arguments.")
    var command: [String] = []
    @Option(help: "agent: its socket (default: $SSH_AUTH_SOCK).") var socket: String?
    @Flag(help: "The old key may be in other hands.") var compromised = false
    @Option(
      name: .customLong("from-size"), help: "With --compromised: the first size its signature proves nothing for.")
    var fromSize: Int?
    @Option(help: "The matter, where the home has more than one.") var matter: String?
    @OptionGroup var home: HomeOption

    func validate() throws {
      guard holder != "file" || (key == nil && command.isEmpty && socket == nil) else {
        throw ValidationError("--key, --command and --socket go with --with agent or --with command.")
      }
      guard fromSize == nil || compromised else { throw ValidationError("--from-size goes with --compromised.") }
      guard fromSize ?? 1 > 0 else { throw ValidationError("--from-size is 1 or more.") }
    }

    func run() throws {
      let name = try LedgerPlace(home: home, wave: nil, matter: matter).name()
      let place = try KeyPlace(
        holder: holder, publicKey: try key.map { try readText($0, "The public key") }, command: command, socket: socket)
      let new = try home.writing { installation in
        try KeyRotation(installation).rotate(
          name, to: place, because: compromised ? .compromised(fromSize: fromSize ?? .max) : .retired)
      }
      print("The ledger of \(name) is now signed by:\n\(new)")
      print(
        "Hand this line to auditors and witnesses. The old key's file may be put away; proofs need only its public part."
      )
    }
  }
}

struct AnchorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anchor", abstract: "Have the time-stamp authorities and witnesses of the settings vouch now.",
    discussion: """
      Example: expunge ledger anchor --matter devices-2022-12

      Otherwise it happens by itself: when a ledger opens, before a wave's first byte, hourly while a wave runs, at \
      its close, monthly after.
      """)

  @Option(help: "The matter, where the home has more than one.") var matter: String?
  @OptionGroup var home: HomeOption

  func run() throws {
    let name = try LedgerPlace(home: home, wave: nil, matter: matter).name()
    let troubles = try home.writing { installation in
      guard try !installation.settings().anchors.isEmpty else {
        throw ValidationError("settings.yaml names no time-stamp authority and no witness; add them under 'anchors'.")
      }
      try installation.ledgerKeeping().anchorNow(name)
      return try AnchorStanding(installation, matter: name).lines
    }
    for line in troubles { print(line) }
  }
}
