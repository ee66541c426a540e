import CCurl

/// One transfer on its way through the loop: options in, callbacks during, one ending out.
///
/// `@unchecked Sendable`: built by the caller, then handed to the loop's thread, which alone touches it from then on.
/// The loop keeps it alive for as long as libcurl holds pointers into it.
class TransferJob: @unchecked Sendable {
  let id: UInt64
  let startBefore: ContinuousClock.Instant?
  /// Set while libcurl works on it.
  var easy: UnsafeMutableRawPointer?
  var isOver = false

  init(id: UInt64, startBefore: ContinuousClock.Instant?) {
    self.id = id
    self.startBefore = startBefore
  }

  /// Sets every option on a handle that was just reset. Answers the first refusal, or CURLE_OK.
  func arrange(_ easy: UnsafeMutableRawPointer) -> CURLcode { CURLE_FAILED_INIT }

  /// libcurl is done with it. `why` overrides the reason when it was us who ended it.
  func end(_ easy: UnsafeMutableRawPointer, _ code: CURLcode, because why: FailureReason?) {}

  /// It never reached libcurl.
  func neverStarted(_ reason: FailureReason, code: CURLcode) {}

  static func at<Job: TransferJob>(_ pointer: UnsafeMutableRawPointer?, as type: Job.Type) -> Job? {
    pointer.map { unsafeDowncast(Unmanaged<TransferJob>.fromOpaque($0).takeUnretainedValue(), to: type) }
  }

  var pointer: UnsafeRawPointer { UnsafeRawPointer(Unmanaged<TransferJob>.passUnretained(self).toOpaque()) }
}
