import MailRigs
import Testing

/// For tests that block for seconds: they run on threads of their own, so that those that share the pool's few threads
/// and measure time are not held up.
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
