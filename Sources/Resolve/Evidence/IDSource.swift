import Workflow

/// One place where an identifier can stand, and what it is called there. The tables below are the whole of it.
public struct IDSource: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    /// A parameter of the person's own leaked URL.
    case parameter
    case cookie
    /// A cookie whose name begins so; the rest names the tracker it belongs to.
    case cookiePrefix
    /// A field of the log line.
    case field
    /// The address that a person's own URL was asked for from.
    case address
  }

  /// What of the text found there is the identifier.
  public enum Extraction: Hashable, Sendable {
    case asWritten
    /// Percent-decoded, quotation marks around it dropped.
    case decoded
    /// One of the parts between separators, from 0.
    case part(Int, of: Character)
    /// Everything from that part on.
    case rest(Int, of: Character)
    /// A text of the JSON object in the value, which is percent-encoded, Base64 or both.
    case json(String)
    /// The digits after a marker.
    case digits(after: String)
  }

  public let name: String
  public let place: Place
  public let kind: IdentifierKind
  public let extraction: Extraction

  public init(_ name: String, _ place: Place, _ kind: IdentifierKind, _ extraction: Extraction = .asWritten) {
    self.name = name
    self.place = place
    self.kind = kind
    self.extraction = extraction
  }

  /// How reports call it.
  public var title: String {
    switch place {
    case .parameter: "parameter \(name)"
    case .cookie: "cookie \(name)"
    case .cookiePrefix: "cookie \(name)*"
    case .field: "log field \(name)"
    case .address: "address of the visit"
    }
  }
}

extension IDSource {
  /// The known ones, strongest first: several values of one kind become its first, second, ... in this order.
  public static let known: [IDSource] = clickParameters + clickCookies + visitorCookies + fields + [pageAddress]

  static let pageAddress = IDSource("ip", .address, .ip)

  /// Click ids that advertising networks append to links.
  private static let clickParameters: [IDSource] = [
    "gclid", "gbraid", "wbraid", "dclid", "fbclid", "msclkid", "ttclid", "epik", "li_fat_id", "twclid", "ScCid",
    "rdt_cid",
    "irclickid", "yclid", "ko_click_id", "cto_pld", "obclid", "tblci", "qclid", "awc", "cjevent", "vmcid",
  ].map { IDSource($0, .parameter, .clickID, .decoded) }

  /// Cookies in which those networks keep the click.
  private static let clickCookies: [IDSource] = [
    IDSource("_gcl_aw", .cookie, .clickID, .rest(2, of: ".")),
    IDSource("_gcl_dc", .cookie, .clickID, .rest(2, of: ".")),
    IDSource("_fbc", .cookie, .clickID),
    IDSource("_uetmsclkid", .cookie, .clickID, .decoded),
    IDSource("ttclid", .cookie, .clickID),
    IDSource("_epik", .cookie, .clickID),
    IDSource("li_fat_id", .cookie, .clickID),
    IDSource("_twclid", .cookie, .clickID, .json("twclid")),
    IDSource("_rdt_cid", .cookie, .clickID),
  ]

  /// Cookies that tell one browser from another.
  private static let visitorCookies: [IDSource] = [
    IDSource("_ga", .cookie, .clientID),
    IDSource("ajs_user_id", .cookie, .userID, .decoded),
    IDSource("mp_", .cookiePrefix, .userID, .json("$user_id")),
    IDSource("AMP_", .cookiePrefix, .userID, .json("userId")),
    IDSource("AMP_", .cookiePrefix, .deviceID, .json("deviceId")),
    IDSource("amp_", .cookiePrefix, .deviceID, .part(0, of: ".")),
    IDSource("ajs_anonymous_id", .cookie, .visitorID, .decoded),
    IDSource("rl_anonymous_id", .cookie, .visitorID, .decoded),
    IDSource("optimizelyEndUserId", .cookie, .visitorID),
    IDSource("mp_", .cookiePrefix, .visitorID, .json("distinct_id")),
    IDSource("ph_", .cookiePrefix, .visitorID, .json("distinct_id")),
    IDSource("_hjSessionUser_", .cookiePrefix, .visitorID, .json("id")),
    IDSource("_clck", .cookie, .visitorID, .part(0, of: "^")),
    IDSource("_cs_id", .cookie, .visitorID, .part(0, of: ".")),
    IDSource("_pk_id.", .cookiePrefix, .visitorID, .part(0, of: ".")),
    IDSource("_sp_id.", .cookiePrefix, .visitorID, .part(0, of: ".")),
    IDSource("AMCV_", .cookiePrefix, .visitorID, .digits(after: "MCMID|")),
    IDSource("hubspotutk", .cookie, .visitorID),
    IDSource("__hstc", .cookie, .visitorID, .part(1, of: ".")),
    IDSource("intercom-id-", .cookiePrefix, .visitorID),
    IDSource("_mkto_trk", .cookie, .visitorID, .decoded),
    IDSource("_vwo_uuid", .cookie, .visitorID),
    IDSource("_fbp", .cookie, .visitorID),
    IDSource("_uetvid", .cookie, .visitorID),
    IDSource("_scid", .cookie, .visitorID),
    IDSource("_ttp", .cookie, .visitorID),
    IDSource("_rdt_uuid", .cookie, .visitorID),
    IDSource("_pin_unauth", .cookie, .visitorID, .decoded),
    IDSource("_gid", .cookie, .sessionID),
  ]

  /// Fields that the company's own servers write.
  private static let fields: [IDSource] = LogField.allCases.compactMap { field in
    guard let kind = field.kind, kind != .email else { return nil }
    return IDSource(field.rawValue, .field, kind)
  }

  /// Kinds of which a person has one: two values that differ are a doubt, not a second value.
  static let single: Set<IdentifierKind> = [.clientID, .userID, .email, .ip, .externalID]
}
