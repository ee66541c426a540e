extension WordTable {
  static let spanish = WordTable(
    language: "es",
    classes: [
      "los": "los|todos los|la totalidad de los|estos|todos estos|dichos|todos esos|esos",
      "datos":
        """
      datos|datos personales|registros|datos afectados|datos en cuestión|datos solicitados|datos descritos
      datos indicados|datos personales afectados|datos mencionados
      """,
      "adv":
        """
      definitivamente|completamente|permanentemente|totalmente|íntegramente|de forma segura
      de forma permanente|de forma definitiva|ya|correctamente|todos|de manera definitiva
      de forma irreversible
      """,
      "hecho":
        """
      eliminado|suprimido|borrado|destruido|eliminado definitivamente|eliminado permanentemente
      borrado y eliminado|eliminado completamente
      """,
      "hechos":
        """
      eliminados|suprimidos|borrados|destruidos|eliminadas|suprimidas|borradas|eliminados definitivamente
      eliminados permanentemente|borrados definitivamente|eliminados por completo
      """,
      "hemos": "hemos|he|§name ha|nuestro equipo ha|nuestro equipo técnico ha|ya hemos",
      "su": "su|vuestra|la|el|esta|este|de su|del|vuestro",
      "carta": "{cartas}|{cartas} del §date|{cartas} de §date",
      "cartas":
        """
      carta|escrito|mensaje|correo|correo electrónico|solicitud|petición|comunicación|solicitud de supresión
      solicitud de eliminación|requerimiento|email|recordatorio
      """,
      "ninguno":
        """
      ninguno de estos datos|ninguno de esos datos|ninguno de los datos descritos
      ninguno de los datos descritos en su {cartas}|ninguno de los datos indicados
      ninguno de los datos mencionados|ninguno de los datos mencionados en su {cartas}|ningún dato de ese tipo
      ninguno de los datos indicados en su {cartas}|ninguno de los datos en cuestión
      ninguno de los datos que describe|ninguno de los datos que usted describe
      """,
      "tenemos":
        """
      no tenemos|no conservamos|no almacenamos|no disponemos de|no poseemos|no tratamos|nunca hemos recibido
      no hemos recibido nunca|nunca hemos tenido|no mantenemos|no guardamos
      """,
      "recibidos": "recibidos de §name|recibidos de ustedes|que nos enviaron|de §name",
      "cuando": "el §date|hoy|ayer|esta mañana|con fecha §date|con fecha de §date",
      "preguntas":
        """
      pregunta|cualquier duda|cualquier consulta|cualquier pregunta|cualquier aclaración|alguna duda
      alguna pregunta|cualquier duda o consulta
      """,
    ],
    phrases: [
      (
        .claim,
        """
        {hemos} {adv?} {hecho}|han sido {adv?} {hechos}|se han {adv?} {hecho}|fueron {adv?} {hechos}
        {hemos} procedido a la eliminación de|{hemos} procedido a la supresión de|{hemos} procedido a eliminar
        {hemos} procedido a suprimir|{hemos} procedido a borrar
        se eliminaron|se borraron|se suprimieron|eliminé|ya han sido {adv?} {hechos}|ya se han {hecho}
        ya fueron {hechos}|se ha procedido a la eliminación de|se ha procedido a la supresión de
        se ha procedido a eliminar|ya están {hechos}|han quedado {hechos}|hemos completado la eliminación de
        confirmamos haber {hecho}|les confirmamos haber {hecho}|le confirmamos haber {hecho}|confirmo haber {hecho}
        y {hecho}|§name eliminó|han sido ya {hechos}
        """
      ),
      (
        .object,
        """
        {los} {datos}|{los} datos de sus clientes|{los} datos que describe|{los} datos que nos indicó
        {los} {datos} de sus clientes|{los} datos que usted describe
        """
      ),
      (
        .nothing,
        """
        {tenemos} {ninguno}|en §name {tenemos} {ninguno}|§name no tiene {ninguno}|§name no conserva {ninguno}
        no obra en nuestro poder {ninguno}
        """
      ),
      (
        .promise,
        """
        eliminaremos|vamos a eliminar|procederemos a la eliminación de|procederemos a eliminar
        serán {adv?} {hechos}|borraremos|suprimiremos|vamos a borrar|procederemos a la supresión de|se eliminarán
        se borrarán|se suprimirán|tenemos previsto eliminar|procederemos a suprimir|van a ser {hechos}
        estamos eliminando|procederemos a borrar|nos comprometemos a eliminar|habremos eliminado
        """
      ),
      (
        .deadline,
        """
        antes del §date|a más tardar el §date|hasta el §date|para el §date|en un plazo de §span
        en el plazo de §span|dentro de §span|en §span|en los próximos §span|antes de fin de mes|próximamente
        lo antes posible|la próxima semana|la semana que viene|a la mayor brevedad|en breve
        en un plazo máximo de §span|a finales de mes|antes de final de mes|en el plazo máximo de §span
        """
      ),
      (
        .receipt,
        """
        hemos recibido {su} {carta}|acusamos recibo de {su} {carta}|confirmamos la recepción de {su} {carta}
        {su} {carta} ha sido recibida|{su} {carta} ha sido recibido|le confirmamos la recepción de {su} {carta}
        estamos revisando {su} {carta}|le responderemos|nos pondremos en contacto con usted|y le responderemos
        he recibido {su} {carta}|acuso recibo de {su} {carta}
        hemos trasladado {su} {carta} a nuestro departamento jurídico
        hemos reenviado {su} {carta} a nuestro delegado de protección de datos|lo estamos revisando
        y nos pondremos en contacto con usted|recibido|hemos remitido {su} {carta} a nuestro departamento legal
        confirmamos recepción de {su} {carta}|estamos analizando {su} {carta}
        """
      ),
      (
        .filler,
        """
        en {su} {carta}|indicados en {su} {carta}|mencionados en {su} {carta}|señalados en {su} {carta}
        confirmamos que|le confirmamos que|les confirmamos que|os confirmamos que|podemos confirmar que
        por la presente confirmamos que|por la presente le confirmamos que|le informamos de que|le informamos que
        les informamos de que|les informamos que|nos complace informarle de que|confirmo que|le confirmo que
        les confirmo que|y que|nos complace confirmarle que|mediante la presente confirmamos que
        por medio de la presente confirmamos que|podemos confirmarle que
        según lo solicitado|tal como solicitó|tal y como solicitó|conforme a {su} {carta}
        de acuerdo con {su} {carta}|en respuesta a {su} {carta}|en relación con {su} {carta}
        a raíz de {su} {carta}|como nos pidió|como solicitaron|tal y como solicitaron|según {su} {carta}
        descritos en {su} {carta}|conforme a lo solicitado|tal como nos pidió
        de nuestros sistemas|de todos nuestros sistemas|de nuestras bases de datos|de nuestros servidores
        en nuestros sistemas|en todos nuestros sistemas|de nuestra base de datos|por nuestra parte
        en nuestra parte
        incluidas las copias de seguridad|incluidas todas las copias de seguridad
        incluyendo las copias de seguridad|incluidas todas las copias|también en nuestros encargados
        también por nuestros encargados|así como en nuestros encargados del tratamiento|en todas sus formas
        en cualquier forma|incluidas las copias|también por nuestros subencargados
        el §date|hoy|ayer|y|con referencia §name|referencia §name|§name
        definitivamente|por completo|de forma permanente|de forma definitiva|permanentemente|completamente
        de §name|por §name|en §name|también|esta mañana|ya|de forma segura|irreversiblemente|íntegramente
        de manera permanente|recibidos de §name|recibidos de ustedes|que nos enviaron|expediente §name
        correctamente|de manera definitiva
        """
      ),
      (.also, "todas las copias"),
      (.partial, "{recibidos} {cuando}"),
      (
        .greeting,
        """
        estimado|estimada|estimados|estimadas|estimados señores|hola|buenos días|buenas tardes|muy señores míos
        estimado señor|estimada señora|hola a todos|buenas|apreciada|apreciado|estimado equipo|muy señor mío
        hola equipo|señores|estimados señores y señoras|buen día
        """
      ),
      (
        .polite,
        """
        gracias|muchas gracias|gracias por {su} {carta}|muchas gracias por {su} {carta}|gracias por su paciencia
        le agradecemos {su} {carta}|agradecemos {su} {carta}|gracias por su comprensión|gracias por avisarnos
        gracias de antemano|gracias por contactarnos|gracias por ponerse en contacto con nosotros
        quedamos a su disposición|quedamos a su disposición para {preguntas}|no dude en contactarnos
        no dude en contactar con nosotros|si tiene {preguntas} no dude en contactarnos
        para {preguntas} quedamos a su disposición|si tiene {preguntas} quedamos a su disposición
        quedo a su disposición|quedo a su disposición para {preguntas}|quedamos a su entera disposición
        si tiene {preguntas} no dude en ponerse en contacto con nosotros|no duden en contactarnos
        disculpe el retraso|disculpen el retraso|disculpen las molestias|sentimos el retraso|lamentamos el retraso
        rogamos disculpen el retraso|perdone el retraso|disculpe las molestias|disculpe la demora
        disculpen la demora
        que tenga un buen día|buen fin de semana|que tengan un buen día
        nos tomamos muy en serio la protección de datos|nos referimos a {su} {carta}|espero que se encuentre bien
        reciba un cordial saludo|feliz fin de semana|feliz día|le deseamos un buen día
        """
      ),
      (
        .negation,
        """
        no|nunca|ni|ningún|ninguno|ninguna|nada|sin|aún no|todavía no|jamás|tampoco|nadie|error|fallo|fallido
        lamentablemente
        """
      ),
      (
        .future,
        """
        será|serán|vamos|va|van|previsto|prevista|próximamente|pronto|mañana|más adelante|programada|programado
        posteriormente|tenemos intención|pretendemos|luego
        """
      ),
      (
        .condition,
        """
        si|cuando|una vez|siempre que|en caso|hasta que|después|antes|tan pronto|salvo que|a menos que
        a condición|con la condición|a partir|en cuanto|tras
        """
      ),
      (
        .partial,
        """
        recibidos de §name el §date|recibidos de ustedes el §date|que nos enviaron el §date|salvo|excepto
        a excepción|con excepción|con la excepción|menos|pero|sin embargo|no obstante|solo|sólo|únicamente
        parcialmente|en parte|la mayoría|la mayor parte|algunos|algunas|parte|quedan|queda|restantes|aún|todavía
        conservamos|conservan|copias de seguridad|copia de seguridad|registros de acceso|logs|casi|aunque
        excluidos|mantienen|bloqueados|bloqueado|anonimizados|aparte|archivados|resto
        """
      ),
      (
        .doubt,
        """
        creo|creemos|pensamos|probablemente|quizás|quizá|tal vez|debería|deberían|podría|podrían|parece
        supuestamente|en principio|que yo sepa|que sepamos|habríamos|hubiéramos|habrían|esperamos|suponemos
        supongo|aparentemente|claro|por supuesto|entiendo|seguro|presuntamente
        """
      ),
      (
        .refusal,
        """
        no podemos eliminar|no es posible|rechazamos|denegamos|obligación legal|obligaciones legales
        obligados a conservar|legalmente obligados|no podemos|denegada|no procede|nos negamos
        no vamos a eliminar|imposible|no eliminaremos|no pueden ser eliminados|no pueden eliminarse
        conservación obligatoria
        """
      ),
      (
        .ask,
        """
        puede|podría|podrían|pueden|por favor|cuál|cuáles|quién|cómo|por qué|rogamos|necesitamos
        le agradeceríamos|solicitamos|confirme|confirmen|indíquenos|envíenos|tenga a bien|sírvase|les rogamos
        """
      ),
      (
        .form,
        """
        formulario|portal|documento de identidad|su identidad|haga clic|verificar su identidad|copia de su dni
        acreditar|identidad|dni
        """
      ),
      (
        .process,
        """
        en curso|en proceso|iniciado|iniciada|solicitado|solicitada|tramitando|en trámite|programada
        puesto en marcha|lanzado|comenzado|encolada|tramitado|en marcha|empezado
        """
      ),
      (
        .closed,
        """
        cerrado|cerrada|completada|completado|resuelto|resuelta|procesada|procesado|tramitada|atendida|hecho
        listo|gestionada|finalizada
        """
      ),
      (
        .other,
        """
        cuenta|cuenta de usuario|ticket|perfil|boletín|cookies|mensaje|sus datos personales|otra|otro|otras
        otros|duplicado|su correo|suscripción|anterior|incidencia|correo|usuario
        """
      ),
      (.notFound, "no hemos encontrado|no encontramos|ningún dato|ningún registro|no constan|no consta"),
      (
        .done1,
        """
        eliminado|eliminados|borrado|borrados|suprimido|suprimidos|eliminada|eliminar|borrar|suprimir|eliminamos
        eliminó|borramos
        """
      ),
      (.yours, "sus datos|todos sus datos"),
      (.deletion, "eliminación|supresión|borrado"),
      (.negation, "pd|p d|ps|posdata"),
    ],
    stems: [(.deletion, "elimin|borr|suprim|destru"), (.partial, "conserv|mantien|salvo")],
    months: [
      "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
      "diciembre",
    ],
    monthsShort: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    units: [
      "dia": 1, "dias": 1, "dias habiles": 1, "dias laborables": 1, "dias naturales": 1, "semana": 7, "semanas": 7,
      "mes": 30, "meses": 30, "#un": 1, "#una": 1, "#dos": 2, "#tres": 3, "#cuatro": 4, "#diez": 10, "#treinta": 30,
    ],
    dayFirst: true, dateLinks: ["de", "del"],
    closings: """
      saludos|un saludo|saludos cordiales|atentamente|cordialmente|un cordial saludo|atentos saludos
      le saluda atentamente|muy atentamente|reciban un cordial saludo|un abrazo|mis saludos|saludos atentos
      """)
}
