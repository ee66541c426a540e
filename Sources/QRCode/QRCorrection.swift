import CQREncode

/// How much of a symbol may be lost and still be read.
public enum QRCorrection: String, CaseIterable, Hashable, Sendable {
  /// L: 7 %.
  case low
  /// M: 15 %.
  case medium

  /// Bytes that the largest symbol holds in byte mode. Source: ISO/IEC 18004, table 7, version 40.
  public var capacity: Int {
    switch self {
    case .low: 2953
    case .medium: 2331
    }
  }

  var level: QRecLevel {
    switch self {
    case .low: QR_ECLEVEL_L
    case .medium: QR_ECLEVEL_M
    }
  }
}
