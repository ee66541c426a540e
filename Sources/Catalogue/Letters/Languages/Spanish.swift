extension LetterLanguage {
  static let spanish = LetterLanguage(
    code: "es",
    day: { year, month, day in
      let months = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
      ]
      return "\(day) de \(months[month - 1]) de \(year)"
    },
    grouping: (mark: "\u{A0}", from: 5),
    moment: { "\($0), a las \($1) UTC" },
    definitions: [
      .normalCourse: "ya no se pueden recuperar en el curso normal de la actividad",
      .anyMeans: "ya no se pueden recuperar por ningún medio físico o técnico",
    ],
    data: [
      "ip-address": "direcciones IP",
      "page-url": "direcciones (URL) de las páginas visitadas, incluidos los enlaces personalizados",
      "online-identifier": "identificadores de cookies, de clics, de clientes web y de dispositivos",
      "account-identifier": "identificadores de usuarios y de clientes",
      "contact": "direcciones de correo electrónico y números de teléfono",
      "event": "páginas vistas, clics y otros eventos",
      "health": "datos que revelan el uso de un producto sanitario o se refieren a la salud",
      "derived": "perfiles, audiencias, modelos y otros datos derivados de los anteriores",
    ],
    kinds: [
      .ip: "direcciones IP", .url: "direcciones de páginas", .clientID: "identificadores de cliente web",
      .clickID: "identificadores de clic", .userID: "identificadores de usuario",
      .visitorID: "identificadores de visitante", .sessionID: "identificadores de sesión",
      .email: "direcciones de correo electrónico", .phone: "números de teléfono",
      .deviceID: "identificadores de dispositivo", .advertisingID: "identificadores publicitarios",
      .idfa: "identificadores publicitarios (IDFA)", .gaid: "identificadores publicitarios (GAID)",
      .externalID: "identificadores externos",
    ],
    whatHappened:
      "Unos rastreadores instalados en nuestras páginas web transmitieron datos de las personas que las visitaban a las empresas que los gestionan; la suya es una de ellas.",
    notices: [
      .alleged:
        "La Comisión Federal de Comercio de los Estados Unidos (FTC) alega en su demanda (expediente {docket}) que la comunicación de estos datos a su empresa fue desleal o engañosa. Su orden nos obliga a enviarles esta carta.",
      .directed:
        "Una orden de la Comisión Federal de Comercio de los Estados Unidos (FTC, expediente {docket}) nos obliga a enviarles esta instrucción.",
      .recipients:
        "El artículo 19 del Reglamento General de Protección de Datos (RGPD) nos obliga a comunicar la supresión a cada destinatario de los datos, y a informar de los destinatarios a las personas interesadas que lo soliciten.",
      .unitedKingdom:
        "El artículo 19 del Reglamento General de Protección de Datos del Reino Unido (UK GDPR) nos obliga a comunicar la supresión a cada destinatario de los datos, y a informar de los destinatarios a las personas interesadas que lo soliciten.",
      .brazil:
        "El artículo 18, apartado 6, de la Ley General de Protección de Datos de Brasil (LGPD, Ley 13.709/2018) nos obliga a informar de inmediato de la eliminación a todos aquellos con quienes compartimos estos datos, para que hagan lo mismo.",
      .publication:
        "Conforme al artículo 17.2 del RGPD, les informamos además de que las personas interesadas han solicitado la supresión de todo enlace a estos datos y de toda copia o réplica de ellos.",
      .processor:
        "En la medida en que traten estos datos por cuenta nuestra, esta carta es una instrucción documentada en el sentido del artículo 28.3.a) del RGPD y, si su servicio ha terminado, nuestra elección de la supresión conforme al artículo 28.3.g). Alcanza también a sus subencargados.",
      .health:
        "Una parte de estos datos puede ser información de salud protegida por las normas HIPAA de los Estados Unidos. Su confirmación por escrito pasará a formar parte de nuestra evaluación de riesgos según 45 CFR 164.402, que conservamos al menos seis años. En la medida en que actúen como nuestro «business associate», esta carta es también una instrucción conforme a nuestro contrato con ustedes (45 CFR 164.504(e)), y alcanza a sus subcontratistas.",
      .california:
        "La legislación de California (Civil Code 1798.105(c) y 11 CCR 7022) nos obliga a pedir la eliminación a todos aquellos a quienes estos datos se vendieron, cedieron o comunicaron, y les obliga a ustedes a trasladarlo a sus propios proveedores y contratistas.",
      .brokers:
        "La Delete Act de California (Civil Code 1798.99.80 y siguientes) nos obliga a hacer eliminar estos datos, también por nuestros proveedores y contratistas.",
      .washington:
        "La ley My Health My Data del estado de Washington (RCW 19.373.040) nos obliga a avisar a cada destinatario de estos datos, y obliga a los destinatarios a eliminarlos también.",
    ])
}
