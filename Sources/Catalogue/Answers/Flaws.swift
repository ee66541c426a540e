/// A fault that an answer states at its head where the entry does not look: partners say 200 and mean the opposite.
enum Flaws {
  /// Members that say something only when something went wrong.
  private static let faults = ["error", "errors", "exception", "fault"].map { Array($0.utf8) }
  /// Members that are false when something went wrong.
  private static let flags = ["success", "ok", "succeeded"].map { Array($0.utf8) }
  private static let words = ["error", "errors", "fail", "failed", "failure"]

  /// - Parameter known: Names that the entry's own rules look at; they are the entry's business.
  static func isStated(in answer: JSONValue?, besides known: @autoclosure () -> Set<[UInt8]>) -> Bool {
    guard case .object(let members)? = answer else { return false }
    // The names come last: nearly all answers state no fault, and then nobody asks for them.
    return members.contains { isStated(by: $0) && !known().contains($0.name) }
  }

  private static func isStated(by member: JSONValue.Member) -> Bool {
    let name = member.name.map(\.asciiLowered)
    if faults.contains(name) { return member.value.isPresent && !isNothing(member.value) }
    if flags.contains(name) { return member.value == .bool(false) || isNothing(member.value) }
    return name.elementsEqual("status".utf8) && word(of: member.value).map(words.contains) == true
  }

  /// `0`, `"none"` and their like.
  private static func isNothing(_ value: JSONValue) -> Bool {
    value.isZero || word(of: value).map { ["", "0", "false", "no", "none", "null", "ok"].contains($0) } == true
  }

  private static func word(of value: JSONValue) -> String? {
    guard case .string(let text) = value else { return nil }
    return String(decoding: text.trimmed.map(\.asciiLowered), as: UTF8.self)
  }
}
