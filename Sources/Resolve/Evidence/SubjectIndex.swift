import Catalogue
import Workflow

/// Who has which page, address, or pair of them; and whose the values are that the file already has.
struct SubjectIndex {
  private(set) var addresses = OwnerTable()
  /// Keys with and without host; see `owner(ofPage:)`.
  private var pages = OwnerTable()
  private var pairs = OwnerTable()
  /// Some subject's URL names no host.
  private var hasBarePaths = false
  private let hash: KeyedHash

  init(_ hash: KeyedHash) { self.hash = hash }

  mutating func add(_ subject: Int, pages own: [PageKeys.Key], addresses ownAddresses: [UInt64]) {
    for address in ownAddresses { addresses.claim(address, by: subject) }
    for page in own {
      hasBarePaths = hasBarePaths || page.host == nil
      for key in [anyHost(page), onHost(page, page.host)] {
        pages.claim(key, by: subject)
        for address in ownAddresses { pairs.claim(hash.joined(key, address), by: subject) }
      }
    }
  }

  func owner(ofPage page: PageKeys.Key) -> OwnerTable.Owner { owner(page) { pages.owner(of: $0) } }

  func owner(ofPage page: PageKeys.Key, address: UInt64) -> OwnerTable.Owner {
    owner(page) { pairs.owner(of: hash.joined($0, address)) }
  }

  /// A log without hosts cannot tell hosts apart; a subject's URL without one can be on any.
  private func owner(_ page: PageKeys.Key, _ look: (UInt64) -> OwnerTable.Owner) -> OwnerTable.Owner {
    guard let host = page.host else { return look(anyHost(page)) }
    let named = look(onHost(page, host))
    guard hasBarePaths else { return named }
    let bare = look(onHost(page, nil))
    switch (named, bare) {
    case (.nobody, let other), (let other, .nobody): return other
    case (.subject(let left), .subject(let right)): return left == right ? named : .several
    case (.several, _), (_, .several): return .several
    }
  }

  private func anyHost(_ page: PageKeys.Key) -> UInt64 { hash.joined(page.target, 1) }
  private func onHost(_ page: PageKeys.Key, _ host: UInt64?) -> UInt64 { hash.joined(page.target, host ?? 2) }
}
