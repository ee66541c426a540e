import CQREncode
import Foundation

/// Bytes as a QR code: a square of dark and light modules, without its quiet zone.
public struct QRSymbol: Hashable, Sendable {
  /// The bytes it holds, as a reader gives them back.
  public let bytes: [UInt8]
  public let correction: QRCorrection
  /// Modules a side: 21, 25, ... 177.
  public let side: Int
  /// Row by row, from the top left.
  private let modules: [Bool]

  /// Always in byte mode, in the smallest symbol that holds the bytes: what went in comes out, whatever it is.
  /// - Throws: ``QRCodeError/tooLong(bytes:limit:correction:)`` beyond the ``QRCorrection/capacity``.
  public init(_ bytes: [UInt8], correction: QRCorrection = .medium) throws(QRCodeError) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= correction.capacity else {
      throw .tooLong(bytes: bytes.count, limit: correction.capacity, correction: correction)
    }
    guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, correction.level) else {
      throw .failed(code: errno)
    }
    defer { QRcode_free(code) }
    let side = Int(code.pointee.width)
    // The lowest bit of each byte is the module; the others say what it is for.
    modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
    (self.bytes, self.correction, self.side) = (bytes, correction, side)
  }

  /// - Parameters: column and row, from 0. Outside, in the quiet zone, it is light.
  public func isDark(column: Int, row: Int) -> Bool {
    (0..<side).contains(column) && (0..<side).contains(row) && modules[row * side + column]
  }
}
