/// How we prove who we are to a file server. Never printable.
public enum FileCredential: Sendable, Withheld {
  /// A private key as `ssh-keygen` writes it. Servers of today take Ed25519 and ECDSA keys from us; an RSA key would
  /// be offered with SHA-1, which they refuse.
  case key([UInt8], passphrase: String?)
  case password(String)

  public var outline: String {
    switch self {
    case .key: "private key"
    case .password: "password"
    }
  }
}

/// One SFTP server with one credential: one `FileTransfers`, one connection a file.
public struct FileServer: Sendable {
  public var host: String
  public var port: Int
  public var user: String
  public var credential: FileCredential
  /// The only host key that is spoken to, as `ssh-keygen -l` prints it: `SHA256:` and 43 characters. No list of known
  /// hosts is read, none is written, and no key is ever taken on first sight.
  public var hostKey: String
  public var addresses: AddressPolicy = .publicOnly

  /// Until we are logged in.
  public var connectTimeout: Duration = .seconds(20)
  public var totalTimeout: Duration = .seconds(600)
  public var slowestBytesPerSecond = 100
  public var slowestFor: Duration = .seconds(30)
  /// Bytes of a file or a listing that is fetched; counted as they arrive.
  public var downloadCap = 64 << 20
  public var uploadCap = 256 << 20
  public var maxInFlight = 2

  public init(host: String, port: Int = 22, user: String, credential: FileCredential, hostKey: String) {
    self.host = host
    self.port = port
    self.user = user
    self.credential = credential
    self.hostKey = hostKey
  }

  /// libcurl wants the digest without `SHA256:` and padding; nil for anything that is not 32 bytes in Base64.
  var hostKeyDigest: String? {
    guard hostKey.hasPrefix("SHA256:") else { return nil }
    let digest = hostKey.dropFirst(7).prefix { $0 != "=" }
    let isBase64 = digest.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2f: true
      case _: false
      }
    }
    return digest.utf8.count == 43 && isBase64 ? String(digest) : nil
  }

  /// What makes every transfer with this server useless.
  var fault: String? {
    let literal = host.hasPrefix("[") && host.hasSuffix("]")
    guard literal || isHostName(host.utf8), (1...65535).contains(port) else {
      return "The server's host or port is no name."
    }
    guard !user.isEmpty, user.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { return "The user name is no name." }
    guard hostKeyDigest != nil else {
      return "The host key must be SHA256: and 43 characters, as `ssh-keygen -l` prints it."
    }
    return nil
  }
}
