import MailRigs
import Testing

/// For tests that wait, on their own thread, for what the pool's threads do.
struct Aside: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(OwnThread()) { try await function() }
  }
}

extension Trait where Self == Aside {
  static var aside: Aside { Aside() }
}
