import Foundation

/// Runs each job on a thread of its own: what blocks there holds up nobody who shares the pool's few threads.
public final class OwnThread: TaskExecutor {
  public init() {}

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    Thread.detachNewThread { job.runSynchronously(on: executor) }
  }
}
