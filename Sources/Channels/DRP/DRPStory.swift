import Foundation
import Workflow

/// What a business was told of one subject that has several values of a kind, and what it answered: the protocol's
/// request holds one value of each kind, so every further value is a request of its own.
///
/// With a single value there is no story: the business's own reference is all there is to remember.
struct DRPStory: Codable, Sendable {
  struct Chapter: Codable, Sendable {
    /// The business's own reference; `nil` where it was over at once without one.
    var request: String?
    /// The words that ended it; `nil` while it is open.
    var end: DRPAnswer.Words?
  }

  var chapters: [Chapter] = []

  init() {}

  /// - Returns: `nil` for bytes that are no story.
  init?(_ memory: [UInt8]) {
    guard let story = try? JSONDecoder().decode(DRPStory.self, from: Data(memory)) else { return nil }
    self = story
  }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array((try? encoder.encode(self)) ?? Data())
  }

  /// Of all values the standing that needs the most care; `nil` while one is open.
  var standing: Item.Standing? {
    var heaviest: Item.Standing?
    for chapter in chapters {
      guard let end = chapter.end, case .over(let standing)? = end.state else { return nil }
      if heaviest.map({ $0.care < standing.care }) ?? true { heaviest = standing }
    }
    return heaviest
  }
}

extension Item.Standing {
  /// How much a standing outweighs others of the same subject: somebody who was found once was there.
  fileprivate var care: Int {
    switch self {
    case .settled(.notFound, _, _): 0
    case .settled(.deleted, _, _): 1
    case .settled: 2
    case .accepted: 3
    case .tryAgain: 4
    case .inDoubt: 5
    case .needsPerson: 6
    }
  }
}
