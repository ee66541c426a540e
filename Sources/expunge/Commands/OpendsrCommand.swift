import ArgumentParser
import Catalogue
import Channels
import Foundation
import Workflow

struct OpendsrCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opendsr", abstract: "Answers of OpenDSR processors: check a signature that was kept.",
    subcommands: [Verify.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the signature of an answer as of the time at which it came.",
      discussion: """
        Example: expunge partners opendsr verify --body answer.json --signature "$(cat signature.b64)" \
        --certificate processor.pem --domain opendsr.mparticle.com --at 2024-05-01T12:00:00Z

        The certificate may have ended since: what counts is the time of the answer. An answer of which only the \
        SHA-256 was kept is checked with --digest.
        """)

    @Option(help: "The file with the exact bytes of the body.") var body: String?
    @Option(help: "Instead of --body: its SHA-256, in hex or as a file of 32 bytes.") var digest: String?
    @Option(help: "The signature as the header had it, base64.") var signature: String
    @Option(help: "The PEM file: the signer's certificate first, then those above it.") var certificate: String
    @Option(help: "The domain that must have signed.") var domain: String
    @Option(help: "When the answer came: 2024-05-01T12:00:00Z.") var at: String
    @Option(help: "system, file:/absolute/path of roots, or pin:HEX.") var trust = "system"
    @Option(help: "SHA-256 of the key in hex, asked for besides the chain.") var pin: String?
    @Option(help: "How the certificate names the domain: san, exact, common-name.") var host = "san"
    @Option(help: "rsa-pkcs1-sha256, rsa-pss-sha256, ecdsa-sha256.") var algorithm = "rsa-pkcs1-sha256"
    @Option(help: "What was signed: body, digest, digest-hex.") var covers = "body"

    func validate() throws {
      guard (body == nil) != (digest == nil) else {
        throw ValidationError("Give exactly one of --body and --digest.")
      }
      _ = try rule()
      guard Instant(written: at) != nil else {
        throw ValidationError("--at must be a time such as 2024-05-01T12:00:00Z, found '\(at)'.")
      }
    }

    func run() async throws {
      let pem = try bytes(certificate)
      let moment = Instant(written: at) ?? Instant(milliseconds: 0)
      let key: ProcessorKey
      do {
        key = try await ProcessorKey(pem: pem, signature: try rule(), at: moment)
      } catch let fault as ProcessorKeyFault {
        print("BAD  \(fault)")
        throw Findings(count: 1)
      }
      print(
        "ok   the certificate of \(domain) was to be believed at \(moment.written) (it lived from "
          + "\(key.validity.lowerBound.written) to \(key.validity.upperBound.written))")
      print("ok   its key is sha256:\(key.fingerprintText)")
      guard try isSigned(by: key) else {
        print("BAD  the signature is not of these bytes by this key (\(algorithm))")
        throw Findings(count: 1)
      }
      print("ok   the signature is of these bytes by this key (\(algorithm))")
    }

    private func isSigned(by key: ProcessorKey) throws -> Bool {
      if let body { return key.isValid(text: signature, of: try bytes(body)) }
      guard let digest else { return false }
      let kept = FileManager.default.fileExists(atPath: digest) ? try bytes(digest) : hex(digest)
      guard kept.count == 32 else { throw ValidationError("--digest must be 64 hex digits, or a file of 32 bytes.") }
      return key.isValid(text: signature, digest: kept)
    }

    private func hex(_ text: String) -> [UInt8] {
      stride(from: 0, to: text.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
    }

    private func bytes(_ path: String) throws -> [UInt8] {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw ValidationError("The file \(path) cannot be read; check the path.")
      }
      return Array(data)
    }

    private func rule() throws -> OpendsrSignature {
      guard let trust = OpendsrSignature.Trust(written: trust) else {
        throw ValidationError("--trust must be system, file:/absolute/path or pin:HEX, found '\(trust)'.")
      }
      return OpendsrSignature(
        domain: domain, trust: trust, pin: pin, host: try word(host, "--host"),
        algorithm: try word(algorithm, "--algorithm"), covers: try word(covers, "--covers"))
    }

    private func word<Word: RawRepresentable & CaseIterable>(_ text: String, _ option: String) throws -> Word
    where Word.RawValue == String {
      guard let word = Word(rawValue: text) else {
        throw ValidationError(
          "\(option) does not know '\(text)'. \(remedy(for: text, among: Word.allCases.map(\.rawValue)))")
      }
      return word
    }
  }
}
