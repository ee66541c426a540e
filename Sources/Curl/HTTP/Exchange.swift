import Foundation

/// Microseconds from the start of the transfer; 0 for a step that did not happen.
public struct TransferTiming: Hashable, Sendable {
  public var lookedUp = 0
  public var connected = 0
  public var secured = 0
  public var firstByte = 0
  public var total = 0
}

/// What went over the wire, exactly, before anything read a meaning into it. Holds personal data and credentials:
/// whoever keeps it seals it.
public struct Exchange: Sendable, Withheld {
  /// 0 when no status line arrived.
  public var status = 0
  /// Status line, headers and trailers, byte by byte, CRLF included. Interim (1xx) answers are dropped.
  public var responseHead: [UInt8] = []
  public var responseBody: [UInt8] = []
  /// Request line and headers as written to the connection.
  public var requestHead: [UInt8] = []
  /// The request's whole body; the first ``requestBodySent`` bytes of it were written.
  public var requestBody: [UInt8] = []
  public var requestBodySent = 0
  /// How often the request was begun on a connection: at most once.
  public var transmissions = 0
  /// PEM, leaf first; empty for plain HTTP.
  public var peerChainPEM: [String] = []
  public var peerAddress = ""
  public var timing = TransferTiming()

  public init() {}

  /// The request bytes that left, in order.
  public var requestBytes: [UInt8] { requestHead + requestBody.prefix(requestBodySent) }

  /// DER, leaf first.
  public var peerChainDER: [[UInt8]] {
    peerChainPEM.compactMap { pem in
      let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
      return Data(base64Encoded: body).map { [UInt8]($0) }
    }
  }

  /// The values of a header, in order of arrival. `name` is compared without regard to case.
  public func headers(_ name: String) -> [String] {
    let wanted = Array(name.lowercased().utf8)
    return responseHead.split(separator: 0x0a).compactMap { line in
      guard line.count > wanted.count, let colon = line.firstIndex(of: 0x3a), colon - line.startIndex == wanted.count,
        line.prefix(wanted.count).elementsEqual(wanted, by: { lowered($0) == $1 })
      else { return nil }
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0d }
      return String(decoding: end.map { value[...$0] } ?? [], as: UTF8.self)
    }
  }

  /// The first value of a header.
  public func header(_ name: String) -> String? { headers(name).first }

  public var outline: String {
    "status \(status), \(requestHead.count + requestBodySent) bytes out, \(responseBody.count) bytes of body in"
  }
}

func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }

/// Exactly one of these ends every transfer.
public typealias TransferResult = Result<Exchange, TransferFailure>
