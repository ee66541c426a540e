import CCurl

/// One transfer on its way through the loop: options in, callbacks during, one ending out.
///
/// `@unchecked Sendable`: built by the caller, then handed to the loop's thread, which alone touches it from then on.
/// The loop keeps it alive for as long as libcurl holds pointers into it.
class TransferJob: @unchecked Sendable {
  let id: UInt64
  let startBefore: ContinuousClock.Instant?
  /// Set while libcurl works on it.
  var handle: EasyHandle?
  var isOver = false

  init(id: UInt64, startBefore: ContinuousClock.Instant?) {
    self.id = id
    self.startBefore = startBefore
  }

  /// Sets what all jobs of its loop have in common, on a handle that was just reset. Answers the first refusal, or
  /// CURLE_OK.
  func arrangeCommon(_ handle: EasyHandle) -> CURLcode { CURLE_OK }

  /// Sets what is this job's own. Answers the first refusal, or CURLE_OK.
  func arrange(_ handle: EasyHandle) -> CURLcode { CURLE_FAILED_INIT }

  /// Takes back what ``arrange(_:)`` set. False where something of it may be left: the handle is reset then.
  func clear(_ handle: EasyHandle) -> Bool { false }

  /// libcurl is done with it. `why` overrides the reason when it was us who ended it.
  func end(_ easy: UnsafeMutableRawPointer, _ code: CURLcode, because why: FailureReason?) {}

  /// It never reached libcurl.
  func neverStarted(_ reason: FailureReason, code: CURLcode) {}

  static func at<Job: TransferJob>(_ pointer: UnsafeMutableRawPointer?, as type: Job.Type) -> Job? {
    pointer.map { unsafeDowncast(Unmanaged<TransferJob>.fromOpaque($0).takeUnretainedValue(), to: type) }
  }

  var pointer: UnsafeRawPointer { UnsafeRawPointer(Unmanaged<TransferJob>.passUnretained(self).toOpaque()) }
}
