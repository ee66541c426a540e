import CCurl

extension InboxSession {
  /// Uid and size of every mail in a range, in order. The range may be as wide as it likes: it is asked for in
  /// windows, each checked against the server's own count, or against what it finds where it does not count.
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
        if doubts > 100 { throw .protocolBroken("What it lists and what it counts differ, again and again.") }
        width = max(1, (high - low) / 2)
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

  private enum Window {
    case sure([InboxItem])
    case tooMany, doubtful
  }

  /// Mails in one reply: 400 lines of at most 80 bytes stay far below what libcurl takes.
  private static let page: UInt32 = 400

  private func window(_ uids: ClosedRange<UInt32>) throws(InboxFault) -> Window {
    guard let count = try count(uids) else { return try found(uids) }
    // A server that counts from an index that lags behind says none where there are some: nothing is passed unseen.
    if count == 0 { return try page(uids).isEmpty ? .sure([]) : .doubtful }
    if count > InboxSession.page { return .tooMany }
    let items = try page(uids)
    if items.isEmpty, count == 1, let only = InboxItem(only: uids) { return .sure([only]) }
    return items.count == count ? .sure(items) : .doubtful
  }

  /// A server that does not count says what it finds, which is another way through its books than the listing.
  private func found(_ uids: ClosedRange<UInt32>) throws(InboxFault) -> Window {
    let found = try ask("UID SEARCH UID \(uids.lowerBound):\(uids.upperBound)").found
    if let found, found.count > InboxSession.page { return .tooMany }
    let items = try page(uids)
    if items.isEmpty, let only = InboxItem(only: uids), found == [only.uid] { return .sure([only]) }
    if let found { return items.map(\.uid) == found.sorted() ? .sure(items) : .doubtful }
    // It does not even say what it finds.
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

  func size(of uid: UInt32) throws(InboxFault) -> Int? { try page(uid...uid).first?.size }
}

extension InboxItem {
  /// A mail that is counted and not listed, once the range is down to one uid.
  fileprivate init?(only uids: ClosedRange<UInt32>) {
    guard uids.lowerBound == uids.upperBound else { return nil }
    self.init(uid: uids.lowerBound, size: InboxItem.unknownSize)
  }
}
