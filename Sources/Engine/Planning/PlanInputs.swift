import Catalogue
import Foundation
import Store
import Workflow

/// The texts and files that a plan is made from. All of them are pinned: what is sent later comes from the pins, and a
/// changed original voids the approval.
public struct PlanInputs: Sendable {
  public var matter: Matter
  public var matterText: String
  public var partnersText: String
  public var partnersPath: String
  public var entries: [PartnerEntry]
  public var subjectsPath: String
  /// Account values by partner: they shape hosts and paths, so approval covers them as resolved.
  public var accounts: [String: [String: String]]
  /// Letter templates by file name.
  public var templates: [String: String]
  /// Where the templates lie.
  public var templatesPath: String
  /// Keys and documents that go with letters, by their names in the store.
  public var files: [String: [UInt8]]

  public init(
    matter: Matter, matterText: String, partnersText: String, partnersPath: String, entries: [PartnerEntry],
    accounts: [String: [String: String]], subjectsPath: String, templates: [String: String], templatesPath: String,
    files: [String: [UInt8]] = [:]
  ) {
    self.files = files
    self.matter = matter
    self.matterText = matterText
    self.partnersText = partnersText
    self.partnersPath = partnersPath
    self.entries = entries
    self.accounts = accounts
    self.subjectsPath = subjectsPath
    self.templates = templates
    self.templatesPath = templatesPath
  }

  /// Names under which texts are pinned in the store.
  enum Pin {
    static let partners = "partners.yaml"
    static let template = "template/"
    static let account = "account/"
    static let path = "path/"
    static let file = "file/"
  }

  var pins: [PinnedText] {
    [PinnedText(name: Pin.partners, text: partnersText)]
      + accounts.map { PinnedText(name: Pin.account + $0.key, text: PlanInputs.lines($0.value)) }
      + templates.map { PinnedText(name: Pin.template + $0.key, text: $0.value) }
      + PinnedFiles.pins(files)
      + [
        PinnedText(name: Pin.path + "partners", text: partnersPath),
        PinnedText(name: Pin.path + "subjects", text: subjectsPath),
        PinnedText(name: Pin.path + "templates", text: templatesPath),
      ]
  }

  func digests() throws -> [Plan.Input] {
    let entries = entries.sorted { $0.id < $1.id }.map {
      Plan.Input(name: "partner/" + $0.id, digest: PlanDigest.of($0.canonical))
    }
    let letters = templates.sorted { $0.key < $1.key }.map {
      Plan.Input(name: Pin.template + $0.key, digest: PlanDigest.of($0.value.utf8))
    }
    let accounts = accounts.sorted { $0.key < $1.key }.map {
      Plan.Input(name: Pin.account + $0.key, digest: PlanDigest.of(PlanInputs.lines($0.value).utf8))
    }
    let files = PinnedFiles.pins(files).sorted { $0.name < $1.name }.map {
      Plan.Input(name: $0.name, digest: PlanDigest.of($0.text.utf8))
    }
    return [
      Plan.Input(name: "matter", digest: PlanDigest.of(matterText.utf8)),
      Plan.Input(name: "subjects", digest: try PlanDigest.ofFile(subjectsPath)),
    ] + entries + accounts + letters + files
  }

  /// `name=value` lines in the order of the names.
  static func lines(_ account: [String: String]) -> String {
    account.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
  }

  static func account(from lines: String) -> [String: String] {
    lines.split(separator: "\n").reduce(into: [:]) { account, line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { account[String(parts[0])] = String(parts[1]) }
    }
  }
}
