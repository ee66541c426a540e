@testable import Ledger

/// A log in memory. Its history is a text: leaf i is the i-th letter, so that two logs share what their texts share.
struct LetterLog {
  static let origin = "example.com/letters"
  static let at = LedgerTime(seconds: 1_764_979_200)

  let text: String
  let signer: Ed25519Signer

  init(_ text: String, origin: String = origin, seed: UInt8 = 3) throws {
    self.text = text
    signer = try Ed25519Signer(name: origin, seed: Array(repeating: seed, count: 32))
  }

  var key: VerifierKey { get throws { try signer.vkey } }

  func root(_ size: UInt64) throws -> LedgerHash { try paths.root(0, size) }

  func proof(from old: UInt64, to new: UInt64) throws -> [LedgerHash] { try paths.consistency(from: old, to: new) }

  func checkpoint(_ size: Int) throws -> Checkpoint {
    let head = LedgerHead(size: UInt64(size), root: try root(UInt64(size)))
    return try Checkpoint(origin: signer.name, head: head, signer: signer)
  }

  func request(_ old: Int, _ new: Int) throws -> [UInt8] {
    let proof = old <= new ? try proof(from: UInt64(old), to: UInt64(new)) : []
    return AddCheckpoint(oldSize: UInt64(old), proof: proof, checkpoint: try checkpoint(new)).bytes
  }

  private var paths: MerklePath {
    let leaves = text.utf8.map { TreeHash.leaf([$0]) }
    func node(_ level: Int, _ index: UInt64) -> LedgerHash {
      level == 0 ? leaves[Int(index)] : TreeHash.node(node(level - 1, index * 2), node(level - 1, index * 2 + 1))
    }
    return MerklePath(node: node)
  }
}

/// A public checkpoint of 2026 that four strangers' witnesses cosigned, with their published keys.
enum PublicCheckpoint {
  static let bytes = Array(
    """
    arche2025h1.staging.ct.transparency.dev
    1432088532
    U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

    \u{2014} arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzal\
    ApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
    \u{2014} arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bf\
    TW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
    \u{2014} transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVk\
    jZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
    \u{2014} witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TO\
    QtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
    \u{2014} remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0\
    WBxtqB0DrAWfBw==
    \u{2014} witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7\
    lI7cUiOvKFYe/TmN9DAg==

    """.utf8)
  static let logKey =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
  static let witnessKeys = [
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
  ]
}
