import Crypto
import Store
import Workflow

extension Conductor {
  /// Rule 4: a function of installation, matter, wave, partner and dispatch; never of the attempt.
  ///
  /// Shape: a lower-case UUID with the version and variant bits of a version 4, because OpenDSR asks for one.
  func key(of instruction: ActiveInstruction, number: Int) -> String {
    IdempotencyKey.make(
      deployment: deployment, matter: instruction.matter, wave: instruction.id.wave, partner: instruction.id.partner,
      dispatch: number)
  }
}

public enum IdempotencyKey {
  public static func make(deployment: String, matter: String, wave: String, partner: String, dispatch: Int) -> String {
    var hash = SHA256()
    for part in ["expunge-key/1", deployment, matter, wave, partner, String(dispatch)] {
      hash.update(data: Array(part.utf8) + [0])
    }
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    return uuid(bytes)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func uuid(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
