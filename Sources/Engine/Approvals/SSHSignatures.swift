import Foundation

/// `ssh-keygen -Y`: legal needs nothing but the SSH key they have.
public struct SSHSignatures: Sendable {
  public let allowedSigners: String

  public init(allowedSigners: String) { self.allowedSigners = allowedSigners }

  public struct Signer: Hashable, Sendable {
    /// As the allowed signers file names the person.
    public var principal: String
    /// `SHA256:...`
    public var fingerprint: String
  }

  /// Signs `text` with a private key file, or with the agent's key where `key` is a public one.
  public static func sign(_ text: String, key: String, namespace: String = ApprovalText.namespace) throws -> String {
    let result = try Tool.run("ssh-keygen", ["-Y", "sign", "-f", key, "-n", namespace], input: Array(text.utf8))
    guard result.status == 0 else { throw ApprovalError.cannotSign(key: key, why: result.firstComplaint) }
    return String(decoding: result.output, as: UTF8.self)
  }

  /// A key without a passphrase: for rehearsals.
  public static func makeKey(at path: String, comment: String) throws {
    let result = try Tool.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path], input: [])
    guard result.status == 0 else { throw ApprovalError.cannotSign(key: path, why: result.firstComplaint) }
  }

  /// - Throws: `ApprovalError` unless a person of the allowed signers file made `signature` over exactly `text`.
  public func verify(
    _ signature: String, over text: String, namespace: String = ApprovalText.namespace
  ) throws -> Signer {
    guard FileManager.default.fileExists(atPath: allowedSigners) else {
      throw ApprovalError.noSigners(allowedSigners)
    }
    return try TemporaryFile.with(signature) { file in
      let found = try Tool.run("ssh-keygen", ["-Y", "find-principals", "-s", file, "-f", allowedSigners], input: [])
      let names = String(decoding: found.output, as: UTF8.self).split(separator: "\n")
      guard found.status == 0, let principal = names.first.map(String.init) else { throw ApprovalError.unknownSigner }
      let check = try Tool.run(
        "ssh-keygen",
        ["-Y", "verify", "-f", allowedSigners, "-I", principal, "-n", namespace, "-s", file],
        input: Array(text.utf8))
      guard check.status == 0, let fingerprint = fingerprint(in: check.output) else { throw ApprovalError.badSignature }
      return Signer(principal: principal, fingerprint: fingerprint)
    }
  }

  /// `Good "expunge-approval" signature for anna with ED25519 key SHA256:...`
  private func fingerprint(in output: [UInt8]) -> String? {
    String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace).last { $0.hasPrefix("SHA256:") }
      .map(String.init)
  }
}

public enum ApprovalError: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotSign(key: String, why: String)
  case noSigners(String)
  case unknownSigner
  case badSignature
  case toolMissing(String)
  case notPlanned(wave: String, stage: String)
  case samePerson(String)
  case onlyPlanner(String)

  public var description: String {
    switch self {
    case .cannotSign(let key, let why): "ssh-keygen could not sign with \(key): \(why)"
    case .noSigners(let path):
      "there is no allowed signers file at \(path); write one line a person, `name@example.com ssh-ed25519 AAAA...` (see ssh-keygen(1), ALLOWED SIGNERS)"
    case .unknownSigner: "the signature is of a key that the allowed signers file does not hold; nothing was approved"
    case .badSignature:
      "the signature does not fit this wave's approval text; print it with `wave approve W --text`, sign exactly that, namespace \(ApprovalText.namespace)"
    case .toolMissing(let tool): "\(tool) is not installed; install openssh-client"
    case .notPlanned(let wave, let stage): "wave \(wave) is \(stage), so it takes no approval"
    case .samePerson(let who):
      "\(who) has approved already; the second approval must come from another person with another key"
    case .onlyPlanner(let who):
      "\(who) planned the wave and is one of the two; that is fine only with an approver beside them"
    }
  }
}
