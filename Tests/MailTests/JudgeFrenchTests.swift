import Testing

@testable import Mail

struct JudgeFrenchTests {
  @Test func `French replies mean what a careful reader takes them to mean`() {
    #expect(Sample.list(french).compactMap(mistake) == [])
    #expect(Sample.list(french).count >= 60)
  }
}

private let french = """
  D! Nous avons supprimé toutes les données concernées.
  D! Bonjour,⏎⏎Nous vous confirmons que l'ensemble des données a été définitivement supprimé.⏎⏎Cordialement,⏎Jordan Lee
  D! Madame, Monsieur,⏎⏎Nous avons bien reçu votre courrier du 3 mars 2027. Toutes les données décrites dans votre courrier ont été supprimées de nos systèmes le 10 mars 2027.⏎⏎Nous restons à votre disposition.⏎⏎Bien cordialement⏎Jordan Lee⏎DPO
  D! Les données ont bien été effacées, y compris les sauvegardes. Merci de votre patience.
  D! Je vous confirme que nous avons supprimé les données en question.
  D! TOUTES LES DONNÉES ONT ÉTÉ SUPPRIMÉES.
  D Toutes les copies ont été supprimées.
  D Nous avons supprimé vos données.
  D! Toutes les donnees ont ete supprimees.
  D! Bonjour Anna,⏎conformément à votre demande, nous avons définitivement effacé toutes les données.⏎Bonne journée,⏎Jordan
  D! Acme Ads a supprimé les données de vos clients.
  D! Nous avons procédé à la suppression de toutes les données.⏎⏎Cordialement⏎Jordan⏎⏎Ce message contient des informations confidentielles. Si vous n'en êtes pas le destinataire, merci de le supprimer.
  N! Nous ne détenons aucune de ces données.
  N! Bonjour, nous n'avons jamais reçu aucune de ces données.
  N! Nous vous confirmons que nous ne conservons aucune des données décrites dans votre courrier.⏎⏎Cordialement,⏎Jordan
  N Nous n'avons trouvé aucune donnée.
  N Après recherche, aucun enregistrement à ce nom.
  U Nous n'avons pas supprimé les données.
  U Les données n'ont pas encore été supprimées.
  U Aucune donnée n'a été supprimée.
  U Rien n'a été supprimé à ce jour.
  U Malheureusement la suppression a échoué.
  R Nous ne pouvons pas supprimer ces données.
  R Nous refusons de supprimer les données.
  R La suppression est impossible en raison d'une obligation légale.
  R Nous sommes tenus de conserver ces données dix ans.
  W! Nous supprimerons les données avant le 15 avril 2027.
  W! Les données seront supprimées dans un délai de 30 jours.
  W! Nous allons supprimer toutes les données.
  W! Les données seront effacées au plus tard le 31 mars 2027. Merci de votre patience.
  W La suppression est en cours.
  W La suppression des données a été lancée.
  W Nous avons engagé la suppression ; elle est planifiée pour lundi.
  W La suppression est prévue la semaine prochaine.
  U Dès que vous aurez confirmé, les données seront supprimées.
  U Si ces données étaient chez nous, nous les avons supprimées.
  U Nous supprimerons les données une fois que vous aurez répondu.
  U|D Je pense que nous avons supprimé les données.
  U|D Les données devraient être supprimées.
  U|D À ma connaissance, toutes les données ont été supprimées.
  U|D Nous aurions supprimé les données.
  P Nous avons supprimé toutes les données sauf les journaux.
  P Les données ont été supprimées, à l'exception des sauvegardes.
  P Les données ont été partiellement supprimées.
  P Nous avons supprimé une partie des données.
  P Nous avons supprimé les données, mais les sauvegardes restent.
  P La plupart des données ont été effacées.
  P Seules restent les sauvegardes, nous avons supprimé les données.
  U|D C'est fait.
  U|D Supprimé.
  U|D Votre demande a été traitée.
  U Votre ticket a été clôturé.
  U Nous avons supprimé votre compte utilisateur.
  U Nous avons effacé votre e-mail.
  U|D Pour l'autre dossier, les données ont été supprimées.
  D|U Nous avons supprimé vos données personnelles.
  A! Nous avons bien reçu votre demande.
  A! Nous accusons réception de votre courrier et reviendrons vers vous.
  A! Bonjour,⏎⏎Nous accusons bonne réception de votre demande.⏎⏎Cordialement⏎Jordan
  Q Pouvez-vous nous préciser quelles données sont concernées ?
  Q Avons-nous supprimé les données ?
  Q Veuillez confirmer que les données ont été supprimées.
  F Merci d'utiliser notre formulaire en ligne.
  F Nous devons d'abord vérifier votre identité.
  D|U|P Bien sûr, nous avons supprimé toutes les données, comme toujours.
  D|U|P Nous avons supprimé toutes les données. The logs remain.
  D|U|P Nous avons supprimé les données.⏎⏎Cordialement⏎Jordan⏎⏎PS : sauf en Suisse
  N! Nous ne détenons aucune donnée concernant ces personnes.
  N|U Nous ne détenons aucune donnée concernant ces personnes en Europe.
  D! Nous vous confirmons avoir définitivement supprimé toutes les données.
  D|U|P Notre prestataire nous confirme avoir supprimé toutes les données.
  D|U|P|Q Nous confirmez-vous avoir supprimé toutes les données ?
  """
