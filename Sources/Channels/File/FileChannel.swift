import Catalogue
import Crypto
import Curl
import Foundation
import Vault
import Workflow

/// A file on the partner's SFTP server, and later the file in which it answers.
///
/// A dispatch is one file. It appears under its name whole or not at all; a repeat brings the same bytes under the same
/// name, and where they are there already, that is as good as having put them.
public final class FileChannel: Channel {
  private let desk: PartnerDesk
  private let route: FileRoute

  private let server = Mutexed<FileTransfers>()

  public init(desk: PartnerDesk, route: FileRoute) {
    self.desk = desk
    self.route = route
  }

  /// What `prepare` hands to `transmit`.
  private struct Content: Sendable {
    var bytes: [UInt8]
    var path: RemotePath
    var checksum: RemotePath?
  }

  public func prepare(_ order: Order) throws(PrepareFailure) -> Prepared {
    do {
      guard let lane = order.lane else { throw RenderFailure(.noItems, part: "columns") }
      let facts = desk.facts(for: order)
      let places = try route.places(facts: facts)
      let bytes = try route.render(lane: lane, items: order.items, facts: facts)
      guard bytes.count <= FileChannel.uploadCap else {
        throw RenderFailure(.tooLarge(bytes.count, limit: FileChannel.uploadCap), part: "file")
      }
      let content = Content(
        bytes: bytes, path: try RemotePath(places.file), checksum: try places.checksum.map { try RemotePath($0) })
      return Prepared(bodyHash: Array(SHA256.hash(data: bytes)), content: content)
    } catch {
      throw PrepareFailure(error)
    }
  }

  public func transmit(_ prepared: Prepared, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    guard let content = prepared.content as? Content else {
      return onEnd(Report(finding: .sent(.rejected(Reason("cannot-be-written")))))
    }
    Task { onEnd(await put(content, order)) }
  }

  /// Looks for the answer file. Without a job, whether our file arrived.
  public func ask(job: [UInt8]?, _ order: Order, onEnd: @escaping @Sendable (Report) -> Void) {
    Task {
      do {
        let places = try route.places(facts: desk.facts(for: order))
        let transfers = try transfers(places)
        var report = try await look(places, order, transfers)
        if job == nil, report.finding == FileChannel.taken { report.memory = Array(places.file.utf8) }
        guard job == nil, report.finding == .asked(.pending(askAfter: nil)) else { return onEnd(report) }
        onEnd(try await arrival(places, order, transfers))
      } catch {
        onEnd(Report(finding: .asked(.halted(FileChannel.reason(for: error)))))
      }
    }
  }

  public func close(grace: Span) {
    guard let transfers = server.value else { return }
    Task { await transfers.shutdown(grace: .milliseconds(grace.milliseconds)) }
  }

  private static let uploadCap = 256 << 20
  private static let taken = Report.Finding.asked(.taken(.acceptedUnsigned, Reason("file-taken")))

  private static func reason(for error: any Error) -> Reason {
    error is SecretError ? Reason("secret-missing") : Reason("cannot-be-written")
  }

  // MARK: Putting

  private func put(_ content: Content, _ order: Order) async -> Report {
    let transfers: FileTransfers
    do {
      transfers = try self.transfers(try route.places(facts: desk.facts(for: order)))
    } catch {
      return Report(finding: .sent(.halted(FileChannel.reason(for: error))))
    }
    if let path = content.checksum {
      let bytes = FileRoute.checksum(of: content.bytes, name: content.path.name)
      if case .failure(let failure) = await put(bytes, at: path, transfers) {
        // A checksum without its file asks for nothing, whether it arrived or not.
        let verdict: Verdict =
          TransferFailure.isOurs(failure.reason)
          ? .halted(Reason(failure.reason.rawValue)) : .notSent(Reason(failure.reason.rawValue))
        return Report(finding: .sent(verdict), evidence: [note("put", path, bytes, of: .failure(failure), transfers)])
      }
    }
    let result = await put(content.bytes, at: content.path, transfers)
    let evidence = [
      EvidenceFile(name: "file", bytes: content.bytes), note("put", content.path, content.bytes, of: result, transfers),
    ]
    switch result {
    case .success:
      let job = route.answers == nil ? nil : Array(content.path.text.utf8)
      return Report(finding: .sent(.accepted(Acceptance(grade: .transmitted, job: job))), evidence: evidence)
    case .failure(let failure): return Report(finding: .sent(failure.verdict), evidence: evidence)
    }
  }

  /// A name that is taken by the very same bytes is a success: an earlier attempt arrived.
  private func put(_ bytes: [UInt8], at path: RemotePath, _ transfers: FileTransfers) async -> FileResult {
    let result = await transfers.perform(.put(bytes, at: path))
    guard case .failure(let failure) = result, failure.reason == .remoteExists else { return result }
    guard case .success(let there) = await transfers.perform(.get(path)), there.bytes == bytes else { return result }
    if let partial = try? RemotePath(path.partial) { _ = await transfers.perform(.remove(partial)) }
    return .success(there)
  }

  // MARK: Asking

  private func look(_ places: FilePlaces, _ order: Order, _ transfers: FileTransfers) async throws -> Report {
    guard let answers = route.answers, let lane = order.lane, let text = places.answer else {
      return Report(finding: .asked(.pending(askAfter: nil)))
    }
    if let marker = places.marker {
      let path = try RemotePath(marker)
      let result = await transfers.perform(.get(path))
      guard case .success = result else { return try await waiting(result, path, places, transfers) }
    }
    let path = try RemotePath(text)
    let result = await transfers.perform(.get(path))
    guard case .success(let answer) = result else { return try await waiting(result, path, places, transfers) }
    let files = [
      EvidenceFile(name: "answer", bytes: answer.bytes), note("get", path, answer.bytes, of: result, transfers),
    ]
    let modified = answer.modified.map { Instant(seconds: Int64($0)) }
    if places.marker == nil, let modified, desk.now() < modified + answers.rest {
      return Report(finding: .asked(.pending(askAfter: answers.rest)))
    }
    return Report(
      finding: .asked(route.judge(answer.bytes, items: try route.sent(lane: lane, items: order.items))), evidence: files
    )
  }

  /// The answer is not there. What the partner put to acknowledge ours is kept, each time it is seen, and confirms
  /// that it took the file.
  private func waiting(
    _ result: FileResult, _ path: RemotePath, _ places: FilePlaces, _ transfers: FileTransfers
  ) async throws -> Report {
    if case .failure(let failure) = result, failure.reason != .remoteMissing {
      return Report(
        finding: .asked(failure.pollVerdict), evidence: [note("get", path, [], of: result, transfers)])
    }
    var report = Report(finding: .asked(.pending(askAfter: nil)))
    if let text = places.acknowledgement {
      let path = try RemotePath(text)
      let taken = await transfers.perform(.get(path))
      if case .success(let answer) = taken {
        report.finding = FileChannel.taken
        report.evidence = [
          EvidenceFile(name: "acknowledgement", bytes: answer.bytes),
          note("get", path, answer.bytes, of: taken, transfers),
        ]
      }
    }
    return report
  }

  /// For `query-first`: our file under its name says that an earlier attempt arrived, and so does an acknowledgement.
  private func arrival(_ places: FilePlaces, _ order: Order, _ transfers: FileTransfers) async throws -> Report {
    guard let lane = order.lane else { return Report(finding: .asked(.unknown(Reason("no-such-call")))) }
    if let text = places.acknowledgement, case .success = await transfers.perform(.get(try RemotePath(text))) {
      return Report(finding: FileChannel.taken, memory: Array(places.file.utf8))
    }
    let path = try RemotePath(places.file)
    let result = await transfers.perform(.get(path))
    switch result {
    case .success(let there):
      let ours = try route.render(lane: lane, items: order.items, facts: desk.facts(for: order))
      let evidence = [note("get", path, there.bytes, of: result, transfers)]
      return Report(
        finding: .asked(there.bytes == ours ? .pending(askAfter: nil) : .halted(Reason("remote-exists"))),
        evidence: evidence, memory: Array(places.file.utf8))
    case .failure(let failure):
      return Report(
        finding: .asked(failure.reason == .remoteMissing ? .unknown(Reason("job-unknown")) : failure.pollVerdict))
    }
  }

  // MARK: The server

  private func transfers(_ places: FilePlaces) throws -> FileTransfers {
    try server.make {
      let credential: FileCredential
      if let name = route.key {
        let phrase = try route.passphrase.map { String(decoding: try desk.secret($0), as: UTF8.self) }
        credential = .key(try desk.secret(name), passphrase: phrase)
      } else {
        credential = .password(String(decoding: try desk.secret(route.password ?? ""), as: UTF8.self))
      }
      var server = FileServer(
        host: places.host, port: places.port, user: route.user ?? "", credential: credential, hostKey: route.hostKey)
      server.addresses = desk.network.addressPolicy
      server.uploadCap = FileChannel.uploadCap
      server.maxInFlight = max(1, min(desk.entry.terms.limits.concurrency, 4))
      return FileTransfers(server)
    }
  }

  /// SFTP leaves no bytes that a person could read: this says what was done, and with whom.
  private func note(
    _ verb: String, _ path: RemotePath, _ bytes: [UInt8], of result: FileResult, _ transfers: FileTransfers
  ) -> EvidenceFile {
    let server = transfers.server
    var lines = [
      "\(verb) sftp://\(server.host):\(server.port)\(path.text)", "user \(server.user)",
      "bytes \(bytes.count)", "sha256 \(SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined())",
    ]
    switch result {
    case .success(let answer):
      lines += ["host-key \(answer.hostKey)", "address \(answer.peerAddress)"]
      if let modified = answer.modified { lines.append("modified \(Instant(seconds: Int64(modified)).written)") }
    case .failure(let failure): lines.append("ended \(failure)")
    }
    let text = lines.joined(separator: "\n") + "\n"
    return EvidenceFile(name: verb == "put" ? "transfer.txt" : "pick-up.txt", bytes: Array(text.utf8))
  }
}
