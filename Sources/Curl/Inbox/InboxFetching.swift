import CCurl

extension InboxSession {
  /// The first `limit` bytes of a mail, or all of it. Nothing is marked as read.
  /// - Throws: `withheld` when the server goes on listing the mail and does not hand it out.
  public func fetch(_ uid: UInt32, limit: Int) throws(InboxFault) -> Fetched {
    guard uid > 0, limit > 0, limit < Int.max else { throw .protocolBroken("There is no mail of uid 0.") }
    var answer = try exchange { $0.fetch(uid, most: limit + 1) }
    if try isNotHandedOut(answer) {
      // The mail may be gone or empty, or the answer was for somebody else.
      try renew()
      guard let size = try size(of: uid) else { return .gone }
      if size == 0 { return .whole([]) }
      answer = try exchange { $0.fetch(uid, most: limit + 1) }
      if try isNotHandedOut(answer) { throw .withheld(uid) }
    }
    guard answer.code == CURLE_OK else { throw fault(of: answer) }
    guard answer.reply.fetchedUID == uid else {
      throw .protocolBroken("It handed out another mail than was asked for.")
    }
    if answer.body.count <= limit { return .whole(answer.body) }
    guard let size = try size(of: uid) else { return .gone }
    return .cut(Array(answer.body.prefix(limit)), size: max(size, answer.body.count))
  }

  /// - Throws: `unavailable` when the server asks to come back later.
  private func isNotHandedOut(_ answer: InboxExchange) throws(InboxFault) -> Bool {
    guard answer.code == CURLE_REMOTE_FILE_NOT_FOUND || answer.code == CURLE_WEIRD_SERVER_REPLY else { return false }
    if answer.reply.asksForPatience || answer.reply.isFarewell { throw .unavailable }
    return true
  }
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
