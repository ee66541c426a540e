import Foundation
import Ledger
import TimeStamps
import Vault

/// An RFC 3161 time-stamp authority: what it signs existed at the time it says.
struct TimeStamping: AnchorService {
  let service: AnchorSettings.TimeStampService
  let authority: TimeStampAuthority

  init(_ service: AnchorSettings.TimeStampService, in home: Home) throws {
    self.service = service
    let path = home.resolve(service.chain)
    guard let pem = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw AnchorTrouble(
        "settings.yaml, time-stamp authority \(service.url): the chain \(path) cannot be read; save the authority's certificates there as PEM"
      )
    }
    do {
      authority = try TimeStampAuthority(chainPEM: pem, policies: service.policy.map { [$0] } ?? [])
    } catch { throw AnchorTrouble("settings.yaml, time-stamp authority \(service.url): \(error)") }
  }

  var name: String { service.url }

  func vouch(for task: AnchorTask, via post: any AnchorPost, onEnd: @escaping @Sendable (AnchorResult) -> Void) {
    let (digest, nonce, request): (LedgerHash, [UInt8], TimeStampRequest)
    do {
      digest = TreeHash.sha256(task.checkpoint)
      nonce = try Randomness.bytes(16)
      request = try TimeStampRequest(digest: digest.bytes, nonce: nonce, policy: service.policy)
    } catch { return onEnd(.failure(AnchorTrouble("\(error)"))) }
    post.post(request.der, contentType: "application/timestamp-query", to: service.url) { reply in
      onEnd(read(reply, digest: digest, nonce: nonce, now: task.now().ledger))
    }
  }

  private func read(_ reply: AnchorReply, digest: LedgerHash, nonce: [UInt8], now: LedgerTime) -> AnchorResult {
    switch reply {
    case .failed(let why): return .failure(AnchorTrouble("the time-stamp authority cannot be reached: \(why)"))
    case .answered(let status, _, _) where status != 200:
      return .failure(AnchorTrouble("the time-stamp authority answered with status \(status); look at its address"))
    case .answered(_, _, let body):
      do {
        let proof = try prove(body, digest: digest, nonce: nonce)
        guard case .timeStamp(_, let time, _) = proof, abs(time.seconds - now.seconds) <= TimeStamping.tolerance else {
          return .failure(AnchorTrouble("the time-stamp authority's time is not ours; check this machine's clock"))
        }
        return .success(proof)
      } catch { return .failure(AnchorTrouble("the time-stamp is not accepted: \(error)")) }
    }
  }

  /// How far the two clocks may differ, in seconds: what a ledger's brackets allow.
  private static let tolerance: Int64 = 300

  private func prove(_ token: [UInt8], digest: LedgerHash, nonce: [UInt8]?) throws -> AnchorProof {
    let stamp = try StampCheck(authority: authority).stamp(in: token, digest: digest, nonce: nonce)
    return .timeStamp(token: token, time: stamp.time, authority: stamp.authority)
  }

  func recognise(_ token: [UInt8], over checkpoint: [UInt8]) -> AnchorProof? {
    try? prove(token, digest: TreeHash.sha256(checkpoint), nonce: nil)
  }

  func recognise(_ line: Cosignature, over checkpoint: [UInt8]) -> AnchorProof? { nil }
}
