import Foundation
import Ledger

/// Signs by running a program: a hardware module, a smart card, a remote service. It gets the bytes to sign on its standard
/// input and prints the base64 of the 64 bytes that Ed25519 gives.
public struct CommandSigner: NoteSigner {
  public let name: String
  public let publicKey: [UInt8]
  let command: [String]

  public func sign(_ message: [UInt8]) throws -> [UInt8] {
    guard let program = command.first else { throw SigningError.commandFailed("", why: "it is not named") }
    let result: Tool.Result
    do { result = try Tool.run(path: program, Array(command.dropFirst()), input: message) } catch {
      throw SigningError.commandFailed(program, why: "it cannot be started")
    }
    guard result.status == 0 else {
      throw SigningError.commandFailed(program, why: "it ended with status \(result.status): \(result.firstComplaint)")
    }
    let text = result.output.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard let signature = Base64.decode(text) else {
      throw SigningError.commandFailed(program, why: "it printed no base64")
    }
    return try checked(signature, over: message, by: "the signing command \(program)")
  }
}
