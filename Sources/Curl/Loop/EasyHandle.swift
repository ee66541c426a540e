import CCurl

/// A handle of libcurl and what it still knows of the jobs before, so that the next one need not say it all again.
final class EasyHandle {
  let easy: UnsafeMutableRawPointer
  /// Holds what all jobs of its loop have in common, and nothing of any one of them. Otherwise it is reset before use.
  var isArranged = false
  /// What libcurl points at until it is told another, or is reset.
  private(set) var url: ParsedURL?

  init?() {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
  }

  deinit { curl_easy_cleanup(easy) }

  func reset() {
    curl_easy_reset(easy)
    url = nil
    isArranged = false
  }

  /// Sets the URL. libcurl keeps the text of the last one and would go on with it, so that it is taken away first.
  func point(at next: ParsedURL, by options: inout EasyOptions) {
    if url === next { return }
    if url != nil { options.set(CURLOPT_URL, nil as UnsafeRawPointer?) }
    options.set(CURLOPT_CURLU, UnsafeRawPointer(next.handle))
    url = next
  }
}
