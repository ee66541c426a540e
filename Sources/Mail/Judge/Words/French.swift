extension WordTable {
  static let french = WordTable(
    language: "fr",
    classes: [
      "les": "les|toutes les|l'ensemble des|toutes ces|ces|la totalité des|l'intégralité des|lesdites",
      "donnees":
        """
      données|données personnelles|informations|données concernées|données en question|données demandées
      données décrites|données visées|données à caractère personnel|enregistrements
      données personnelles concernées
      """,
      "adv":
        """
      bien|définitivement|entièrement|intégralement|complètement|totalement|irrévocablement|désormais
      maintenant|déjà|bien été|tous|toutes|effectivement|de manière sécurisée|de façon permanente
      de manière définitive
      """,
      "fait": "supprimé|effacé|détruit|purgé|supprimé définitivement|supprimé et effacé|supprime|efface",
      "faites":
        """
      supprimées|effacées|détruites|purgées|supprimés|effacés|supprimées définitivement|détruits|supprimees
      effacees|définitivement supprimées|définitivement effacées
      """,
      "nous": "nous avons|j'ai|notre équipe a|§name a|nos équipes ont|notre équipe technique a",
      "votre": "votre|vos|la|le|cette|ce|de votre|du",
      "lettre": "{lettres}|{lettres} du §date",
      "lettres":
        """
      courrier|lettre|message|demande|e-mail|mail|courriel|courriel|requête|demande de suppression
      demande d'effacement|notification|relance|rappel
      """,
      "aucune":
        """
      aucune de ces données|aucune des données décrites|aucune des données visées
      aucune des données concernées|aucune des données décrites dans votre {lettres}
      aucune des données mentionnées dans votre {lettres}|aucune donnée de ce type
      aucune donnée concernant ces personnes|aucune donnée sur ces personnes|aucune donnée relative à ces personnes
      aucune des données en question|aucune de ces informations|aucune des données que vous décrivez
      aucune des données visées dans votre {lettres}
      """,
      "tenons":
        """
      ne détenons|ne conservons|ne possédons|n'avons|ne traitons|ne stockons|ne disposons d'
      n'avons jamais détenu|n'avons jamais reçu|ne détenons plus|n'avons reçu
      """,
      "confirme":
        """
      confirmons|vous confirmons|vous confirmons par la présente|confirmons par la présente|pouvons confirmer
      pouvons vous confirmer
      """,
      "recues":
        "reçues de votre part|que vous nous avez transmises|reçues de §name|que nous avons reçues de votre part|de §name",
      "quand": "le §date|en date du §date|aujourd'hui|hier|ce jour|ce matin",
      "questions": "question|questions|toute question|toute question complémentaire|toute information complémentaire",
    ],
    phrases: [
      (
        .claim,
        """
        {nous} {adv?} {fait}|ont {adv?} été {adv?} {faites}|a {adv?} été {adv?} {fait}
        nous {confirme} avoir {adv?} {fait}|je vous confirme avoir {adv?} {fait}|je confirme avoir {adv?} {fait}
        {nous} procédé à la suppression de|{nous} procédé à l'effacement de
        {nous} {adv?} procédé à la suppression de|{nous} procédé à la suppression définitive de
        sont désormais {faites}|et {fait}|ont toutes été {adv?} {faites}
        {nous} bien procédé à la suppression de|sont maintenant {faites}|sont désormais toutes {faites}
        """
      ),
      (
        .object,
        """
        {les} {donnees}|toutes les données que vous décrivez|les données que vous décrivez
        {les} données de vos clients
        {les} {donnees} de vos clients|l'ensemble de ces données|la totalité de ces données
        l'intégralité de ces données
        """
      ),
      (
        .nothing,
        """
        nous {tenons} {aucune}|nous ne disposons d'{aucune}|{aucune} n'est conservée par nos soins
        {aucune} n'est détenue par nos soins|{aucune} n'est présente dans nos systèmes
        {aucune} ne figure dans nos systèmes|§name ne détient {aucune}
        """
      ),
      (
        .promise,
        """
        nous allons supprimer|nous supprimerons|nous allons effacer|nous effacerons|seront {adv?} {faites}
        nous procéderons à la suppression de|nous allons procéder à la suppression de|nous prévoyons de supprimer
        vont être {faites}|sera {fait}|nous supprimons|sont en cours de suppression|auront été {faites}
        nous aurons {fait}|nous nous engageons à supprimer
        """
      ),
      (
        .deadline,
        """
        avant le §date|d'ici le §date|d'ici au §date|au plus tard le §date|jusqu'au §date|dans un délai de §span
        sous §span|dans les §span|d'ici §span|dans les prochains §span|d'ici la fin du mois|prochainement
        d'ici la fin de la semaine|la semaine prochaine|dans les meilleurs délais|dans un délai maximum de §span
        le mois prochain|dès que possible|dans les plus brefs délais|d'ici à la fin du mois
        """
      ),
      (
        .receipt,
        """
        nous avons bien reçu {votre} {lettre}|nous avons reçu {votre} {lettre}
        nous accusons réception de {votre} {lettre}|nous accusons bonne réception de {votre} {lettre}
        nous {confirme} la réception de {votre} {lettre}|{votre} {lettre} nous est bien parvenue
        {votre} {lettre} a bien été reçue|{votre} {lettre} nous est bien parvenu|nous reviendrons vers vous
        nous revenons vers vous|et reviendrons vers vous|et revenons vers vous|nous examinons {votre} {lettre}
        {votre} {lettre} est en cours d'examen|bien reçu|j'accuse réception de {votre} {lettre}
        nous avons transmis {votre} {lettre} à notre service juridique
        j'ai transmis {votre} {lettre} à notre délégué à la protection des données
        nous avons transmis {votre} {lettre} à notre délégué à la protection des données
        nous étudions {votre} {lettre}|nous vous répondrons|j'ai bien reçu {votre} {lettre}
        """
      ),
      (
        .filler,
        """
        dans {votre} {lettre}|listées dans {votre} {lettre}|visées dans {votre} {lettre}
        nous {confirme} que|je vous confirme que|je confirme que|nous vous informons que
        nous avons le plaisir de vous confirmer que|nous souhaitons vous informer que
        nous tenons à vous informer que|par la présente nous {confirme} que|par la présente|et que
        je vous informe que
        comme demandé|conformément à {votre} {lettre}|suite à {votre} {lettre}|en réponse à {votre} {lettre}
        comme vous l'avez demandé|concernant {votre} {lettre}|décrites dans {votre} {lettre}
        mentionnées dans {votre} {lettre}|visées par {votre} {lettre}
        de nos systèmes|de tous nos systèmes|de l'ensemble de nos systèmes|de nos bases de données|de nos serveurs
        dans nos systèmes|dans tous nos systèmes|de notre côté|de notre base de données
        dans l'ensemble de nos systèmes
        y compris les sauvegardes|y compris toutes les sauvegardes|y compris dans les sauvegardes
        y compris les copies|y compris chez nos sous-traitants|ainsi que chez nos sous-traitants
        également chez nos sous-traitants|sous toutes leurs formes|sous toute forme|y compris toutes les copies
        aussi chez nos sous-traitants
        le §date|en date du §date|aujourd'hui|hier|ce jour|et|référence §name|sous la référence §name|§name
        dossier §name|définitivement|intégralement|entièrement|de manière définitive|de §name|par §name|chez §name
        également|ce matin|pour votre information|irrévocablement|toutes
        reçues de votre part|que vous nous avez transmises|reçues de §name|que nous avons reçues de votre part
        """
      ),
      (.also, "toutes les copies|toutes leurs copies"),
      (.partial, "{recues} {quand}"),
      (
        .greeting,
        """
        madame|monsieur|madame monsieur|bonjour|bonjour à tous|chère madame|cher monsieur|chère|cher
        chers collègues|bonsoir|bonjour madame|bonjour monsieur|mesdames messieurs|salut
        """
      ),
      (
        .polite,
        """
        merci|merci beaucoup|merci d'avance|merci pour {votre} {lettre}|nous vous remercions de {votre} {lettre}
        nous vous remercions pour {votre} {lettre}|merci de {votre} {lettre}|merci de votre patience
        merci pour votre patience|je vous remercie de {votre} {lettre}|merci de votre compréhension
        nous vous prions d'excuser ce retard|veuillez nous excuser pour ce retard|veuillez excuser ce retard
        nous vous prions de nous excuser pour ce retard|nous vous prions de bien vouloir excuser ce retard
        nous prenons la protection des données très au sérieux|nous faisons suite à {votre} {lettre}
        je fais suite à {votre} {lettre}
        n'hésitez pas à nous contacter pour {questions}|nous restons à votre disposition
        nous restons à votre disposition pour {questions}|nous restons à votre entière disposition
        je reste à votre disposition|n'hésitez pas à nous contacter|je reste à votre disposition pour {questions}
        n'hésitez pas à me contacter|restant à votre disposition
        si vous avez des questions n'hésitez pas à nous contacter
        bonne journée|bonne réception|bien reçu merci|excellente journée|bon week-end|belle journée
        nous vous souhaitons une bonne journée|nous restons à votre disposition pour tout complément d'information
        veuillez agréer madame monsieur l'expression de nos salutations distinguées
        veuillez agréer madame l'expression de nos salutations distinguées
        je vous prie d'agréer madame monsieur l'expression de mes salutations distinguées
        veuillez agréer l'expression de nos salutations distinguées
        nous vous prions d'agréer madame monsieur l'expression de nos salutations distinguées
        veuillez recevoir nos salutations distinguées
        """
      ),
      (
        .negation,
        "ne|n|pas|jamais|aucun|aucune|rien|ni|sans|non|nul|personne|pas encore|échec|erreur|échoué|malheureusement"
      ),
      (
        .future,
        """
        sera|seront|allons|va|vont|prévu|prévue|prévoyons|bientôt|prochainement|demain|ultérieurement|comptons
        programmée|programmé
        """
      ),
      (
        .condition,
        """
        si|s|dès que|lorsque|quand|une fois|à condition|sous réserve|après|avant|jusqu'à|tant que|sauf si|pourvu
        en cas|dès réception|à moins
        """
      ),
      (
        .partial,
        """
        reçues de votre part le §date|reçues de §name le §date|que nous avons reçues de votre part le §date
        que vous nous avez transmises le §date|sauf|à l'exception|excepté|hormis|mais|cependant|toutefois
        seulement|uniquement|partiellement|en partie|une partie|la plupart|la majorité|certaines|restent|reste
        restantes|encore|conservons|conservées|conservé|sauvegardes|sauvegarde|journaux|logs|presque|quasi|hors
        néanmoins|archivées|anonymisées|autres que|mis à part|toujours
        """
      ),
      (
        .doubt,
        """
        pense|pensons|crois|croyons|probablement|sans doute|peut-être|devrait|devraient|pourrait|pourraient
        semble|semblent|en principe|à ma connaissance|à notre connaissance|normalement|auraient|aurions|serait
        seraient|supposons|espérons|apparemment|bien sûr|théoriquement|sauf erreur|avions
        """
      ),
      (
        .refusal,
        """
        ne pouvons pas supprimer|refusons|refus|obligation légale|obligations légales|tenus de conserver
        tenu de conserver|impossible|ne pouvons pas|ne pouvons donner suite|obligation de conservation
        légalement|dans l'impossibilité|ne supprimerons pas|ne seront pas supprimées
        ne peuvent pas être supprimées|ne peuvent être supprimées
        """
      ),
      (
        .ask,
        """
        pouvez-vous|pourriez-vous|veuillez confirmer|veuillez préciser|merci de nous|merci de confirmer
        merci de préciser|quelles|quel|quelle|quels|qui|pourquoi|comment|avez-vous|nous avons besoin
        veuillez nous|veuillez|est-ce que|pourriez|pouvez
        """
      ),
      (
        .form,
        """
        formulaire|portail|pièce d'identité|votre identité|vérifier votre identité|cliquez|justificatif
        espace en ligne|identité
        """
      ),
      (
        .process,
        """
        en cours|engagé|lancé|lancée|initiée|initié|engagée|planifiée|démarré|programmée|demandée|commencé
        transmise|file d'attente|débuté|enclenchée
        """
      ),
      (
        .closed,
        "clôturé|clôturée|traitée|traité|résolu|résolue|terminé|terminée|fait|effectué|effectuée|fermé|c'est fait"
      ),
      (
        .other,
        """
        compte|compte utilisateur|ticket|vos données personnelles|profil|newsletter|cookies|message|autre|autres
        doublon|votre e-mail|votre mail|précédente|inscription|abonnement|courriel
        """
      ),
      (.notFound, "aucune donnée|aucune information|n'avons trouvé|pas trouvé|aucun enregistrement|aucun résultat"),
      (.yours, "vos données|toutes vos données"),
      (.done1, "supprimé|supprimées|effacé|effacées|supprimés|effacés|détruites|supprimée|effacée|supprimer|effacer"),
      (.deletion, "suppression|effacement|purge"),
      (.negation, "ps|p s|post-scriptum"),
    ],
    stems: [(.deletion, "supprim|effac|détrui"), (.partial, "sauvegard|conserv")],
    months: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre",
    ],
    monthsShort: ["janv", "févr", "mar", "avr", "mai", "juin", "juil", "aoû", "sept", "oct", "nov", "déc"],
    units: [
      "jour": 1, "jours": 1, "jours ouvrés": 1, "jours ouvrables": 1, "semaine": 7, "semaines": 7, "mois": 30, "#un": 1,
      "#une": 1, "#deux": 2, "#trois": 3, "#quatre": 4, "#dix": 10, "#trente": 30,
    ],
    dayFirst: true, dateLinks: [],
    closings: """
      cordialement|bien cordialement|bien à vous|salutations distinguées|sincères salutations
      meilleures salutations|très cordialement|avec nos salutations|respectueusement|cdt|sincèrement|crdlt
      salutations
      """)
}
