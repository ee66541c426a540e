import Foundation

/// A file open for reading at any place, by several threads at once, and able to tell whether it changed.
final class CSVFile: Sendable {
  let path: String
  let identity: FileIdentity
  private let descriptor: Int32

  init(path: String) throws(SubjectFileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, code: errno)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notARegularFile(path: path)
    }
    self.path = path
    identity = FileIdentity(status)
  }

  deinit { close(descriptor) }

  /// Fills `buffer`; fewer bytes only at the end of the file.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SubjectFileError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let got = pread(
        descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, off_t(offset + filled))
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(path: path, code: errno) }
      if got == 0 { break }
      filled += got
    }
    return filled
  }

  /// Both the open file and the file that now has its name.
  func verifyUnchanged() throws(SubjectFileError) {
    var (held, named) = (stat(), stat())
    guard fstat(descriptor, &held) == 0, stat(path, &named) == 0,
      FileIdentity(held) == identity, FileIdentity(named) == identity
    else { throw .changed(path: path) }
  }
}

/// What tells one state of a file from another without reading it.
public struct FileIdentity: Hashable, Sendable {
  public let size: Int
  /// Nanoseconds since 1970 of the last change of content.
  public let modified: Int64
  public let inode: UInt64
  public let device: UInt64

  init(_ status: stat) {
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
  }
}
