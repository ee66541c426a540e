import CCurl
import Foundation

/// The loop itself: lives and dies on one thread and owns the multi handle, its connection cache and all easy handles.
final class LoopThread {
  private let loop: TransferLoop
  private let readiness: Readiness
  private let multi: UnsafeMutableRawPointer?
  private let maxInFlight: Int
  private var jobs: [UInt64: TransferJob] = [:]
  private var waiting = WaitingLine()
  private var inFlight = 0
  private var idleHandles: [UnsafeMutableRawPointer] = []
  /// When libcurl wants to be called even if no socket is ready.
  private var alarm: ContinuousClock.Instant?
  private var stopAt: ContinuousClock.Instant?
  private var whenStopped: [@Sendable () -> Void] = []

  init(_ loop: TransferLoop, bell: Int32, maxInFlight: Int) {
    self.loop = loop
    self.maxInFlight = maxInFlight
    readiness = Readiness(bell: bell)
    multi = curl_multi_init()
  }

  func run() {
    if let multi {
      prepare(multi)
      while turn(multi) {}
      for job in jobs.values { finish(job, multi, CURLE_ABORTED_BY_CALLBACK, because: .shutDown) }
      idleHandles.forEach { curl_easy_cleanup($0) }
      curl_multi_cleanup(multi)
    }
    for order in loop.close() { refuse(order) }
    whenStopped.forEach { $0() }
  }

  private func prepare(_ multi: UnsafeMutableRawPointer) {
    // As many connections may idle as can be in use, or libcurl closes and opens them all the time.
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, maxInFlight)
    let owner = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_multi_set_callbacks(
      multi,
      { _, socket, what, owner, _ in
        if let owner { LoopThread.at(owner).readiness.follow(socket, what) }
        return 0
      },
      { _, milliseconds, owner in
        if let owner { LoopThread.at(owner).setAlarm(milliseconds) }
        return 0
      }, owner)
  }

  private static func at(_ owner: UnsafeMutableRawPointer) -> LoopThread {
    Unmanaged<LoopThread>.fromOpaque(owner).takeUnretainedValue()
  }

  private func setAlarm(_ milliseconds: Int) {
    alarm = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
  }

  /// One round; false when the loop is over.
  private func turn(_ multi: UnsafeMutableRawPointer) -> Bool {
    loop.takeOrders().forEach { obey($0, multi) }
    startWaiting(multi)
    var stillRunning: Int32 = 0
    if let alarm, alarm <= .now {
      self.alarm = nil
      curl_multi_socket_action(multi, -1, 0, &stillRunning)  // CURL_SOCKET_TIMEOUT
    }
    collect(multi)
    if let stopAt, jobs.isEmpty || stopAt <= .now { return false }
    if inFlight < maxInFlight && !waiting.isEmpty { return true }
    readiness.wait(milliseconds: rest()) { socket, mask in
      curl_multi_socket_action(multi, socket, mask, &stillRunning)
    }
    collect(multi)
    return true
  }

  /// How long nothing will be due, in milliseconds.
  private func rest() -> Int {
    var until: Duration = .seconds(60)
    for moment in [alarm, stopAt] {
      if let moment { until = min(until, ContinuousClock.now.duration(to: moment)) }
    }
    if until <= .zero || !loop.mayRest() { return 0 }
    return until.milliseconds
  }

  private func obey(_ order: TransferLoop.Order, _ multi: UnsafeMutableRawPointer) {
    switch order {
    case .start(let job):
      if stopAt != nil {
        job.neverStarted(.shutDown, code: CURLE_OK)
      } else {
        jobs[job.id] = job
        waiting.append(job)
      }
    case .cancel(let id):
      if let job = jobs[id] { finish(job, multi, CURLE_ABORTED_BY_CALLBACK, because: .cancelled) }
    case .stop(let end, let then):
      stopAt = min(stopAt ?? end, end)
      if let then { whenStopped.append(then) }
      for job in jobs.values where job.easy == nil { finish(job, multi, CURLE_OK, because: .shutDown) }
    }
  }

  private func refuse(_ order: TransferLoop.Order) {
    switch order {
    case .start(let job): job.neverStarted(.shutDown, code: CURLE_OK)
    case .cancel: break
    case .stop(_, let then): if let then { whenStopped.append(then) }
    }
  }

  private func startWaiting(_ multi: UnsafeMutableRawPointer) {
    while inFlight < maxInFlight, let job = waiting.next() {
      if let limit = job.startBefore, limit <= .now {
        finish(job, multi, CURLE_OK, because: .tooLate)
      } else {
        begin(job, multi)
      }
    }
  }

  private func begin(_ job: TransferJob, _ multi: UnsafeMutableRawPointer) {
    guard let easy = idleHandles.popLast() ?? curl_easy_init() else {
      return finish(job, multi, CURLE_FAILED_INIT, because: .config)
    }
    curl_easy_reset(easy)
    var code = job.arrange(easy)
    if code == CURLE_OK { code = ccurl_set_pointer(easy, CURLOPT_PRIVATE, job.pointer) }
    job.easy = easy
    if code == CURLE_OK && curl_multi_add_handle(multi, easy) != CURLM_OK { code = CURLE_FAILED_INIT }
    guard code == CURLE_OK else {
      job.easy = nil
      curl_easy_cleanup(easy)
      return finish(job, multi, code, because: .config)
    }
    inFlight += 1
  }

  private func collect(_ multi: UnsafeMutableRawPointer) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      let code = ccurl_message_result(message)  // the message dies with the handle's removal
      let pointer = ccurl_get_pointer(easy, CURLINFO_PRIVATE)
      if let job = TransferJob.at(pointer, as: TransferJob.self) { finish(job, multi, code, because: nil) }
    }
  }

  /// The one way out: every job passes here once, wherever it was.
  private func finish(
    _ job: TransferJob, _ multi: UnsafeMutableRawPointer, _ code: CURLcode, because why: FailureReason?
  ) {
    jobs[job.id] = nil
    job.isOver = true
    guard let easy = job.easy else { return job.neverStarted(why ?? .config, code: code) }
    job.easy = nil
    inFlight -= 1
    curl_multi_remove_handle(multi, easy)
    job.end(easy, code, because: why)
    idleHandles.append(easy)
  }
}
