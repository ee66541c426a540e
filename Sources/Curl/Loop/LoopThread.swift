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
  private var idleHandles: [EasyHandle] = []
  private var orders: [TransferLoop.Order] = []
  /// Jobs that are over, until whoever starts the next one takes them.
  private var over: [TransferJob] = []
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
      idleHandles = []
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
    loop.takeOrders(into: &orders, over: &over)
    for order in orders { obey(order, multi) }
    orders.removeAll(keepingCapacity: true)
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
    // Nobody may come for a long time.
    over = []
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
      for job in jobs.values where job.handle == nil { finish(job, multi, CURLE_OK, because: .shutDown) }
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
    guard let handle = idleHandles.popLast() ?? EasyHandle() else {
      return finish(job, multi, CURLE_FAILED_INIT, because: .config)
    }
    var code = arrange(handle, for: job)
    job.handle = handle
    if code == CURLE_OK && curl_multi_add_handle(multi, handle.easy) != CURLM_OK { code = CURLE_FAILED_INIT }
    guard code == CURLE_OK else {
      job.handle = nil
      return finish(job, multi, code, because: .config)
    }
    inFlight += 1
  }

  private func arrange(_ handle: EasyHandle, for job: TransferJob) -> CURLcode {
    var code = CURLE_OK
    if !handle.isArranged {
      handle.reset()
      code = followSockets(of: handle)
      if code == CURLE_OK { code = job.arrangeCommon(handle) }
    }
    // Until the job has taken its own back, the handle may not serve another.
    handle.isArranged = false
    if code == CURLE_OK { code = job.arrange(handle) }
    if code == CURLE_OK { code = ccurl_set_pointer(handle.easy, CURLOPT_PRIVATE, job.pointer) }
    return code
  }

  /// Has the sockets of its connections known from their opening to their closing.
  private func followSockets(of handle: EasyHandle) -> CURLcode {
    ccurl_set_lifetime_callbacks(
      handle.easy,
      { owner, socket, _ in
        if let owner { Unmanaged<Readiness>.fromOpaque(owner).takeUnretainedValue().opened(socket) }
        return CURL_SOCKOPT_OK
      },
      { owner, socket in
        if let owner { Unmanaged<Readiness>.fromOpaque(owner).takeUnretainedValue().closes(socket) }
        return close(socket)
      }, Unmanaged.passUnretained(readiness).toOpaque())
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
    guard let handle = job.handle else { return job.neverStarted(why ?? .config, code: code) }
    job.handle = nil
    inFlight -= 1
    curl_multi_remove_handle(multi, handle.easy)
    job.end(handle.easy, code, because: why)
    // What a transfer that broke off has left in its handle is not worth knowing.
    handle.isArranged = code == CURLE_OK && why == nil && job.clear(handle)
    idleHandles.append(handle)
    over.append(job)
  }
}
