import Foundation
import Glibc
import Ledger

/// Signs with an Ed25519 key that an ssh-agent holds (draft-ietf-sshm-ssh-agent): the agent signs the bytes as they are,
/// so its signature is the note's.
public struct AgentSigner: NoteSigner {
  public let name: String
  public let publicKey: [UInt8]
  let socket: String

  private enum Message {
    static let signRequest: UInt8 = 13
    static let signResponse: UInt8 = 14
  }

  /// - Parameter socket: Nil takes `SSH_AUTH_SOCK`.
  init(name: String, publicKey: [UInt8], socket: String?) throws {
    guard let path = socket ?? ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"], !path.isEmpty else {
      throw SigningError.noAgent("SSH_AUTH_SOCK is not set")
    }
    (self.name, self.publicKey, self.socket) = (name, publicKey, path)
  }

  public func sign(_ message: [UInt8]) throws -> [UInt8] {
    let request = SSHWriter().byte(Message.signRequest).string(SSHPublicKey(bytes: publicKey).blob).string(message)
      .number(0)
    let reply = try ask(request.bytes)
    var reader = SSHReader(reply)
    guard reader.byte() == Message.signResponse, let blob = reader.string() else { throw SigningError.agentRefused }
    var signature = SSHReader(blob)
    guard signature.string().map({ $0.elementsEqual(SSHPublicKey.type.utf8) }) == true, let bytes = signature.string()
    else {
      throw SigningError.agentRefused
    }
    return try checked(bytes, over: message, by: "the ssh-agent")
  }

  private func ask(_ message: [UInt8]) throws -> [UInt8] {
    let descriptor = try connected()
    defer { close(descriptor) }
    let stream = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    do {
      try BrokenPipe.withheld { try stream.write(contentsOf: Data(SSHWriter().string(message).bytes)) }
      let length = try read(4, from: stream).reduce(0) { $0 << 8 | Int($1) }
      guard length <= 1 << 16 else { throw SigningError.agentRefused }
      return try read(length, from: stream)
    } catch let error as SigningError { throw error } catch { throw SigningError.noAgent("it closed the connection") }
  }

  private func read(_ count: Int, from stream: FileHandle) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard let part = try stream.read(upToCount: count - bytes.count), !part.isEmpty else {
        throw SigningError.noAgent("it closed the connection")
      }
      bytes += part
    }
    return bytes
  }

  private func connected() throws -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(socket.utf8) + [0]
    guard path.count <= MemoryLayout.size(ofValue: address.sun_path) else {
      throw SigningError.noAgent("its path is too long")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SigningError.noAgent(String(cString: strerror(errno))) }
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      let why = String(cString: strerror(errno))
      close(descriptor)
      throw SigningError.noAgent(why)
    }
    return descriptor
  }
}

extension NoteSigner {
  /// A signature from outside counts only when it is one: a checkpoint that nobody can verify must never be written.
  func checked(_ signature: [UInt8], over message: [UInt8], by whom: String) throws -> [UInt8] {
    guard try vkey.isValid(signature: signature, of: message) else { throw SigningError.wrongSignature(whom) }
    return signature
  }
}

public enum SigningError: Error, Hashable, Sendable, CustomStringConvertible {
  case noAgent(String)
  case agentRefused
  case commandFailed(String, why: String)
  case wrongSignature(String)
  case sameKey(String)
  case unknownKey(matter: String, vkey: String)

  public var description: String {
    switch self {
    case .noAgent(let why):
      "the ssh-agent that holds the ledger's key cannot be reached: \(why). Start it, add the key with ssh-add, and run this again; nothing is lost"
    case .agentRefused:
      "the ssh-agent did not sign: it lacks the ledger's key, or its owner refused. Add the key with ssh-add; nothing is lost"
    case .commandFailed(let program, let why): "the signing command \(program) failed: \(why); nothing is lost"
    case .wrongSignature(let whom):
      "\(whom) returned a signature that is not by the ledger's key; nothing was signed. Check which key it holds"
    case .sameKey(let matter): "this key signs the ledger of \(matter) already; nothing was changed. Name another one"
    case .unknownKey(let matter, let vkey):
      "the keys folder holds no key for \(vkey), which signs the ledger of \(matter) now; restore it from where it is kept"
    }
  }
}
