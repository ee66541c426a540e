import Crypto
import Store
import Workflow

extension Conductor {
  /// Rule 4: a function of installation, matter, wave, partner and dispatch; never of the attempt.
  ///
  /// Shape: a lower-case UUID with the version and variant bits of a version 4, because OpenDSR asks for one.
  func key(of instruction: ActiveInstruction, number: Int) -> String {
    let keys =
      instruction.keys
      ?? IdempotencyKey.Series(
        deployment: deployment, matter: instruction.matter, wave: instruction.id.wave, partner: instruction.id.partner)
    instruction.keys = keys
    return keys[number]
  }

  /// The key of the instruction's first dispatch.
  func firstKey(of instruction: ActiveInstruction) -> String {
    let key = instruction.firstKey ?? self.key(of: instruction, number: 0)
    instruction.firstKey = key
    return key
  }
}

public enum IdempotencyKey {
  public static func make(deployment: String, matter: String, wave: String, partner: String, dispatch: Int) -> String {
    Series(deployment: deployment, matter: matter, wave: wave, partner: partner)[dispatch]
  }

  /// The keys of one instruction: all but the dispatch's number is the same in each.
  struct Series {
    private let common: [UInt8]

    init(deployment: String, matter: String, wave: String, partner: String) {
      common = ["expunge-key/1", deployment, matter, wave, partner].flatMap { Array($0.utf8) + [0] }
    }

    subscript(_ dispatch: Int) -> String {
      var text = common
      text.append(contentsOf: String(dispatch).utf8)
      text.append(0)
      return SHA256.hash(data: text).withUnsafeBytes(IdempotencyKey.uuid)
    }
  }

  private static func uuid(_ digest: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: 36) { text in
      var length = 0
      func put(_ character: UInt8) {
        text[length] = character
        length += 1
      }
      func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
      }
      for place in 0..<16 {
        var byte = digest[place]
        if place == 6 { byte = byte & 0x0F | 0x40 }
        if place == 8 { byte = byte & 0x3F | 0x80 }
        if place == 4 || place == 6 || place == 8 || place == 10 { put(UInt8(ascii: "-")) }
        put(digit(byte >> 4))
        put(digit(byte & 15))
      }
      return length
    }
  }
}
