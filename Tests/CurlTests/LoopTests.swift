import Foundation
import Synchronization
import Testing

@testable import Curl

/// Many at once, cancelled, stopped: every waiter gets one result.
struct LoopTests {
  @Test(arguments: [false, true])
  func `a thousand requests share few places and all end well`(reuses: Bool) async throws {
    let server = try HostileServer { peer in
      while peer.request() != nil { peer.say(okay) }
    }
    var profile = try rehearsal(server)
    profile.maxInFlight = 16
    profile.reusesConnections = reuses
    let transfers = Transfers(profile)
    let statuses = await withTaskGroup { group in
      for number in 0..<1000 { group.addTask { await transfers.perform(post(server, "/\(number)")) } }
      return await group.reduce(into: [Int]()) { if case .success(let exchange) = $1 { $0.append(exchange.status) } }
    }
    #expect(statuses == [Int](repeating: 200, count: 1000))
    #expect(Set(server.received.compactMap { $0.split(separator: " ").dropFirst().first }).count == 1000)
    #expect(reuses ? server.connections <= 16 : server.connections == 1000)
  }

  @Test func `cancelling a sent request is in doubt, a queued one is not sent`() async throws {
    let (sent, seen) = AsyncStream<Void>.makeStream()
    let server = try HostileServer { peer in
      _ = peer.request()
      seen.yield()
      peer.waitForEnd()
    }
    var profile = try rehearsal(server)
    profile.maxInFlight = 1
    let transfers = Transfers(profile)
    let first = Task { await transfers.perform(post(server, "/first")) }
    for await _ in sent { break }
    let second = Task { await transfers.perform(post(server, "/second")) }
    second.cancel()
    #expect(failure(await second.value)?.certainty == .notSent)
    first.cancel()
    let ended = failure(await first.value)
    #expect(ended?.certainty == .inDoubt)
    #expect(ended?.reason == .cancelled)
    #expect(server.received.count == 1)
  }

  @Test func `shutdown ends the sent in doubt, the queued unsent, the late refused`() async throws {
    let (sent, seen) = AsyncStream<Void>.makeStream()
    let server = try HostileServer { peer in
      _ = peer.request()
      seen.yield()
      peer.waitForEnd()
    }
    var profile = try rehearsal(server)
    profile.maxInFlight = 2
    let transfers = Transfers(profile)
    let results = Mutex<[TransferResult]>([])
    for number in 0..<50 { transfers.start(post(server, "/\(number)")) { end in results.withLock { $0.append(end) } } }
    var count = 0
    for await _ in sent {
      count += 1
      if count == 2 { break }
    }
    await transfers.shutdown(grace: .milliseconds(50))
    let failures = results.withLock { $0 }.compactMap { failure($0) }
    #expect(failures.count == 50)
    #expect(failures.filter { $0.certainty == .inDoubt }.count == 2)
    #expect(failures.allSatisfy { $0.reason == .shutDown })
    #expect(failure(await transfers.perform(post(server)))?.reason == .shutDown)
    await transfers.shutdown(grace: .seconds(1))
  }

  @Test func `shutdown lets what is in flight finish within its grace`() async throws {
    let (sent, seen) = AsyncStream<Void>.makeStream()
    let go = DispatchSemaphore(value: 0)
    let server = try HostileServer { peer in
      _ = peer.request()
      seen.yield()
      go.wait()
      peer.say(okay)
    }
    let transfers = Transfers(try rehearsal(server))
    let result = Task { await transfers.perform(post(server)) }
    for await _ in sent { break }
    let stopped = Task { await transfers.shutdown(grace: .seconds(9)) }
    go.signal()
    #expect(try await result.value.get().status == 200)
    await stopped.value
  }

  @Test func `dropping the last reference leaves no waiter behind`() async throws {
    let server = try HostileServer { peer in peer.waitForEnd() }
    let profile = try rehearsal(server)
    let result = await withCheckedContinuation { waiter in
      _ = Transfers(profile).start(post(server)) { waiter.resume(returning: $0) }
    }
    #expect(failure(result)?.reason == .shutDown)
  }

  @Test func `a request whose time to start is over is not sent`() async throws {
    let server = try HostileServer { peer in _ = peer.request() }
    var request = post(server)
    request.startBefore = .now - .milliseconds(1)
    let failure = failure(try await send(request, rehearsal(server)))
    #expect(failure?.reason == .tooLate)
    #expect(failure?.certainty == .notSent)
    #expect(server.connections == 0)
  }
}
