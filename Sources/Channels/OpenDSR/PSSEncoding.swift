import Crypto
import CryptoExtras

/// RSASSA-PSS with SHA-256 and a salt of whatever length the signer took (RFC 8017 sections 8.1.2 and 9.1.2).
/// The library knows only salts as long as the hash, and signers of OpenDSR took others.
///
/// Works on public numbers only, so its time may depend on them.
enum PSSEncoding {
  static func isValid(_ signature: [UInt8], of digest: SHA256Digest, modulus: [UInt8], exponent: [UInt8]) -> Bool {
    let modulus = Array(modulus.drop { $0 == 0 })
    guard signature.count == modulus.count, let last = modulus.last, last & 1 == 1,
      signature.lexicographicallyPrecedes(modulus),
      let opened = Modulus(modulus).power(signature, exponent)
    else { return false }
    let bits = modulus.count * 8 - modulus[0].leadingZeroBitCount - 1
    let length = (bits + 7) / 8
    // A modulus of 8k+1 bits leaves one byte more than the encoding has.
    guard opened.dropLast(length).allSatisfy({ $0 == 0 }) else { return false }
    return isEncoding(Array(opened.suffix(length)), of: Array(digest), unused: length * 8 - bits)
  }

  private static func isEncoding(_ encoded: [UInt8], of digest: [UInt8], unused: Int) -> Bool {
    let mask = UInt8(truncatingIfNeeded: 0xFF >> unused)
    guard encoded.count >= digest.count + 2, encoded.last == 0xBC, encoded[0] & ~mask == 0 else { return false }
    let hash = Array(encoded[(encoded.count - digest.count - 1)..<(encoded.count - 1)])
    var block = zip(encoded, stretched(hash, to: encoded.count - digest.count - 1)).map { $0 ^ $1 }
    block[0] &= mask
    guard let one = block.firstIndex(where: { $0 != 0 }), block[one] == 1 else { return false }
    let salt = block[(one + 1)...]
    return Array(SHA256.hash(data: [UInt8](repeating: 0, count: 8) + digest + salt)) == hash
  }

  /// MGF1.
  private static func stretched(_ seed: [UInt8], to count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for counter in 0..<(count + 31) / 32 {
      bytes += Array(SHA256.hash(data: seed + (0..<4).map { UInt8(truncatingIfNeeded: counter >> (24 - 8 * $0)) }))
    }
    return Array(bytes.prefix(count))
  }
}

/// Arithmetic modulo an odd number, after Montgomery: limbs of 32 bits, the lowest first.
private struct Modulus {
  private let limbs: [UInt32]
  private let bytes: Int
  /// -1/n modulo 2^32.
  private let inverse: UInt32

  init(_ number: [UInt8]) {
    bytes = number.count
    limbs = Modulus.limbs(of: number, count: (number.count + 3) / 4)
    var found: UInt32 = 1
    for _ in 0..<5 { found = found &* (2 &- limbs[0] &* found) }
    inverse = 0 &- found
  }

  /// As many bytes as the modulus has; `nil` for an exponent of nothing.
  func power(_ base: [UInt8], _ exponent: [UInt8]) -> [UInt8]? {
    guard exponent.contains(where: { $0 != 0 }) else { return nil }
    let one = doubled([1] + [UInt32](repeating: 0, count: limbs.count - 1), times: limbs.count * 32)
    let square = doubled(one, times: limbs.count * 32)
    let lifted = product(Modulus.limbs(of: base, count: limbs.count), square)
    var result = one
    for byte in exponent {
      for bit in (0..<8).reversed() {
        result = product(result, result)
        if byte >> bit & 1 == 1 { result = product(result, lifted) }
      }
    }
    let plain = product(result, [1] + [UInt32](repeating: 0, count: limbs.count - 1))
    return (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: plain[$0 / 4] >> (8 * ($0 % 4))) }
  }

  private static func limbs(of number: [UInt8], count: Int) -> [UInt32] {
    var limbs = [UInt32](repeating: 0, count: count)
    for (place, byte) in number.reversed().enumerated() { limbs[place / 4] |= UInt32(byte) << (8 * (place % 4)) }
    return limbs
  }

  private func doubled(_ value: [UInt32], times: Int) -> [UInt32] {
    var value = value
    for _ in 0..<times {
      var carry: UInt32 = 0
      for place in value.indices {
        let next = value[place] >> 31
        value[place] = value[place] << 1 | carry
        carry = next
      }
      reduce(&value, over: carry)
    }
    return value
  }

  /// a x b / R, by the method of interleaved multiplication and reduction.
  private func product(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    let count = limbs.count
    var sum = [UInt32](repeating: 0, count: count + 2)
    for digit in b {
      add(a, times: digit, to: &sum)
      add(limbs, times: sum[0] &* inverse, to: &sum)
      sum.removeFirst()
      sum.append(0)
    }
    var value = Array(sum.prefix(count))
    reduce(&value, over: sum[count])
    return value
  }

  private func add(_ number: [UInt32], times digit: UInt32, to sum: inout [UInt32]) {
    var carry: UInt64 = 0
    for place in number.indices {
      let value = UInt64(sum[place]) + UInt64(number[place]) * UInt64(digit) + carry
      sum[place] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
    }
    for place in number.count..<sum.count {
      let value = UInt64(sum[place]) + carry
      sum[place] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
    }
  }

  /// Once is enough: what comes here is below twice the modulus.
  private func reduce(_ value: inout [UInt32], over: UInt32) {
    guard over > 0 || !value.reversed().lexicographicallyPrecedes(limbs.reversed()) else { return }
    var borrow: Int64 = 0
    for place in value.indices {
      let difference = Int64(value[place]) - Int64(limbs[place]) + borrow
      value[place] = UInt32(truncatingIfNeeded: difference)
      borrow = difference >> 32
    }
  }
}
