/// The simulated partners. The raw value is the partner's id and the first part of its paths.
public enum DrillPartner: String, Hashable, Sendable, CaseIterable {
  /// Batches of up to 100, answered item by item, at once.
  case batch = "drill-batch"
  /// One identifier a call, with a rate limit.
  case single = "drill-single"
  /// A job that is polled until it is done.
  case async = "drill-async"
  /// An OpenDSR 2.0 processor with signed answers.
  case openDSR = "drill-opendsr"
  /// Always HTTP 200, with the failure inside the body.
  case embedded = "drill-embedded"
  /// Down at first, then fire and forget.
  case flaky = "drill-flaky"
  /// People are looked up first, then their records are erased one by one.
  case lookUp = "drill-lookup"
  /// A recipient of signed deletion requests that acknowledges them by a signature.
  case ddrf = "drill-ddrf"
  /// A business that takes signed requests of an agent it knows.
  case drp = "drill-drp"
  /// A port that refuses every connection.
  case dead = "drill-dead"
  /// A mailbox: real SMTP.
  case mail = "drill-mail"
}
