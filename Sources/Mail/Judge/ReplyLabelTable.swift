extension ReplyLabels {
  public static let all = [english, german, french, spanish, portuguese, italian, japanese]

  static let english = ReplyLabels(
    language: "en", heading: "Your answer", reference: "Reference:", tickOne: "Tick one:",
    deleted: "Deleted: all of it, in every form, also at our sub-processors",
    partly: "Partly deleted; what remains:", nothingHeld: "Nothing held: we have none of this data",
    refused: "Cannot be deleted, because (reason, law, until when):", subProcessors: "Sub-processors told:",
    backups: "Last backup expires on:", deletionDate: "Date of deletion:", name: "Name and position:")

  static let german = ReplyLabels(
    language: "de", heading: "Ihre Antwort", reference: "Referenz:", tickOne: "Bitte eines ankreuzen:",
    deleted: "Gelöscht: alles, in jeder Form, auch bei unseren Dienstleistern",
    partly: "Teilweise gelöscht; es bleibt:", nothingHeld: "Nichts vorhanden: wir haben keine dieser Daten",
    refused: "Löschung nicht möglich, weil (Grund, Gesetz, bis wann):",
    subProcessors: "Unterrichtete Dienstleister:", backups: "Letzte Sicherung läuft ab am:",
    deletionDate: "Datum der Löschung:", name: "Name und Funktion:")

  static let french = ReplyLabels(
    language: "fr", heading: "Votre réponse", reference: "Référence :", tickOne: "Cochez une seule case :",
    deleted: "Supprimé : tout, sous toute forme, aussi chez nos sous-traitants",
    partly: "Supprimé en partie ; ce qui reste :", nothingHeld: "Rien détenu : nous n'avons aucune de ces données",
    refused: "Suppression impossible, car (motif, loi, jusqu'à quand) :",
    subProcessors: "Sous-traitants informés :", backups: "Dernière sauvegarde expirant le :",
    deletionDate: "Date de suppression :", name: "Nom et fonction :")

  static let spanish = ReplyLabels(
    language: "es", heading: "Su respuesta", reference: "Referencia:", tickOne: "Marque una sola opción:",
    deleted: "Eliminado: todo, en cualquier forma, también por los encargados",
    partly: "Eliminado en parte; lo que queda:", nothingHeld: "Nada conservado: no tenemos ninguno de estos datos",
    refused: "No se puede eliminar, porque (motivo, ley, hasta cuándo):",
    subProcessors: "Encargados informados:", backups: "La última copia de seguridad caduca el:",
    deletionDate: "Fecha de eliminación:", name: "Nombre y cargo:")

  static let portuguese = ReplyLabels(
    language: "pt", heading: "A sua resposta", reference: "Referência:", tickOne: "Assinale uma única opção:",
    deleted: "Eliminado: tudo, sob qualquer forma, também nos subcontratantes",
    partly: "Eliminado em parte; o que resta:", nothingHeld: "Nada detido: não temos nenhum destes dados",
    refused: "Não pode ser eliminado, porque (motivo, lei, até quando):",
    subProcessors: "Subcontratantes informados:", backups: "A última cópia de segurança expira em:",
    deletionDate: "Data da eliminação:", name: "Nome e cargo:")

  static let italian = ReplyLabels(
    language: "it", heading: "La vostra risposta", reference: "Riferimento:", tickOne: "Barrate una sola casella:",
    deleted: "Cancellato: tutto, in ogni forma, anche presso i nostri fornitori",
    partly: "Cancellato in parte; ciò che resta:",
    nothingHeld: "Nulla presente: non abbiamo nessuno di questi dati",
    refused: "Cancellazione impossibile, perché (motivo, legge, fino a quando):",
    subProcessors: "Fornitori informati:", backups: "L'ultimo backup scade il:",
    deletionDate: "Data della cancellazione:", name: "Nome e funzione:")

  static let japanese = ReplyLabels(
    language: "ja", heading: "ご回答", reference: "整理番号:", tickOne: "いずれか一つに印を付けてください:",
    deleted: "削除済み: すべて、あらゆる形式で、再委託先の分も含む", partly: "一部削除済み。残っているもの:",
    nothingHeld: "保有なし: 該当データを一切保有していません", refused: "削除不可。その理由(根拠法令、いつまで):",
    subProcessors: "通知した再委託先:", backups: "最後のバックアップの失効日:", deletionDate: "削除日:",
    name: "氏名・役職:")
}
