extension ReplyLabels {
  /// Lines that the block of a letter template lacks: what is filled in there cannot be read, and waits for a person.
  /// - Parameter template: As people edit it.
  /// - Returns: The line on which its block begins, counted from 1, and the lines as they should stand there.
  public func missing(from template: String) -> (line: Int, lines: [String]) {
    let lines = template.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let start = lines.firstIndex { $0.contains("{{#reply-block}}") } ?? 0
    let end = lines.firstIndex { $0.contains("{{/reply-block}}") } ?? lines.endIndex
    let there = start < end ? lines[start..<end].map { Paragraphs.trimmed(String($0)) } : []
    return (start + 1, block(reference: "{{reference}}").dropFirst().dropLast().filter { !there.contains($0) })
  }
}
