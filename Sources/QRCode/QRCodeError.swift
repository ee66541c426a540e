import Foundation

/// Why bytes could not become a QR code.
public enum QRCodeError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case tooLong(bytes: Int, limit: Int, correction: QRCorrection)
  case failed(code: Int32)

  public var description: String {
    switch self {
    case .empty: "no bytes were given, and a QR code of nothing cannot be read; leave it out"
    case .tooLong(let bytes, let limit, let correction):
      "\(bytes) bytes are more than the \(limit) that a QR code with \(correction.rawValue) correction holds; "
        + "print where the bytes can be found instead"
    case .failed(let code): "libqrencode made no QR code: \(String(cString: strerror(code))); free memory and try again"
    }
  }
}
