import Dispatch
import Synchronization

/// Runs asynchronous work on the thread that asks for it, which waits. It takes no thread of the common pool, so that
/// callers cannot starve each other, however many wait at once.
final class CallerThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let arrived = DispatchSemaphore(value: 0)

  static func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    let thread = CallerThread()
    let result = Result<Value>()
    Task(executorPreference: thread) {
      let value = await work()
      result.value.withLock { $0 = value }
    }
    while true {
      thread.runNext()
      if let value = result.value.withLock({ $0 }) { return value }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrived.signal()
  }

  private func runNext() {
    arrived.wait()
    let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    job?.runSynchronously(on: asUnownedTaskExecutor())
  }

  private final class Result<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}
