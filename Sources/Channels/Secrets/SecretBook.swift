import Catalogue
import Foundation
import Synchronization

/// Resolves references to secrets when they are needed, and remembers them for the life of the process.
///
/// Nothing here is printable, and no error ever holds what was read.
public final class SecretBook: Sendable, CustomReflectable {
  public static let sizeLimit = 64 << 10
  private let environment: [String: String]
  private let known = Mutex<[String: [UInt8]]>([:])
  private let invent: (@Sendable (String) -> [UInt8])?

  /// - Parameter invent: For trying an entry: makes up the secret of that name where it cannot be had.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    inventing invent: (@Sendable (_ name: String) -> [UInt8])? = nil
  ) {
    self.environment = environment
    self.invent = invent
  }

  /// - Parameter name: The secret's name in the partner's entry, for messages.
  public func resolve(_ reference: SecretReference, name: String, partner: String) throws -> [UInt8] {
    let key = reference.description
    if let secret = known.withLock({ $0[key] }) { return secret }
    let secret: [UInt8]
    do {
      secret = try read(reference)
    } catch let fault as SecretFault {
      if let invent { return invent(name) }
      throw SecretError(partner: partner, name: name, reference: key, fault: fault)
    }
    known.withLock { $0[key] = secret }
    return secret
  }

  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Forgets everything, so that a rotated credential is read again.
  public func forget() { known.withLock { $0 = [:] } }

  private func read(_ reference: SecretReference) throws -> [UInt8] {
    switch reference {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else { throw SecretFault.unset }
      return Array(value.utf8)
    case .file(let path): return try SecretFile.read(path)
    case .credential(let name):
      guard let directory = environment["CREDENTIALS_DIRECTORY"] else { throw SecretFault.noCredentials }
      return try SecretFile.read(directory + "/" + name)
    case .program(let path): return try SecretProgram.run(path)
    }
  }
}

public enum SecretFault: Error, Hashable, Sendable {
  case unset, noCredentials, unreadable, exposed, link, tooLarge, empty, failed(Int32), hung
}

public struct SecretError: Error, Sendable, CustomStringConvertible {
  public let partner: String
  public let name: String
  public let reference: String
  public let fault: SecretFault

  public var description: String { "partner '\(partner)': the secret '\(name)' (\(reference)) \(words)" }

  private var words: String {
    switch fault {
    case .unset: "is not set; export the variable for the user that runs expunge"
    case .noCredentials: "needs systemd's CREDENTIALS_DIRECTORY, which is not set"
    case .unreadable: "cannot be read; check the path and its owner"
    case .exposed: "can be read by others; run `chmod 600` on the file"
    case .link: "is a symbolic link; name the file itself"
    case .tooLarge: "is larger than 64 KiB"
    case .empty: "is empty"
    case .failed(let code): "could not be had: the program ended with \(code)"
    case .hung: "could not be had: the program ran longer than 10 s"
    }
  }
}
