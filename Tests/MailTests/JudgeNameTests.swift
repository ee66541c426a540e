import Testing

@testable import Mail

/// Whose name does what in a sentence: "Acme Ads" wrote the mail, "Northwind" is ours.
struct JudgeNameTests {
  @Test(arguments: [
    "Northwind has deleted all the data.", "All the data was deleted by Northwind.",
    "We have deleted all the data at Northwind.", "All the data was deleted from Northwind.",
    "Northwind hat alle Daten gelöscht.", "Die Daten wurden von Northwind gelöscht.",
    "Alle Daten wurden bei Northwind gelöscht.", "Northwind a supprimé toutes les données.",
    "Les données ont été supprimées par Northwind.", "Toutes les données ont été supprimées chez Northwind.",
    "Northwind ha eliminado todos los datos.", "Los datos fueron eliminados por Northwind.",
    "Northwind eliminó todos los datos.", "A Northwind eliminou todos os dados.",
    "Os dados foram eliminados pela Northwind.", "Northwind ha cancellato tutti i dati.",
    "I dati sono stati cancellati da Northwind.", "Northwindがすべてのデータを削除しました。",
    "Northwindはすべてのデータを削除しました。", "Northwind does not hold any of this data.",
    "Acme Northwind has deleted all the data.",
  ])
  func `what we did ourselves is no answer`(text: String) {
    #expect(!reply(text).judged().isCertain)
  }

  @Test(arguments: [
    "Acme Ads has deleted all the data received from Northwind.", "We have deleted all the data from Northwind.",
    "All the data has been deleted by Acme Ads.", "We have deleted all the data, reference Northwind W1.",
    "Die Daten von Northwind wurden gelöscht.", "Die Daten wurden von Acme gelöscht.",
    "Toutes les données de Northwind ont été supprimées.", "Hemos eliminado los datos de Northwind.",
    "Eliminámos todos os dados de Northwind.", "Abbiamo cancellato tutti i dati di Northwind.",
  ])
  func `where the data came from changes nothing`(text: String) {
    #expect(code(reply(text).judged()) == "D!")
  }

  @Test(arguments: [
    "We have deleted data.", "Data has been deleted.", "Customer records were deleted.",
    "Requested information was removed.", "All the data has been deleted last week.",
    "All the data has been deleted. We will get back to you.",
    "We hold none of this data. Our team is looking into your request.", "We never received any of this data today.",
    "すべてのデータを削除しましたが。", "該当データは保有しておりませんが。", "Os dados tinham sido eliminados.",
    "Wir haben heute keine dieser Daten gespeichert.", "Não temos nenhum destes dados hoje.",
  ])
  func `some data, or a claim with more to come, is for a person`(text: String) {
    #expect(!reply(text).judged().isCertain)
  }
}
