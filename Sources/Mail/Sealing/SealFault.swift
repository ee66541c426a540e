/// Why an attachment was not sealed. Nothing goes out then; it is never sent in clear instead.
public enum SealFault: Error, Hashable, Sendable, CustomStringConvertible {
  case expired
  case notYetValid
  case revoked
  /// The file holds another key or certificate than the pinned one.
  case changed(found: String)
  case unusable(Reason)
  case toolMissing(name: String)
  case failed(tool: String, what: Failure)

  public enum Reason: String, Hashable, Sendable {
    case pinForm = "pin-form"
    case noKey = "no-key"
    case severalKeys = "several-keys"
    case privateKey = "private-key"
    case noEncryptionKey = "no-encryption-key"
    case weak
    case form
  }

  public enum Failure: Hashable, Sendable {
    case notStarted
    case tooSlow
    case ended(status: Int32)
    /// It ended well, but what it wrote is not what was asked for.
    case wrongOutput
    case noPrivateFolder
  }

  public var description: String {
    switch self {
    case .expired:
      "The partner's key or certificate has expired. Ask the partner for the current one and pin that."
    case .notYetValid:
      "The partner's key or certificate is not valid yet. Look at this machine's clock, or wait until it is."
    case .revoked: "The partner has revoked the key. Ask the partner for the current one and pin that."
    case .changed(let found):
      "The partner's key file holds \(found), which is not the pinned one. Ask the partner, over another channel than "
        + "mail, which one is theirs."
    case .unusable(let reason): reason.description
    case .toolMissing(let name): "The program '\(name)' is not installed, or not on the PATH. Install it and try again."
    case .failed(let tool, let what): "\(tool) did not seal the attachment: \(what.description)"
    }
  }
}

extension SealFault.Reason {
  fileprivate var description: String {
    switch self {
    case .pinForm: "The pin is not the 40 hex digits of an OpenPGP fingerprint, or the 64 of a certificate's SHA-256."
    case .noKey: "The partner's key file holds no public key or certificate. Ask the partner for it again."
    case .severalKeys: "The partner's key file holds several keys or certificates. Leave only the pinned one in it."
    case .privateKey:
      "The partner's key file holds a private key. Remove the file, tell the partner, and ask for a new public key."
    case .noEncryptionKey:
      "The partner's key or certificate is not meant for encryption. Ask the partner for one that is."
    case .weak: "The partner's key is shorter than RSA 2048. Ask the partner for a longer one."
    case .form: "The partner's key or certificate cannot be read. Ask the partner for it again."
    }
  }
}

extension SealFault.Failure {
  fileprivate var description: String {
    switch self {
    case .notStarted: "it could not be started. Look at its permissions, and at the limits of this machine."
    case .tooSlow: "it took longer than a minute and was stopped. Try again."
    case .ended(let status): "it ended with status \(status). Run it by hand with the partner's key file to see why."
    case .wrongOutput:
      "what it wrote is not what was asked for. Look at its version: GnuPG 2.2 or OpenSSL 3.0 at least."
    case .noPrivateFolder: "no private temporary folder could be made. Look at TMPDIR and at the free space there."
    }
  }
}
