import Crypto

/// What a look-up of `selector._domainkey.domain` gave.
public enum KeyAnswer: Hashable, Sendable {
  /// Each TXT record with its strings joined.
  case records([[UInt8]])
  case none
  case unreachable
}

public enum DKIM {
  /// Signatures beyond this many are not looked at: each can cost a look-up and a hash of the body.
  static let mostSignatures = 8

  /// Checks the signatures of a letter, from the top (RFC 6376, section 6; RFC 8301; RFC 8463).
  /// - Parameters:
  ///   - now: Seconds since 1970; a signature whose `x` is past fails.
  ///   - key: Asks for a TXT name; called at most once for each signature that is well formed.
  public static func verify(_ mail: RawMail, now: Int, key: (String) -> KeyAnswer) -> [DKIMResult] {
    var bodies = Bodies(mail.body)
    return mail.all("dkim-signature").prefix(mostSignatures).map { field in
      do throws(DKIMRefusal) {
        let signature = try DKIMSignature(field)
        return check(signature, mail, now, &bodies, key)
      } catch {
        return error.result
      }
    }
  }

  private static func check(
    _ signature: DKIMSignature, _ mail: RawMail, _ now: Int, _ bodies: inout Bodies, _ key: (String) -> KeyAnswer
  ) -> DKIMResult {
    var result = DKIMResult(
      .pass, domain: signature.domain, selector: signature.selector, algorithm: signature.algorithm.rawValue)
    (result.signedAt, result.expiresAt) = (signature.signedAt, signature.expiresAt)
    let record: [UInt8]
    switch key(signature.keyName) {
    case .unreachable:
      result.verdict = .unreachable
      return result
    case .none:
      result.verdict = .unusable(.noKey)
      return result
    case .records(let records):
      guard records.count == 1, let only = records.first else {
        result.verdict = .unusable(records.isEmpty ? .noKey : .severalKeys)
        return result
      }
      record = only
    }
    do throws(KeyFault) {
      let key = try DKIMKey(record, for: signature)
      (result.keyBits, result.isTesting) = (key.bits, key.isTesting)
      result.verdict = verdict(signature, key, mail, now, &bodies, &result.unsignedBodyBytes)
    } catch {
      result.verdict = .unusable(error.cause)
    }
    return result
  }

  private static func verdict(
    _ signature: DKIMSignature, _ key: DKIMKey, _ mail: RawMail, _ now: Int, _ bodies: inout Bodies,
    _ unsigned: inout Int
  ) -> DKIMResult.Verdict {
    let body = bodies.levelled(signature.body)
    let length = signature.bodyLength ?? body.count
    guard length <= body.count else { return .unusable(.bodyLength) }
    unsigned = body.count - length
    guard SHA256.hash(data: body[..<length]).elementsEqual(signature.bodyHash) else { return .fail(.bodyHash) }
    let digest = SHA256.hash(data: header(of: mail, for: signature))
    guard key.isRight(signature.signature, over: digest) else { return .fail(.signature) }
    if let end = signature.expiresAt, end < now { return .fail(.expired) }
    return .pass
  }

  /// The signed fields in the order of `h`: of fields with one name the lowest first, each once, and nothing for a name
  /// that none is left for; then the signature field itself (RFC 6376, sections 3.7 and 5.4.2).
  static func header(of mail: RawMail, for signature: DKIMSignature) -> [UInt8] {
    var waiting: [String: [RawMail.Field]] = [:]
    for field in mail.fields { waiting[field.name, default: []].append(field) }
    var text: [UInt8] = []
    for name in signature.signed {
      guard let field = waiting[name]?.popLast() else { continue }
      signature.header.append(field.bytes, to: &text)
      text += [0x0d, 0x0a]
    }
    signature.header.append(signature.unsignedField[...], to: &text)
    return text
  }
}

/// The body in each of its two forms, levelled once.
private struct Bodies {
  private let body: ArraySlice<UInt8>
  private var done: [Canonical: [UInt8]] = [:]

  init(_ body: ArraySlice<UInt8>) { self.body = body }

  mutating func levelled(_ form: Canonical) -> [UInt8] {
    if let text = done[form] { return text }
    let text = form.body(body)
    done[form] = text
    return text
  }
}
