extension WordTable {
  static let italian = WordTable(
    language: "it",
    classes: [
      "i": "i|tutti i|questi|tutti questi|tali|tutti quei|la totalità dei|l'insieme dei",
      "dati":
        """
      dati|dati personali|dati in questione|dati richiesti|dati interessati|dati descritti|dati indicati
      dati menzionati|record|dati personali interessati|dati oggetto della richiesta|suddetti dati
      """,
      "adv":
        """
      definitivamente|completamente|permanentemente|interamente|già|in modo sicuro|in modo permanente
      in modo definitivo|irreversibilmente|integralmente|tutti|regolarmente|correttamente|ora
      """,
      "fatto": "cancellato|eliminato|distrutto|rimosso|cancellato definitivamente|eliminato definitivamente",
      "fatti":
        """
      cancellati|eliminati|distrutti|rimossi|cancellate|eliminate|cancellati definitivamente
      eliminati definitivamente|cancellati permanentemente
      """,
      "abbiamo": "abbiamo|ho|§name ha|il nostro team ha|il nostro reparto tecnico ha",
      "sua":
        """
      la vostra|la sua|della vostra|della sua|il vostro|del vostro|alla vostra|alla sua|nella vostra|nella sua
      al vostro|nel vostro|il suo|del suo|vostra
      """,
      "lettera": "{lettere}|{lettere} del §date",
      "lettere":
        """
      lettera|messaggio|e-mail|email|mail|richiesta|comunicazione|richiesta di cancellazione|istanza
      segnalazione|richiesta di eliminazione|sollecito|notifica
      """,
      "nessuno":
        """
      nessuno di questi dati|nessuno di tali dati|nessuno dei dati descritti|nessuno dei dati indicati
      nessuno dei dati descritti {sua} {lettere}|nessuno dei dati in questione|nessuno dei dati menzionati
      nessun dato di questo tipo|nessuno dei dati indicati {sua} {lettere}
      nessuno dei dati menzionati {sua} {lettere}|alcuno di questi dati
      """,
      "teniamo":
        """
      non deteniamo|non conserviamo|non abbiamo|non possediamo|non trattiamo|non memorizziamo
      non disponiamo di|non abbiamo mai ricevuto|non abbiamo mai detenuto|non archiviamo
      """,
      "ricevuti": "ricevuti da §name|ricevuti da voi|di §name|da §name",
      "quando": "il §date|in data §date|oggi|ieri|stamattina",
      "domande":
        """
      domande|domanda|chiarimento|chiarimenti|ulteriori chiarimenti|ogni chiarimento|qualsiasi chiarimento
      eventuali chiarimenti|qualsiasi domanda|ulteriori domande|ulteriori informazioni
      """,
    ],
    phrases: [
      (
        .claim,
        """
        {abbiamo} {adv?} {fatto}|sono stati {adv?} {fatti}|è stato {adv?} {fatto}|sono state {adv?} {fatti}
        confermiamo di aver {fatto}|confermiamo di avere {fatto}|vi confermiamo di aver {fatto}
        le confermiamo di aver {fatto}|confermo di aver {fatto}
        {abbiamo} provveduto alla cancellazione di|{abbiamo} provveduto a cancellare
        {abbiamo} provveduto alla cancellazione dei|{abbiamo} proceduto alla cancellazione di
        {abbiamo} provveduto a eliminare|{abbiamo} provveduto ad eliminare|sono già stati {adv?} {fatti}
        {abbiamo} proceduto a cancellare|{abbiamo} proceduto all'eliminazione di
        {abbiamo} completato la cancellazione di|sono stati tutti {adv?} {fatti}|e {fatto}
        {abbiamo} proceduto alla cancellazione dei|sono stati da noi {fatti}
        """
      ),
      (
        .object,
        """
        {i} {dati}|{i} dati dei vostri clienti|{i} dati dei suoi clienti|{i} dati che descrivete
        {i} {dati} dei vostri clienti|{i} dati da voi indicati
        {i} dati da voi descritti
        """
      ),
      (
        .nothing,
        """
        {teniamo} {nessuno}|noi {teniamo} {nessuno}|§name non detiene {nessuno}|§name non conserva {nessuno}
        §name non possiede {nessuno}
        """
      ),
      (
        .promise,
        """
        cancelleremo|elimineremo|provvederemo alla cancellazione di|provvederemo a cancellare
        saranno {adv?} {fatti}|verranno {adv?} {fatti}|procederemo alla cancellazione di|stiamo cancellando
        stiamo eliminando|provvederemo a eliminare|provvederemo ad eliminare|ci impegniamo a cancellare
        prevediamo di cancellare|procederemo a cancellare|provvederemo alla cancellazione dei
        procederemo alla cancellazione dei|avremo cancellato
        """
      ),
      (
        .deadline,
        """
        entro il §date|entro §date|non oltre il §date|entro e non oltre il §date|entro §span|in §span
        nei prossimi §span|entro i prossimi §span|entro la fine del mese|entro fine mese|a breve|prossimamente
        la prossima settimana|al più presto|quanto prima|entro un termine di §span|nel più breve tempo possibile
        prima del §date
        """
      ),
      (
        .receipt,
        """
        abbiamo ricevuto {sua} {lettera}|confermiamo la ricezione {sua} {lettera}
        confermiamo di aver ricevuto {sua} {lettera}|confermiamo di avere ricevuto {sua} {lettera}
        {sua} {lettera} è stata ricevuta|{sua} {lettera} è stato ricevuto|{sua} {lettera} ci è pervenuta
        stiamo esaminando {sua} {lettera}|vi risponderemo|le risponderemo|e vi risponderemo|e le risponderemo
        vi ricontatteremo|e vi ricontatteremo|ho ricevuto {sua} {lettera}
        abbiamo inoltrato {sua} {lettera} al nostro ufficio legale
        abbiamo inoltrato {sua} {lettera} al nostro responsabile della protezione dei dati
        abbiamo trasmesso {sua} {lettera} al nostro ufficio legale|accusiamo ricevuta {sua} {lettera}
        stiamo verificando|ricevuto|confermo la ricezione {sua} {lettera}|stiamo valutando {sua} {lettera}
        ci faremo sentire
        """
      ),
      (
        .filler,
        """
        {sua} {lettera}|indicati {sua} {lettera}|menzionati {sua} {lettera}|di cui {sua} {lettera}
        confermiamo che|vi confermiamo che|le confermiamo che|possiamo confermare che
        con la presente confermiamo che|con la presente vi confermiamo che|vi informiamo che|la informiamo che
        confermo che|le confermo che|vi confermo che|siamo lieti di confermare che|desideriamo informarvi che
        si conferma che|e che|con la presente si conferma che|siamo lieti di comunicarvi che|vi comunichiamo che
        le comunichiamo che
        come richiesto|come da {sua} {lettera}|come da voi richiesto|in conformità {sua} {lettera}
        in risposta {sua} {lettera}|a seguito {sua} {lettera}|secondo {sua} {lettera}
        in riferimento {sua} {lettera}|con riferimento {sua} {lettera}|descritti {sua} {lettera}
        in relazione {sua} {lettera}|facendo seguito {sua} {lettera}
        dai nostri sistemi|da tutti i nostri sistemi|dai nostri database|dai nostri server|nei nostri sistemi
        in tutti i nostri sistemi|da parte nostra|dal nostro database|dalle nostre banche dati|dai nostri archivi
        da tutti i sistemi
        inclusi i backup|compresi i backup|inclusi tutti i backup|compresi tutti i backup
        incluse le copie di backup|comprese le copie di backup|comprese tutte le copie|incluse tutte le copie
        anche presso i nostri fornitori|nonché presso i nostri fornitori|in ogni forma|in qualsiasi forma
        anche presso i nostri responsabili del trattamento
        il §date|in data §date|oggi|ieri|e|con riferimento §name|riferimento §name|§name|definitivamente
        in modo definitivo|in modo permanente|completamente|permanentemente|integralmente|di §name|da §name|anche
        stamattina|già|in modo sicuro|irreversibilmente|ricevuti da §name|pratica §name|da noi
        in modo irreversibile|ricevuti da voi
        """
      ),
      (.also, "tutte le copie"),
      (.partial, "{ricevuti} {quando}"),
      (
        .greeting,
        """
        buongiorno|buonasera|buon giorno|gentile|gentili|gentili signori|gentile signora|egregio|egregi signori
        egregio signor|salve|ciao|ciao a tutti|spettabile|cara|caro|buongiorno a tutti|gentilissima|gentilissimo
        spett le|spettabile team|gent ma|buon pomeriggio
        """
      ),
      (
        .polite,
        """
        grazie|grazie mille|molte grazie|grazie per {sua} {lettera}|vi ringraziamo per {sua} {lettera}
        la ringraziamo per {sua} {lettera}|grazie della {lettera}|grazie per la pazienza
        grazie per la vostra pazienza|grazie per la segnalazione|vi ringraziamo per la segnalazione
        vi ringraziamo per la pazienza|grazie per averci contattato|vi ringraziamo per averci contattato
        la ringraziamo|vi ringraziamo
        restiamo a disposizione|restiamo a disposizione per {domande}|rimaniamo a disposizione
        rimaniamo a disposizione per {domande}|restiamo a vostra disposizione
        restiamo a vostra disposizione per {domande}|rimaniamo a vostra disposizione per {domande}
        non esitate a contattarci|per {domande} non esitate a contattarci|per {domande} restiamo a disposizione
        resto a disposizione|resto a disposizione per {domande}|rimango a disposizione|non esiti a contattarci
        per {domande} siamo a disposizione
        ci scusiamo per il ritardo|ci scusiamo per il disagio|scusate il ritardo|mi scuso per il ritardo
        buona giornata|buon fine settimana|buon lavoro|buon weekend|vi auguriamo una buona giornata
        la protezione dei dati è importante per noi|facciamo riferimento {sua} {lettera}
        facciamo seguito {sua} {lettera}|prendiamo molto sul serio la protezione dei dati
        """
      ),
      (
        .negation,
        """
        non|mai|né|nessun|nessuno|nessuna|nulla|niente|senza|non ancora|neanche|nemmeno|errore|fallita|fallito
        purtroppo
        """
      ),
      (
        .future,
        """
        sarà|saranno|verrà|verranno|previsto|prevista|presto|domani|in seguito|successivamente|programmata
        programmato|intendiamo|provvederemo|poi|pianificata
        """
      ),
      (
        .condition,
        """
        se|quando|una volta|non appena|appena|qualora|purché|a condizione|a patto|in caso|finché|dopo|prima
        previa|salvo che|a meno che|fino a|solo dopo|laddove
        """
      ),
      (
        .partial,
        """
        ricevuti da §name il §date|ricevuti da voi il §date|tranne|eccetto|salvo|ad eccezione|a eccezione
        fatta eccezione|ma|però|tuttavia|solo|soltanto|solamente|parzialmente|in parte|parte|la maggior parte
        alcuni|alcune|restano|resta|rimangono|rimane|ancora|conserviamo|conservati|backup|copie di backup|log
        registri|quasi|sebbene|anche se|esclusi|mantenuti|bloccati|anonimizzati|archiviati|meno|restanti
        maggioranza|a parte
        """
      ),
      (
        .doubt,
        """
        credo|crediamo|penso|pensiamo|probabilmente|forse|dovrebbe|dovrebbero|potrebbe|potrebbero|sembra
        sembrano|in teoria|per quanto ne so|a quanto ci risulta|avremmo|avrebbero|speriamo|supponiamo
        apparentemente|certo|certamente|ovviamente|riteniamo|pare|presumo|sarebbero|dovremmo
        """
      ),
      (
        .refusal,
        """
        non possiamo cancellare|rifiutiamo|ci rifiutiamo|obbligo legale|obblighi legali
        obblighi di conservazione|obbligo di conservazione|tenuti a conservare|obbligati a conservare
        non possiamo|impossibile|non è possibile|non cancelleremo|non possono essere cancellati|non intendiamo
        respingiamo|rifiuto|non elimineremo
        """
      ),
      (
        .ask,
        """
        potete|potreste|può|potrebbe indicarci|per favore|quali|quale|chi|come mai|perché|vi preghiamo
        abbiamo bisogno|si prega|confermate|chiediamo|vi chiediamo|indicateci|avete|specificare|inviateci
        precisare|gentilmente
        """
      ),
      (
        .form,
        """
        modulo|portale|documento d'identità|la vostra identità|identità|cliccate|clicca|modulo online
        verificare la vostra identità|carta d'identità
        """
      ),
      (
        .process,
        """
        in corso|avviata|avviato|iniziata|iniziato|richiesta interna|pianificata|programmata|in lavorazione
        lanciata|presa in carico|in coda|cominciato
        """
      ),
      (
        .closed,
        """
        chiuso|chiusa|completata|completato|risolto|risolta|evasa|elaborata|gestita|fatto|conclusa|concluso
        processata
        """
      ),
      (
        .other,
        """
        account|ticket|profilo|newsletter|cookie|messaggio|i vostri dati personali|i suoi dati personali|altro
        altra|altri|altre|duplicato|la vostra e-mail|l'e-mail|iscrizione|precedente|utente|utenza
        """
      ),
      (.notFound, "non abbiamo trovato|nessun dato|nessuna informazione|nessun record|non risulta|non risultano"),
      (
        .done1,
        """
        cancellato|cancellati|eliminato|eliminati|cancellata|rimossi|cancellare|eliminare|eliminate|cancellate
        rimosso
        """
      ),
      (.yours, "i vostri dati|tutti i vostri dati"),
      (.deletion, "cancellazione|eliminazione|rimozione"),
      (.negation, "ps|p s|post scriptum"),
    ],
    stems: [(.deletion, "cancell|elimin|rimoss|rimuov|distru"), (.partial, "conserv|mantenu|backup")],
    months: [
      "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
      "novembre", "dicembre",
    ],
    monthsShort: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    units: [
      "giorno": 1, "giorni": 1, "giorni lavorativi": 1, "settimana": 7, "settimane": 7, "mese": 30, "mesi": 30,
      "#un": 1, "#una": 1, "#due": 2, "#tre": 3, "#quattro": 4, "#dieci": 10, "#trenta": 30,
    ],
    dayFirst: true, dateLinks: ["di"],
    closings: """
      cordiali saluti|distinti saluti|saluti|cordialmente|un cordiale saluto|i migliori saluti
      con i migliori saluti|cordialità|un saluto|porgiamo cordiali saluti|porgiamo distinti saluti|in fede
      tanti saluti
      """)
}
