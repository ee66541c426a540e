import Foundation
import Testing

@testable import Mail

private let canary = "canary-\(UUID().uuidString)"
private let list = Attachment(
  name: "ids.csv", contentType: "text/csv",
  bytes: Array(String(repeating: "\(canary)\r\n", count: 100_000).utf8))

/// Files under the folders that sealing makes, by folder.
private func sealingFolders() -> [String: [String: Data]] {
  let base = NSTemporaryDirectory()
  var folders: [String: [String: Data]] = [:]
  for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? [] where name.hasPrefix("expunge-seal-") {
    folders[name] = [:]
    for file in FileManager.default.enumerator(atPath: "\(base)/\(name)")?.allObjects ?? [] {
      folders[name]?["\(file)"] = FileManager.default.contents(atPath: "\(base)/\(name)/\(file)")
    }
  }
  return folders
}

/// The words and environment of every other running program.
private func programs() -> [String: Data] {
  var texts: [String: Data] = [:]
  for process in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] where Int(process) != nil {
    for kind in ["cmdline", "environ"] where process != "\(getpid())" {
      texts["\(process)/\(kind)"] = FileManager.default.contents(atPath: "/proc/\(process)/\(kind)")
    }
  }
  return texts
}

extension Data {
  fileprivate func holds(_ other: some Sequence<UInt8>) -> Bool { range(of: Data(other)) != nil }
}

@Suite(.serialized) struct SealingSecrecyTests {
  @Test(arguments: [true, false])
  func `while it works, the plain text is in no file, argument or environment`(_ isOpenPGP: Bool) throws {
    let (ring, certificate) = (try KeyRing(), try Certificate("rsa:2048"))
    defer {
      ring.remove()
      certificate.remove()
    }
    let (key, fingerprint) = try ring.make("ed25519 cert,sign never", encrypting: "cv25519")
    let sealing = isOpenPGP ? LetterSealing.openPGP(key: key, fingerprint: fingerprint) : certificate.sealing
    // Others may be sealing at the same time: ours is the folder with this partner's key.
    let mark = isOpenPGP ? key.prefix(40) : certificate.pem[200..<240]
    var (looked, ours) = (0, [String]())
    _ = try sealing.seal(list, at: Date(), tools: .system) {
      looked += 1
      let (folders, running) = (sealingFolders(), programs())
      ours = folders.filter { $0.value.values.contains { $0.holds(mark) } }.map(\.key)
      #expect(running.values.contains { text in ours.contains { text.holds($0.utf8) } })
      for (place, text) in folders.values.joined() { #expect(!text.holds(canary.utf8), "\(place)") }
      for (place, text) in running { #expect(!text.holds(canary.utf8), "\(place)") }
    }
    #expect(looked == 1)
    #expect(ours.count == 1)
    #expect(ours.allSatisfy { sealingFolders()[$0] == nil })
    #expect(!programs().values.contains { text in ours.contains { text.holds($0.utf8) } }, "a program stays")
  }

  @Test func `a missing program is named`() throws {
    let ring = try KeyRing()
    defer { ring.remove() }
    let (key, fingerprint) = try ring.make("ed25519 cert,sign never", encrypting: "cv25519")
    let nowhere = ToolPath(folders: ["/nonexistent"])
    #expect(throws: SealFault.toolMissing(name: "gpg")) {
      try LetterSealing.openPGP(key: key, fingerprint: fingerprint).seal(list, at: Date(), tools: nowhere)
    }
    let certificate = try Certificate("rsa:2048")
    defer { certificate.remove() }
    #expect(throws: SealFault.toolMissing(name: "openssl")) {
      try certificate.sealing.seal(list, at: Date(), tools: nowhere)
    }
  }

  @Test func `a program that ends early, fails, or writes what it got seals nothing`() throws {
    let certificate = try Certificate("rsa:2048")
    defer { certificate.remove() }
    let folder = certificate.folder
    let facts = "if [ $1 = x509 ]; then exec /usr/bin/openssl \"$@\"; fi\n"
    for (script, failure) in [
      ("exit 3", SealFault.Failure.ended(status: 3)), ("exec cat", .wrongOutput), ("exit 0", .wrongOutput),
      ("kill -9 $$", .ended(status: -9)),
    ] {
      try Data("#!/bin/sh\n\(facts)\(script)\n".utf8).write(to: URL(fileURLWithPath: folder + "/openssl"))
      chmod(folder + "/openssl", 0o700)
      #expect(throws: SealFault.failed(tool: "openssl", what: failure)) {
        try certificate.sealing.seal(list, at: Date(), tools: ToolPath(folders: [folder]))
      }
    }
  }

  @Test func `a program that hangs is ended`() throws {
    let run = PipedRun(path: "/bin/sh", arguments: ["-c", "exec sleep 600"], folder: "/", deadline: 0.2)
    let began = PipedRun.now
    #expect(throws: SealFault.failed(tool: "sh", what: .tooSlow)) { try run.run([1]) }
    #expect(PipedRun.now - began < 30)
  }

  @Test func `a program sees three open files and a small environment`() throws {
    let files = try PipedRun(path: "/bin/sh", arguments: ["-c", "exec ls /proc/self/fd"], folder: "/").run([])
    // The fourth is the folder that ls itself reads.
    #expect(String(decoding: files.output, as: UTF8.self) == "0\n1\n2\n3\n")
    let words = try PipedRun(path: "/usr/bin/env", arguments: [], folder: "/x").run([])
    let names = String(decoding: words.output, as: UTF8.self).split(separator: "\n").map { $0.prefix { $0 != "=" } }
    #expect(Set(names) == ["PATH", "HOME", "TMPDIR", "LC_ALL", "TZ", "OPENSSL_CONF"])
  }

  @Test func `faults say what to do and hold nothing of the attachment`() {
    let faults: [SealFault] = [
      .expired, .notYetValid, .revoked, .changed(found: "AB12"), .unusable(.privateKey), .toolMissing(name: "gpg"),
      .failed(tool: "openssl", what: .ended(status: 1)),
    ]
    for fault in faults {
      #expect(fault.description.hasSuffix("."))
      #expect(fault.description.split(separator: ".").count >= 2, "\(fault)")
    }
  }
}
