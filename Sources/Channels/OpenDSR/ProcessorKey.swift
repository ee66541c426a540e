import Catalogue
import Crypto
import Foundation
import SwiftASN1
import Workflow
import X509

/// The key by which an OpenDSR processor signs its answers, once its certificate has been believed.
public struct ProcessorKey: Sendable {
  /// SHA-256 of the key (SPKI): what the ledger calls the signer.
  public let fingerprint: [UInt8]
  /// As received; kept with every answer, because such a certificate lives about a year and a receipt twenty.
  public let pem: [UInt8]
  /// The certificate's own span of life.
  public let validity: ClosedRange<Instant>
  private let spki: [UInt8]
  private let signature: OpendsrSignature

  /// Takes the first certificate of a PEM bundle as the signer and checks it as of `date`: the moment at which its
  /// signature was received, not today.
  /// - Throws: `ProcessorKeyFault`.
  public init(pem: [UInt8], signature: OpendsrSignature, at date: Instant) async throws {
    let documents: [Certificate]
    do {
      documents = try PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self))
        .map { try Certificate(pemDocument: $0) }
    } catch { throw ProcessorKeyFault.unreadable }
    // Not `subjectPublicKeyInfoBytes`, which is the bare key without its algorithm.
    guard let leaf = documents.first, let key = try? leaf.publicKey.serializeAsPEM() else {
      throw ProcessorKeyFault.unreadable
    }
    spki = key.derBytes
    fingerprint = Array(SHA256.hash(data: spki))
    self.signature = signature
    self.pem = pem
    let (begin, end) = (Instant(leaf.notValidBefore), Instant(leaf.notValidAfter))
    guard begin <= end else { throw ProcessorKeyFault.unreadable }
    validity = begin...end
    try await CertificateTrust(signature: signature, date: date).check(leaf, documents.dropFirst(), fingerprint)
  }

  /// In lower-case hex, as an entry pins it.
  public var fingerprintText: String { Hex.lower(fingerprint) }

  /// A signature as a header has it.
  public func isValid(text: String, of body: [UInt8]) -> Bool {
    isValid(text: text, digest: Array(SHA256.hash(data: body)))
  }

  public func isValid(text: String, digest: [UInt8]) -> Bool {
    SignatureText.bytes(text).map { isValid(signature: $0, digest: digest) } ?? false
  }

  /// Over the exact bytes of the body, with the algorithm that the entry names; never another one instead.
  public func isValid(signature bytes: [UInt8], of body: [UInt8]) -> Bool {
    isValid(signature: bytes, digest: Array(SHA256.hash(data: body)))
  }

  /// The same for somebody who kept only the SHA-256 of the body.
  public func isValid(signature bytes: [UInt8], digest: [UInt8]) -> Bool {
    guard let digest = SHA256Digest(bytes: digest) else { return false }
    let signed: SHA256Digest =
      switch signature.covers {
      case .body: digest
      case .digest: SHA256.hash(data: Array(digest))
      case .digestHex: SHA256.hash(data: Array(Hex.lower(Array(digest)).utf8))
      }
    switch signature.algorithm {
    case .rsaPKCS1: return PublicKeySignature.rsaPKCS1(bytes, of: signed, by: spki)
    case .rsaPSS: return PublicKeySignature.rsaPSS(bytes, of: signed, by: spki)
    case .ecdsa: return PublicKeySignature.ecdsa(bytes, of: signed, by: spki)
    }
  }
}

/// Why a processor's certificate is not believed.
public enum ProcessorKeyFault: String, Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable, pin, noRoots, chain, unreachable, elsewhere, host, expired, weak

  public var description: String {
    switch self {
    case .unreadable: "the certificate cannot be read; it must be PEM, the signer's certificate first"
    case .pin: "the certificate holds another key than the pinned one; ask the partner before you change the pin"
    case .noRoots: "the file with the trusted roots cannot be read; check its path"
    case .chain: "the certificate does not lead to a trusted root; check 'trust', or the partner's bundle"
    case .unreachable: "the certificate could not be fetched; check its address"
    case .elsewhere:
      "the discovery document names no certificate, or one on a host that is not the processor's; add its host to 'certificate.hosts'"
    case .host: "the certificate is not issued to the processor's domain"
    case .expired: "the certificate was not valid at the time of the answer"
    case .weak: "the certificate, or one above it, is weak: an RSA key under 2048 bits, or signed by way of SHA-1"
    }
  }
}

extension Instant {
  init(_ date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())) }
  var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

/// Bytes as pairs of lower-case digits.
enum Hex {
  static func lower(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

extension SHA256Digest {
  /// Takes over a digest that was made elsewhere.
  init?(bytes: [UInt8]) {
    guard bytes.count == SHA256Digest.byteCount, bytes.count == MemoryLayout<SHA256Digest>.size else { return nil }
    self = withUnsafeTemporaryAllocation(
      byteCount: bytes.count, alignment: MemoryLayout<SHA256Digest>.alignment
    ) { room in
      room.copyBytes(from: bytes)
      return room.load(as: SHA256Digest.self)
    }
    guard Array(self) == bytes else { return nil }
  }
}
