import Catalogue
import Crypto
import Curl
import Foundation
import Synchronization
import Workflow

/// Makes the account's tokens: one for many letters, a new one when it ends or is refused. A refresh token that the
/// service replaces is kept before the first use of what came with it, because the old one may be dead already.
public actor MailLogIn {
  /// One token as it was given.
  public struct Pass: Sendable {
    public let authentication: MailAuthentication
    fileprivate let number: Int
  }

  private let account: MailOAuth
  private let keeper: String
  private let secrets: SecretBook
  private let kept: any TokenKeeping
  private let transfers: Transfers
  private let now: @Sendable () -> Instant
  private var pass: Pass?
  private var endsAt = Instant(milliseconds: 0)
  private var number = 0
  /// Passes up to this one were refused.
  private nonisolated let refused = Mutex(0)
  private var asking: Task<Result<Pass, LogInFault>, Never>?

  /// Seconds: a token is not used in its last moments.
  private static let margin: Int64 = 60
  /// Under which the sending account keeps its refresh token; no partner can be called so.
  public static let sender = "settings.mail"

  /// - Parameter keeper: Under which a replaced refresh token is kept: one for each that a person gave.
  public init(
    _ account: MailOAuth, keeper: String = MailLogIn.sender, secrets: SecretBook, kept: any TokenKeeping,
    network: NetworkRules,
    now: @escaping @Sendable () -> Instant
  ) throws {
    var profile = TransferProfile(origins: [try Origin(url: account.endpoint)])
    profile.allowsPlainHTTP = network.allowsLoopback
    profile.addresses = network.addressPolicy
    profile.trust = network.trust
    self.account = account
    self.keeper = keeper
    self.secrets = secrets
    self.kept = kept
    self.now = now
    transfers = Transfers(profile)
  }

  /// The token that is used now, made if need be.
  public func authentication() async throws(LogInFault) -> Pass {
    if let pass, pass.number > refused.withLock({ $0 }), now() < endsAt { return pass }
    let task = asking ?? Task { await self.ask() }
    asking = task
    return try await task.value.get()
  }

  /// For a thread that waits, as one does that reads a mailbox.
  /// - Parameter onEnd: Called once, from another thread, after half a minute at the latest.
  public nonisolated func authentication(onEnd: @escaping @Sendable (Result<Pass, LogInFault>) -> Void) {
    Task {
      do throws(LogInFault) { onEnd(.success(try await authentication())) } catch { onEnd(.failure(error)) }
    }
  }

  /// After a refusal: the next to ask gets another.
  public nonisolated func forget(_ pass: Pass) { refused.withLock { $0 = max($0, pass.number) } }

  private func ask() async -> Result<Pass, LogInFault> {
    defer { asking = nil }
    do throws(LogInFault) {
      let given = try account.refreshToken.map { reference throws(LogInFault) in
        try secret(reference, "refresh-token")
      }
      let token = try token(in: try await answer(to: try request(given.map { newest(of: $0) })))
      if let given, let successor = token.refresh { try keep(successor, of: given) }
      number += 1
      let made = Pass(authentication: .oauth2(user: account.user, token: token.access), number: number)
      pass = made
      endsAt = now() + Span.seconds(max(token.lives - MailLogIn.margin, 0))
      return .success(made)
    } catch {
      return .failure(error)
    }
  }

  private func request(_ refreshToken: [UInt8]?) throws(LogInFault) -> HTTPRequest {
    let grant = refreshToken == nil ? "client_credentials" : "refresh_token"
    var fields = [("grant_type", Array(grant.utf8)), ("client_id", Array(account.clientID.utf8))]
    if let refreshToken { fields.append(("refresh_token", refreshToken)) }
    if let reference = account.clientSecret { fields.append(("client_secret", try secret(reference, "client-secret"))) }
    if let scope = account.scope { fields.append(("scope", Array(scope.utf8))) }
    let body = fields.map { Array("\($0)=".utf8) + MailLogIn.escaped($1) }.joined(separator: [0x26])
    return HTTPRequest(
      method: "POST", url: account.endpoint,
      headers: [
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"), HTTPHeader("Accept", "application/json"),
      ],
      body: Array(body))
  }

  private func answer(to request: HTTPRequest) async throws(LogInFault) -> Exchange {
    switch await transfers.perform(request) {
    case .success(let exchange): return exchange
    case .failure(let failure):
      let reason = Reason(failure.reason.rawValue)
      throw TransferFailure.isOurs(failure.reason) ? .unusable(reason) : .unreachable(reason)
    }
  }

  private struct Token: Decodable {
    var access: String
    var refresh: String?
    var lives: Int64

    enum CodingKeys: String, CodingKey { case access = "access_token", refresh = "refresh_token", lives = "expires_in" }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      access = try fields.decode(String.self, forKey: .access)
      refresh = try fields.decodeIfPresent(String.self, forKey: .refresh)
      lives = try fields.decodeIfPresent(Int64.self, forKey: .lives) ?? 300
    }
  }

  private func token(in exchange: Exchange) throws(LogInFault) -> Token {
    switch exchange.status {
    case 200:
      guard let token = try? JSONDecoder().decode(Token.self, from: Data(exchange.responseBody)),
        Self.isWord(token.access)
      else { throw .unreadable }
      return token
    case 400, 401, 403: throw .refused
    case let status: throw .unreachable(Reason("status-\(status)"))
    }
  }

  /// It becomes part of a log-in line.
  private static func isWord(_ token: String) -> Bool {
    !token.isEmpty && token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
  }

  private static func escaped(_ value: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return value.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: [byte]
      case _: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }

  private func secret(_ reference: SecretReference, _ name: String) throws(LogInFault) -> [UInt8] {
    do {
      return try secrets.resolve(reference, name: "mail " + name, partner: "settings")
    } catch {
      throw .secretMissing(name)
    }
  }

  /// What came of the refresh token that a person gave; once they give another, that one counts.
  private func newest(of given: [UInt8]) -> [UInt8] {
    guard let record = try? kept.load(partner: keeper, name: "refresh"), record.count > 32,
      record.prefix(32).elementsEqual(SHA256.hash(data: given))
    else { return given }
    return Array(record.dropFirst(32))
  }

  private func keep(_ successor: String, of given: [UInt8]) throws(LogInFault) {
    do {
      try kept.store(
        Array(SHA256.hash(data: given)) + Array(successor.utf8), partner: keeper, name: "refresh")
    } catch {
      throw .notKept
    }
  }
}
