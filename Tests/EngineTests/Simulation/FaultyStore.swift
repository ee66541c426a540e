import Store
import Synchronization
import Workflow

/// The real store, with a power switch: a transaction may die before its commit, or right after it.
final class FaultyStore: Store {
  enum Crash: Error { case beforeCommit, afterCommit }

  private let inner: SQLiteStore
  private let plan = Mutex<Crash?>(nil)

  init(_ inner: SQLiteStore) { self.inner = inner }

  func crashNext(_ crash: Crash?) { plan.withLock { $0 = crash } }

  func read<Value>(_ work: (any StoreReading) throws -> Value) throws -> Value { try inner.read(work) }

  func write<Value>(_ work: (any StoreWriting) throws -> Value) throws -> Value {
    let crash = plan.withLock { plan -> Crash? in
      defer { plan = nil }
      return plan
    }
    let value = try inner.write { session in
      let value = try work(session)
      if case .beforeCommit? = crash { throw Crash.beforeCommit }
      return value
    }
    if case .afterCommit? = crash { throw Crash.afterCommit }
    return value
  }
}
