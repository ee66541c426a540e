import Foundation

/// One run of a program without a shell, fed and read at the same time, so that neither waits for the other however
/// much there is. It gets a small environment of its own and no open file but the three pipes.
struct PipedRun {
  var path: String
  var arguments: [String]
  /// Becomes HOME and TMPDIR.
  var folder: String
  var deadline: TimeInterval = 60
  /// Called once, when the program has taken half of its input.
  var midway: (() -> Void)?

  struct Result {
    let status: Int32
    let output: [UInt8]
    /// What it wrote to standard error; may quote names and is never shown.
    let complaints: [UInt8]
  }

  private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  func run(_ input: [UInt8]) throws(SealFault) -> Result {
    guard let inlet = Channel(), let outlet = Channel(), let complaints = Channel() else {
      throw .failed(tool: name, what: .notStarted)
    }
    let child = try start(inlet, outlet, complaints)
    for channel in [inlet, outlet, complaints] { channel.closeTheirs() }
    var exchange = Exchange(inlet: inlet, outlet: outlet, complaints: complaints, input: input, midway: midway)
    let isComplete = exchange.work(until: PipedRun.now + deadline)
    if !isComplete { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    guard isComplete else { throw .failed(tool: name, what: .tooSlow) }
    let signal = status & 0x7f
    return Result(
      status: signal == 0 ? (status >> 8) & 0xff : -signal, output: exchange.output, complaints: exchange.said)
  }

  static var now: TimeInterval { ProcessInfo.processInfo.systemUptime }

  private func start(_ inlet: Channel, _ outlet: Channel, _ complaints: Channel) throws(SealFault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (descriptor, channel) in [(0, inlet), (1, outlet), (2, complaints)] as [(Int32, Channel)] {
      posix_spawn_file_actions_adddup2(&actions, channel.theirs, descriptor)
    }
    for descriptor in PipedRun.openFiles() { posix_spawn_file_actions_addclose(&actions, descriptor) }
    setSignals(&attributes)
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(folder)", "TMPDIR=\(folder)", "LC_ALL=C", "TZ=UTC"]
    let environment = (settings + ["OPENSSL_CONF=/dev/null"]).map { strdup($0) } + [nil]
    defer { for word in words + environment { free(word) } }
    var child: pid_t = 0
    guard posix_spawn(&child, path, &actions, &attributes, words, environment) == 0 else {
      throw .failed(tool: name, what: .notStarted)
    }
    return child
  }

  /// What this program has open beside its standard three. One that is closed meanwhile does no harm.
  private static func openFiles() -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.filter { $0 > 2 }
  }

  /// The program begins with no signal blocked or ignored, whatever this thread does.
  private func setSignals(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }
}

/// A pair of sockets in place of a pipe: writing to a program that has ended is an error there and no signal.
private final class Channel {
  private(set) var ours: Int32
  private(set) var theirs: Int32

  init?() {
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { return nil }
    (ours, theirs) = (pair[0], pair[1])
    _ = fcntl(ours, F_SETFL, O_NONBLOCK)
  }

  deinit {
    closeOurs()
    closeTheirs()
  }

  func closeOurs() {
    if ours >= 0 { close(ours) }
    ours = -1
  }

  func closeTheirs() {
    if theirs >= 0 { close(theirs) }
    theirs = -1
  }
}

/// Gives and takes what is ready, until both outputs have ended.
private struct Exchange {
  let inlet: Channel
  let outlet: Channel
  let complaints: Channel
  let input: [UInt8]
  var midway: (() -> Void)?
  var given = 0
  var output: [UInt8] = []
  var said: [UInt8] = []

  init(inlet: Channel, outlet: Channel, complaints: Channel, input: [UInt8], midway: (() -> Void)?) {
    (self.inlet, self.outlet, self.complaints) = (inlet, outlet, complaints)
    (self.input, self.midway) = (input, midway)
  }

  /// False when time ran out.
  mutating func work(until end: TimeInterval) -> Bool {
    if input.isEmpty { inlet.closeOurs() }
    while outlet.ours >= 0 || complaints.ours >= 0 {
      let left = end - PipedRun.now
      if left <= 0 { return false }
      // poll passes over descriptors below 0.
      var waiting = [
        pollfd(fd: inlet.ours, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: outlet.ours, events: Int16(POLLIN), revents: 0),
        pollfd(fd: complaints.ours, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waiting, 3, Int32(left * 1000) + 1) < 0 && errno != EINTR { return false }
      if waiting[0].revents != 0 { give() }
      if waiting[1].revents != 0 { take(outlet, into: \.output) }
      if waiting[2].revents != 0 { take(complaints, into: \.said) }
    }
    return true
  }

  private mutating func give() {
    let sent = input.withUnsafeBytes { bytes in
      bytes.baseAddress.map { send(inlet.ours, $0 + given, bytes.count - given, Int32(MSG_NOSIGNAL)) } ?? -1
    }
    if sent < 0 {
      // A program may end without reading; its status says whether that was right.
      if errno != EAGAIN && errno != EINTR { inlet.closeOurs() }
      return
    }
    given += sent
    if given * 2 >= input.count, let midway {
      midway()
      self.midway = nil
    }
    if given == input.count { inlet.closeOurs() }
  }

  private mutating func take(_ channel: Channel, into place: WritableKeyPath<Exchange, [UInt8]>) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(channel.ours, &buffer, buffer.count)
    if count > 0 {
      self[keyPath: place] += buffer[..<count]
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      channel.closeOurs()
    }
  }
}
