/// A list that lives as long as the program. An array would have its references counted at every look, by all threads
/// at the same place in memory, and they would wait for each other there.
///
/// Unchecked: nothing writes to it after it is made, and nothing frees it.
struct FixedTable<Element: Sendable>: @unchecked Sendable {
  private let elements: UnsafePointer<Element>
  let count: Int

  init(_ list: [Element]) {
    let made = UnsafeMutablePointer<Element>.allocate(capacity: list.count)
    made.initialize(from: list, count: list.count)
    (elements, count) = (UnsafePointer(made), list.count)
  }

  subscript(place: Int) -> Element {
    @inline(__always) get {
      precondition(place >= 0 && place < count, "the place is in the list")
      return elements[place]
    }
  }
}
