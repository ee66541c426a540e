/// The known word that a misspelt one most likely meant; `nil` where none is near.
func nearest(to word: String, among known: some Sequence<String>) -> String? {
  let candidates = known.map { (word: $0, distance: editDistance(word.lowercased(), $0.lowercased())) }
  guard let best = candidates.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
  return best.distance <= max(1, word.count / 3) ? best.word : nil
}

/// Levenshtein's distance with neighbouring swaps counted as one, by rows.
private func editDistance(_ left: String, _ right: String) -> Int {
  let (a, b) = (Array(left), Array(right))
  var before: [Int] = []
  var above = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let replaced = above[j] + (a[i] == b[j] ? 0 : 1)
      var best = min(replaced, above[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      row.append(best)
    }
    before = above
    above = row
  }
  return above[b.count]
}

/// What to do about a word that is not known: the nearest one, then the whole list if it is short.
public func remedy(for word: String, among known: [String]) -> String {
  let list = (1...16).contains(known.count) ? "Known: \(known.joined(separator: ", "))." : nil
  let guess = nearest(to: word, among: known).map { "Did you mean '\($0)'?" }
  return [guess, list].compactMap { $0 }.joined(separator: " ")
}
