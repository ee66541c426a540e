import Glibc

/// Whoever reads from us may end before it has read: writing then is an error, and must not be the end of this program.
enum BrokenPipe {
  static func withheld<Value>(_ work: () throws -> Value) rethrows -> Value {
    var (pipe, before) = (sigset_t(), sigset_t())
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
      // The signal was raised on this thread and waits; it is taken before the old mask would let it through.
      var now = timespec()
      while sigtimedwait(&pipe, nil, &now) == SIGPIPE {}
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return try work()
  }
}
