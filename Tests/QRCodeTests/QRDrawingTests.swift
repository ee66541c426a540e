import Foundation
import QRCode
import Testing

/// A symbol drawn from its SVG path alone, as a printer would, and given to a reader.
private struct Picture {
  static let scale = 4
  var side: Int
  var dark: Set<Int> = []

  init(_ symbol: QRSymbol) throws {
    side = symbol.svgSide
    for rectangle in symbol.svgPath.split(separator: "z") {
      let numbers = rectangle.split { !$0.isNumber }.compactMap { Int($0) }
      guard numbers.count == 5 else { throw CocoaError(.coderInvalidValue) }
      let (column, row, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3])
      for place in column..<(column + width) where height == 1 { dark.insert(row * side + place) }
    }
  }

  /// A portable grey map.
  var file: Data {
    let pixels = side * Self.scale
    var bytes = Array("P5\n\(pixels) \(pixels)\n255\n".utf8)
    for row in 0..<pixels {
      for column in 0..<pixels {
        bytes.append(dark.contains(row / Self.scale * side + column / Self.scale) ? 0 : 255)
      }
    }
    return Data(bytes)
  }

  func read() throws -> [UInt8] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("qr-\(UUID().uuidString).pgm")
    try file.write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["zbarimg", "--quiet", "--raw", "--oneshot", "--nodbus", "-Sbinary", path.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    return bytes
  }
}

private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 3) } }

/// What goes into a code, with a name for it in a test's report.
private struct Sample: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var bytes: [UInt8]
}

@Test(arguments: [
  Sample(testDescription: "a note", bytes: Array("devices.example/w1\n12\n\n\u{2014} key\n".utf8)),
  Sample(testDescription: "digits", bytes: Array("12345".utf8)),
  Sample(testDescription: "zeros and newlines", bytes: [0, 1, 2, 255, 10, 13, 0]),
  Sample(testDescription: "many scripts", bytes: Array("Ελλάς שלום 東京 \u{1F600}\n".utf8)),
  Sample(testDescription: "1,300 bytes", bytes: bytes(1300)),
  Sample(testDescription: "as many as fit", bytes: bytes(QRCorrection.medium.capacity)),
])
private func `a reader gets exactly the bytes back`(_ sample: Sample) throws {
  #expect(try Picture(try QRSymbol(sample.bytes)).read() == sample.bytes)
}

@Test func `low correction holds more, and reads as well`() throws {
  let wanted = bytes(QRCorrection.low.capacity)
  let symbol = try QRSymbol(wanted, correction: .low)
  #expect(symbol.side == 177)
  #expect(try Picture(symbol).read() == wanted)
}

@Test(arguments: QRCorrection.allCases)
func `one byte too many is refused with both numbers`(_ correction: QRCorrection) {
  let limit = correction.capacity
  #expect(throws: QRCodeError.tooLong(bytes: limit + 1, limit: limit, correction: correction)) {
    try QRSymbol(bytes(limit + 1), correction: correction)
  }
  let words = QRCodeError.tooLong(bytes: limit + 1, limit: limit, correction: correction).description
  #expect(words.contains("\(limit + 1) bytes") && words.contains("\(limit) that"))
  #expect(throws: QRCodeError.empty) { try QRSymbol([], correction: correction) }
}

@Test func `digits stay in byte mode, so that no reader takes them for a number`() throws {
  // 17 digits fit version 1 in numeric mode; as bytes they need version 2 at M.
  #expect(try QRSymbol(Array("01234567890123456".utf8)).side == 25)
}

@Test func `a drawing keeps its quiet zone and reaches for nothing outside`() throws {
  let symbol = try QRSymbol(bytes(200))
  let picture = try Picture(symbol)
  let zone = QRSymbol.quietZone
  #expect(picture.side == symbol.side + 2 * zone)
  let inside = zone..<(picture.side - zone)
  #expect(picture.dark.allSatisfy { inside.contains($0 % picture.side) && inside.contains($0 / picture.side) })
  #expect(picture.dark.contains(zone * picture.side + zone))
  let svg = symbol.svg(millimetres: 40)
  #expect(svg.hasPrefix("<svg ") && svg.contains("width=\"40mm\"") && !svg.contains("href") && !svg.contains("<script"))
}
