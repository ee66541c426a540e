/// What the reason of a halt means for everything else that goes to the partner.
extension Reason {
  /// The credential itself was refused, by the partner or by our own mail server: whoever shows the same one is refused
  /// too.
  public var refusesCredentials: Bool { code == "credentials" || code == "mail-credentials" }

  /// Whether jobs that were accepted before the halt are still asked about. A question changes nothing at the partner,
  /// and what it took goes on there; only without a credential that works nothing can be asked.
  var allowsQuestions: Bool { !Reason.withoutCredentials.contains(code) }

  private static let withoutCredentials: Set<String> = [
    "credentials", "secret-missing", "signing-key", "key-setup", "no-token-store", "token-not-kept",
  ]
}
