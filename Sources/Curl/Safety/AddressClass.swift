/// What kind of place an internet address is. Decides, after name resolution, whether a connection may be opened:
/// the text of a host proves nothing (`0x7f.1` is loopback).
public enum AddressClass: String, Sendable, CaseIterable {
  case global, loopback, `private`, unspecified, multicast, metadata, reserved
  case linkLocal = "link-local"
  case carrierNAT = "carrier-nat"
  /// An IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo): it can hide any of the others.
  case embedded

  /// - Parameter bytes: Network order, 4 (IPv4) or 16 (IPv6) bytes; any other length is `reserved`.
  public init(_ bytes: [UInt8]) {
    switch bytes.count {
    case 4: self = AddressClass.ofIPv4(bytes)
    case 16: self = AddressClass.ofIPv6(bytes)
    case _: self = .reserved
    }
  }

  /// Registries: IANA IPv4 Special-Purpose Address Space; cloud metadata services by their documented addresses.
  private static func ofIPv4(_ b: [UInt8]) -> AddressClass {
    switch (b[0], b[1], b[2], b[3]) {
    case (169, 254, 169, 254), (169, 254, 170, 2), (100, 100, 100, 200), (168, 63, 129, 16): .metadata
    case (0, 0, 0, 0): .unspecified
    case (127, _, _, _): .loopback
    case (10, _, _, _), (172, 16...31, _, _), (192, 168, _, _): .private
    case (169, 254, _, _): .linkLocal
    case (100, 64...127, _, _): .carrierNAT
    case (224...239, _, _, _): .multicast
    case (0, _, _, _), (240...255, _, _, _), (192, 0, 0, _), (192, 0, 2, _), (192, 88, 99, _), (198, 18...19, _, _),
      (198, 51, 100, _), (203, 0, 113, _):
      .reserved
    case _: .global
    }
  }

  /// Registry: IANA IPv6 Special-Purpose Address Space. Outside 2000::/3 nothing is routed globally.
  private static func ofIPv6(_ b: [UInt8]) -> AddressClass {
    if b == metadataIPv6 { return .metadata }
    if b[0..<15].allSatisfy({ $0 == 0 }) && b[15] < 2 { return b[15] == 0 ? .unspecified : .loopback }
    let embedding =
      b[0..<10].allSatisfy { $0 == 0 }  // ::/80: mapped and compatible
      || b[0...3] == [0, 0x64, 0xff, 0x9b]  // NAT64
      || b[0...1] == [0x20, 0x02]  // 6to4
      || b[0...3] == [0x20, 0x01, 0, 0]  // Teredo
    if embedding { return .embedded }
    switch (b[0], b[1]) {
    case (0xff, _): return .multicast
    case (0xfe, 0x80...0xbf): return .linkLocal
    case (0xfc...0xfd, _), (0xfe, 0xc0...0xff): return .private
    case (0x20, 0x01) where b[2] < 2 || (b[2] == 0x0d && b[3] == 0xb8): return .reserved
    case (0x20...0x3f, _): return .global
    case _: return .reserved
    }
  }

  private static let metadataIPv6: [UInt8] = [0xfd, 0, 0x0e, 0xc2] + [UInt8](repeating: 0, count: 10) + [0x02, 0x54]
}

/// Which addresses a profile may connect to. Everything that is not global is refused unless named here.
public struct AddressPolicy: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let publicOnly: AddressPolicy = []
  /// For rehearsals, and for a mail relay on this machine.
  public static let loopback = AddressPolicy(rawValue: 1)
  /// For a partner or relay inside the company's own network.
  public static let privateNetworks = AddressPolicy(rawValue: 2)
  /// Nothing but loopback, whatever else is set: clear-text mail.
  static let onlyLoopback = AddressPolicy(rawValue: 4)

  func allows(_ address: AddressClass) -> Bool {
    switch address {
    case .loopback: contains(.loopback)
    case .private: contains(.privateNetworks) && !contains(.onlyLoopback)
    case .global: !contains(.onlyLoopback)
    case .linkLocal, .carrierNAT, .multicast, .unspecified, .embedded, .metadata, .reserved: false
    }
  }
}
