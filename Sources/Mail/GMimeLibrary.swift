import CGMime

/// GMime keeps tables that are built once, before its first object.
func prepareGMime() { _ = started }

private let started: Void = g_mime_init()

/// An object as bytes with CRLF line endings; nil when GMime could not write it.
func written(_ object: UnsafeMutablePointer<GMimeObject>?) -> [UInt8]? {
  guard let stream = g_mime_stream_mem_new(), let format = g_mime_format_options_new() else { return nil }
  defer {
    cgmime_release(stream)
    g_mime_format_options_free(format)
  }
  g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS)
  guard g_mime_object_write_to_stream(object, format, stream) >= 0 else { return nil }
  return contents(of: stream)
}

/// What a memory stream holds. GMime declares the array as belonging to the stream.
func contents(of stream: UnsafeMutablePointer<GMimeStream>) -> [UInt8]? {
  let memory = UnsafeMutableRawPointer(stream).assumingMemoryBound(to: GMimeStreamMem.self)
  guard let array = g_mime_stream_mem_get_byte_array(memory) else { return nil }
  return Array(UnsafeBufferPointer(start: array.pointee.data, count: Int(array.pointee.len)))
}
