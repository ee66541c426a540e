import Testing

@testable import Channels

@Suite struct DocumentTypeTests {
  @Test(arguments: [
    ("order.pdf", "application/pdf"), ("ORDER.PDF", "application/pdf"),
    ("a.b.odt", "application/vnd.oasis.opendocument.text"),
    ("list.csv", "text/csv"), ("page.html", "text/html"), ("scan.jpg", "image/jpeg"), ("scan.jpeg", "image/jpeg"),
    ("note.txt", "text/plain"), ("shot.png", "image/png"),
  ])
  func `a usual document says what it is`(_ file: String, _ type: String) {
    #expect(DocumentType.of(file) == type)
  }

  @Test(arguments: ["order", "order.", "pdf", "folder.pdf/order", "a.exe", "order.pdf.gpg", "mail.eml"])
  func `everything else is bytes, and a mail too, as it must not be encoded`(_ file: String) {
    #expect(DocumentType.of(file) == "application/octet-stream")
  }
}
