import Curl

/// Where mails come from: a mailbox on a server, or mails of files numbered as they come. Read, and never changed.
public protocol MailSource {
  func open() throws -> SourceStatus
  /// What is there of these uids, in any order.
  func listing(_ uids: ClosedRange<UInt32>) throws -> [SourceItem]
  /// - Parameter limit: Bytes to fetch at most.
  func fetch(_ uid: UInt32, limit: Int) throws -> SourceMail
  func close()
}

public struct SourceStatus: Hashable, Sendable {
  /// UIDVALIDITY; `nil` for files, whose numbers mean nothing afterwards.
  public var validity: UInt32?
  public var nextUID: UInt32
  public var messages: Int

  public init(validity: UInt32?, nextUID: UInt32, messages: Int) {
    self.validity = validity
    self.nextUID = nextUID
    self.messages = messages
  }
}

public struct SourceItem: Hashable, Sendable {
  public var uid: UInt32
  public var size: Int

  public init(uid: UInt32, size: Int) {
    self.uid = uid
    self.size = size
  }
}

public enum SourceMail: Hashable, Sendable {
  case whole([UInt8])
  /// The first bytes of a mail that is longer than the limit.
  case cut([UInt8])
  /// Moved away or deleted since it was listed.
  case gone
}

/// A mailbox on an IMAP server.
public struct ServerSource: MailSource {
  private let session: InboxSession

  public init(_ server: InboxServer) { session = InboxSession(server) }

  public func open() throws -> SourceStatus {
    let status = try session.open()
    return SourceStatus(validity: status.validity, nextUID: status.nextUID, messages: status.messages)
  }

  public func listing(_ uids: ClosedRange<UInt32>) throws -> [SourceItem] {
    try session.listing(uids).map { SourceItem(uid: $0.uid, size: $0.size) }
  }

  public func fetch(_ uid: UInt32, limit: Int) throws -> SourceMail {
    switch try session.fetch(uid, limit: limit) {
    case .whole(let bytes): .whole(bytes)
    case .cut(let bytes, _): .cut(bytes)
    case .gone: .gone
    }
  }

  public func close() { session.close() }
}
