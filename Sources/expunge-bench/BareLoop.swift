import CCurl
import Foundation

/// The plainest loop that libcurl allows: one multi handle, kept connections, small POSTs, nothing kept or checked.
struct BareLoop {
  let url: String
  let body: String
  let calls: Int
  let inFlight: Int

  func run() {
    guard let multi = curl_multi_init() else { return }
    let headers = curl_slist_append(nil, "Content-Type: application/json")
    var begun = 0
    var ended = 0
    for _ in 0..<min(inFlight, calls) {
      guard let easy = curl_easy_init() else { continue }
      prepare(easy, headers)
      curl_multi_add_handle(multi, easy)
      begun += 1
    }
    while ended < calls {
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      var left: Int32 = 0
      while let message = curl_multi_info_read(multi, &left) {
        guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
        curl_multi_remove_handle(multi, easy)
        ended += 1
        if begun < calls {
          curl_multi_add_handle(multi, easy)
          begun += 1
        } else {
          curl_easy_cleanup(easy)
        }
      }
      if running > 0 { curl_multi_poll(multi, nil, 0, 100, nil) }
    }
    curl_multi_cleanup(multi)
    curl_slist_free_all(headers)
  }

  private func prepare(_ easy: UnsafeMutableRawPointer, _ headers: UnsafeMutablePointer<curl_slist>?) {
    _ = ccurl_set_string(easy, CURLOPT_URL, url)
    _ = ccurl_set_string(easy, CURLOPT_COPYPOSTFIELDS, body)
    _ = ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    _ = ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    _ = ccurl_set_string(easy, CURLOPT_PROXY, "")
    _ = ccurl_set_bytes_callback(easy, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
  }
}
