import Store
import Workflow

/// How far each outside service has vouched for a ledger, in words.
public struct AnchorStanding {
  public struct Service: Sendable, Encodable {
    public var name: String
    /// The newest size it vouched for; 0 for none.
    public var size: Int
    public var at: String?
    /// Why its last try failed.
    public var trouble: String?
  }

  public let services: [Service]

  public init(_ installation: Installation, matter: String) throws {
    let names = try installation.settings().anchors.names
    services = try installation.store.read { session in
      try names.map { name in
        let mark = try AnchorMarks(matter: matter).mark(of: name, in: session)
        return Service(name: name, size: mark.size, at: mark.at?.written, trouble: mark.trouble)
      }
    }
  }

  /// Services whose last try failed.
  public var troubles: [String] {
    services.compactMap { service in service.trouble.map { "\(service.name) does not vouch for the ledger now: \($0)" }
    }
  }

  public var lines: [String] {
    services.map { service in
      let stand = service.at.map { "vouched for size \(service.size) at \($0)" } ?? "has not vouched yet"
      return "\(service.name): \(stand)" + (service.trouble.map { "; the last try failed: \($0)" } ?? "")
    }
  }
}
