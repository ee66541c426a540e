import Foundation
import Testing

@testable import Mail

/// Seconds this thread has computed: what else the machine does has no part in it.
private func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

struct JudgePrecisionTests {
  /// Whatever is put into a clear claim, at any place, takes the certainty away.
  @Test(arguments: [
    (
      "We confirm that we have deleted all the data from our systems",
      "not never except only almost if unless will partly nobody hardly soft half tomorrow perhaps un maybe EU 90% \"so-called\" logs"
    ),
    (
      "Wir haben alle Daten aus unseren Systemen gelöscht",
      "nicht nie fast nur teilweise falls bald kaum noch außer wohl keine manche"
    ),
    (
      "Nous avons supprimé toutes les données de nos systèmes",
      "pas jamais presque sauf si bientôt partiellement aucune peut-être hormis"
    ),
    (
      "Hemos eliminado todos los datos de nuestros sistemas",
      "no nunca casi salvo si pronto parcialmente ningún quizás menos"
    ),
    (
      "Eliminámos todos os dados dos nossos sistemas",
      "não nunca quase exceto se brevemente parcialmente nenhum talvez só"
    ),
    (
      "Abbiamo cancellato tutti i dati dai nostri sistemi",
      "non mai quasi tranne se presto parzialmente nessuno forse solo"
    ),
  ])
  func `a word that changes a claim takes its certainty away`(_ claim: String, _ words: String) {
    #expect(code(reply(claim + ".").judged()) == "D!")
    let parts = claim.split(separator: " ")
    for word in words.split(separator: " ") {
      for place in 0...parts.count {
        var changed = parts
        changed.insert(word, at: place)
        let text = changed.joined(separator: " ") + "."
        #expect(code(reply(text).judged()) != "D!", "\(text)")
      }
    }
    #expect(code(reply(claim + "?").judged()) != "D!")
  }

  @Test func `what is cut, attached, long or disguised is for a person`() {
    let claim = "We have deleted all the data."
    var cut = reply(claim)
    cut.isComplete = false
    #expect(!cut.judged().isCertain)
    var attached = reply(claim)
    attached.hasAttachments = true
    #expect(!attached.judged().isCertain)
    var undated = reply("We deleted all the data on 3 March 2027.")
    #expect(undated.judged().isCertain)
    undated.today = nil
    #expect(!undated.judged().isCertain)
    #expect(!reply(String(repeating: claim + "\n", count: 50)).judged().isCertain)
    #expect(!reply("We have deleted all the data.\u{202e}").judged().isCertain)
    #expect(!reply("We have d\u{435}leted all the data.").judged().isCertain)
    #expect(!reply("We have\u{200b} deleted all the data.").judged().isCertain)
  }

  @Test(arguments: [":-)", ";-)", ":)", ";)", ":-P", ":-/", "🙂", "🙃", "(^_^)"])
  func `a face may turn a claim into its opposite`(face: String) {
    #expect(!reply("We have deleted all the data \(face)").judged().isCertain)
    #expect(!reply("We have deleted all the data. \(face)").judged().isCertain)
  }

  @Test func `days are found in what people write`() {
    let by = { (text: String) -> DateWords? in
      guard case .willDo(let date) = reply(text).judged().meaning else { return nil }
      return date
    }
    #expect(by("We will delete the data by 31 March 2027.") == DateWords(year: 2027, month: 3, day: 31))
    #expect(by("We will delete the data by March 31st, 2027.") == DateWords(year: 2027, month: 3, day: 31))
    #expect(by("We will delete the data by 31 March.") == DateWords(year: 2027, month: 3, day: 31))
    #expect(by("We will delete the data within 30 days.") == DateWords(year: 2027, month: 4, day: 11))
    #expect(by("Wir werden die Daten bis zum 31.03.2027 löschen.") == DateWords(year: 2027, month: 3, day: 31))
    #expect(by("Nous supprimerons les données avant le 1er avril 2027.") == DateWords(year: 2027, month: 4, day: 1))
    #expect(by("Cancelleremo i dati entro 2 settimane.") == DateWords(year: 2027, month: 3, day: 26))
    #expect(by("2027年3月31日までにデータを削除します。") == DateWords(year: 2027, month: 3, day: 31))
    #expect(by("We will delete the data by 3/4/2027.") == nil)
    #expect(DateWords(year: 2027, month: 2, day: 29) == nil)
    #expect(DateWords(year: 2027, month: 12, day: 31)?.adding(days: 1) == DateWords(year: 2028, month: 1, day: 1))
  }

  /// The limit in the running program is 50 ms; a debug build gets ten times that.
  @Test(arguments: [
    "a ", "not ", "we have deleted all the data ", "> ", ">", "[x] Deleted: ", "On 1 ", "\n", "(", "deleted.", "から",
    "1.", "De: x\n", "---", "§", "\u{200b}", "é", "wrote:\n", "Sub-processors told: x\n",
  ])
  func `crafted text costs little`(_ piece: String) {
    _ = reply("We have deleted all the data.").judged()
    let text = String(repeating: piece, count: (64 << 10) / piece.utf8.count)
    let start = processorTime()
    let judgement = reply(text).judged()
    let time = processorTime() - start
    #expect(!judgement.isCertain)
    #expect(time < 0.5, "\(piece) \(time)")
  }
}
