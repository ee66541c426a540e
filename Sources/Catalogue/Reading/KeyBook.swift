import Yams

/// Which keys the readers of a file ask for, and where: the ground for checking that the reference tells of them all.
final class KeyBook {
  /// From the file's root down, parted by dots; the elements of a list add nothing.
  private(set) var asked: Set<String> = []
  private var paths: [Place: String] = [:]

  private struct Place: Hashable {
    let line: Int
    let column: Int
  }

  init(of root: Node) { collect(root, "") }

  func note(_ key: String, of node: Node) {
    guard let mark = node.mark, let path = paths[Place(line: mark.line, column: mark.column)] else { return }
    asked.insert(path.isEmpty ? key : "\(path).\(key)")
  }

  private func collect(_ node: Node, _ path: String) {
    switch node {
    case .scalar, .alias: break
    case .sequence(let sequence): for element in sequence { collect(element, path) }
    case .mapping(let mapping):
      if let mark = node.mark { paths[Place(line: mark.line, column: mark.column)] = path }
      for (key, value) in mapping {
        let name = key.string ?? ""
        collect(value, path.isEmpty ? name : "\(path).\(name)")
      }
    }
  }
}
