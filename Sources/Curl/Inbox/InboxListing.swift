import CCurl

extension InboxSession {
  /// Uid and size of every mail in a range, in order. The range may be as wide as it likes: it is asked for in
  /// windows, each checked against the server's own count, or asked twice where the server does not count.
  public func listing(_ uids: ClosedRange<UInt32>) throws(InboxFault) -> [InboxItem] {
    var found: [InboxItem] = []
    var low = max(1, uids.lowerBound)
    var width = InboxSession.page
    var doubts = 0
    while low <= uids.upperBound {
      let high = uids.upperBound - low < width ? uids.upperBound : low + (width - 1)
      switch try window(low...high) {
      case .sure(let items):
        found += items
        if items.count < Int(InboxSession.page) / 4 { width = min(width, UInt32.max / 4) * 2 }
        if high == .max { return found }
        low = high + 1
      case .tooMany where width > InboxSession.page: width = max(InboxSession.page, width / 4)
      case .tooMany, .doubtful:
        doubts += 1
        if doubts > 20 { throw .protocolBroken("What it lists and what it counts differ, again and again.") }
        width = max(1, width / 2)
      }
    }
    return found
  }

  /// How many mails a range holds; nil when the server does not count.
  public func count(_ uids: ClosedRange<UInt32>) throws(InboxFault) -> Int? {
    guard counts else { return nil }
    let range = "\(max(1, uids.lowerBound)):\(max(1, uids.upperBound))"
    guard let count = try ask("UID SEARCH RETURN (COUNT) UID \(range)").count else {
      throw .protocolBroken("It offers to count and does not.")
    }
    return count
  }

  /// The first `limit` bytes of a mail, or all of it. Nothing is marked as read.
  public func fetch(_ uid: UInt32, limit: Int) throws(InboxFault) -> Fetched {
    guard uid > 0, limit > 0, limit < Int.max else { throw .protocolBroken("There is no mail of uid 0.") }
    var answer = try exchange { $0.fetch(uid, most: limit + 1) }
    if answer.code == CURLE_REMOTE_FILE_NOT_FOUND || answer.code == CURLE_WEIRD_SERVER_REPLY {
      // The mail may be gone or empty, or a line about another mail came in between.
      try renew()
      guard let size = try size(of: uid) else { return .gone }
      if size == 0 { return .whole([]) }
      answer = try exchange { $0.fetch(uid, most: limit + 1) }
      if answer.code == CURLE_REMOTE_FILE_NOT_FOUND || answer.code == CURLE_WEIRD_SERVER_REPLY {
        throw .protocolBroken("It lists a mail that it does not hand out.")
      }
    }
    guard answer.code == CURLE_OK else { throw fault(of: answer) }
    guard answer.reply.fetchedUID == uid else {
      throw .protocolBroken("It handed out another mail than was asked for.")
    }
    if answer.body.count <= limit { return .whole(answer.body) }
    guard let size = try size(of: uid) else { return .gone }
    return .cut(Array(answer.body.prefix(limit)), size: max(size, answer.body.count))
  }

  private enum Window {
    case sure([InboxItem])
    case tooMany, doubtful
  }

  /// Mails in one reply: 400 lines of at most 80 bytes stay far below what libcurl takes.
  private static let page: UInt32 = 400

  private func window(_ uids: ClosedRange<UInt32>) throws(InboxFault) -> Window {
    let count = try count(uids)
    // A server that counts from an index that lags behind says none where there are some: nothing is passed unseen.
    if count == 0 { return try page(uids).isEmpty ? .sure([]) : .doubtful }
    if let count, count > InboxSession.page { return .tooMany }
    let items = try page(uids)
    if let count { return items.count == count ? .sure(items) : .doubtful }
    return try page(uids) == items ? .sure(items) : .doubtful
  }

  private func page(_ uids: ClosedRange<UInt32>) throws(InboxFault) -> [InboxItem] {
    let items = try ask("UID FETCH \(uids.lowerBound):\(uids.upperBound) (UID RFC822.SIZE)", manyLines: true).items
    guard items.allSatisfy({ uids.contains($0.uid) }) else {
      throw .protocolBroken("It lists mails outside the range that was asked for.")
    }
    var sorted = items.sorted { $0.uid < $1.uid }
    var last: UInt32 = 0
    sorted.removeAll { item in
      defer { last = item.uid }
      return item.uid == last
    }
    return sorted
  }

  private func size(of uid: UInt32) throws(InboxFault) -> Int? { try page(uid...uid).first?.size }
}

extension InboxReply {
  /// The uid of the mail that came with this reply; it may stand before the mail or behind it.
  var fetchedUID: UInt32? {
    for (index, line) in lines.enumerated() {
      guard let facts = FetchLine(line), line.contains(0x7b) else { continue }
      if let uid = facts.uid { return uid }
      return index + 1 < lines.count ? FetchLine(rest: lines[index + 1]).uid : nil
    }
    return nil
  }
}
