extension LetterLanguage {
  static let portuguese = LetterLanguage(
    code: "pt",
    day: { year, month, day in
      let months = [
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
        "dezembro",
      ]
      return "\(day) de \(months[month - 1]) de \(year)"
    },
    grouping: (mark: "\u{A0}", from: 5),
    moment: { "\($0), às \($1.replacing(":", with: "h")) UTC" },
    definitions: [
      .normalCourse: "já não podem ser recuperados no decurso normal da atividade",
      .anyMeans: "já não podem ser recuperados por nenhum meio físico ou técnico",
    ],
    data: [
      "ip-address": "endereços IP",
      "page-url": "endereços (URL) das páginas visitadas, incluindo ligações personalizadas",
      "online-identifier": "identificadores de cookies, de cliques, de clientes web e de dispositivos",
      "account-identifier": "identificadores de utilizadores e de clientes",
      "contact": "endereços de correio eletrónico e números de telefone",
      "event": "visualizações de páginas, cliques e outros eventos",
      "health": "dados que revelam o uso de um dispositivo médico ou dizem respeito à saúde",
      "derived": "perfis, audiências, modelos e outros dados derivados dos anteriores",
    ],
    kinds: [
      .ip: "endereços IP", .url: "endereços de páginas", .clientID: "identificadores de cliente web",
      .clickID: "identificadores de clique", .userID: "identificadores de utilizador",
      .visitorID: "identificadores de visitante", .sessionID: "identificadores de sessão",
      .email: "endereços de correio eletrónico", .phone: "números de telefone",
      .deviceID: "identificadores de dispositivo", .advertisingID: "identificadores de publicidade",
      .idfa: "identificadores de publicidade (IDFA)", .gaid: "identificadores de publicidade (GAID)",
      .externalID: "identificadores externos",
    ],
    whatHappened:
      "Rastreadores instalados nas nossas páginas web transmitiram dados das pessoas que as visitavam às empresas que os exploram; a vossa é uma delas.",
    notices: [
      .alleged:
        "A Comissão Federal do Comércio dos Estados Unidos (FTC) alega na sua queixa (processo {docket}) que a comunicação destes dados à vossa empresa foi desleal ou enganosa. A sua ordem obriga-nos a enviar-vos esta carta.",
      .directed:
        "Uma ordem da Comissão Federal do Comércio dos Estados Unidos (FTC, processo {docket}) obriga-nos a enviar-vos esta instrução.",
      .recipients:
        "O artigo 19.º do Regulamento Geral sobre a Proteção de Dados (RGPD) obriga-nos a comunicar o apagamento a cada destinatário dos dados e a indicar os destinatários aos titulares que o solicitem.",
      .unitedKingdom:
        "O artigo 19.º do Regulamento Geral sobre a Proteção de Dados do Reino Unido (UK GDPR) obriga-nos a comunicar o apagamento a cada destinatário dos dados e a indicar os destinatários aos titulares que o solicitem.",
      .brazil:
        "O artigo 18, § 6.º, da Lei Geral de Proteção de Dados do Brasil (LGPD, Lei n.º 13.709/2018) obriga-nos a informar imediatamente da eliminação todos aqueles com quem partilhámos estes dados, para que procedam do mesmo modo.",
      .publication:
        "Nos termos do artigo 17.º, n.º 2, do RGPD, informamos ainda que os titulares solicitaram o apagamento de todas as ligações para estes dados, bem como de todas as suas cópias e reproduções.",
      .processor:
        "Na medida em que tratem estes dados por nossa conta, esta carta é uma instrução documentada na aceção do artigo 28.º, n.º 3, alínea a), do RGPD e, se o vosso serviço tiver terminado, a nossa opção pelo apagamento nos termos da alínea g). Abrange também os vossos subcontratantes ulteriores.",
      .health:
        "Uma parte destes dados pode ser informação de saúde protegida pelas regras HIPAA dos Estados Unidos. A vossa confirmação por escrito passará a integrar a nossa avaliação de riscos nos termos de 45 CFR 164.402, que conservamos durante pelo menos seis anos. Na medida em que sejam nosso «business associate», esta carta é também uma instrução nos termos do nosso contrato convosco (45 CFR 164.504(e)), e abrange os vossos subcontratantes.",
      .california:
        "A lei da Califórnia (Civil Code 1798.105(c) e 11 CCR 7022) obriga-nos a pedir a eliminação a todos aqueles a quem estes dados foram vendidos, partilhados ou comunicados, e obriga-vos a transmitir este pedido aos vossos próprios prestadores de serviços.",
      .brokers:
        "O Delete Act da Califórnia (Civil Code 1798.99.80 e seguintes) obriga-nos a fazer eliminar estes dados, também pelos nossos prestadores de serviços.",
      .washington:
        "A lei My Health My Data do Estado de Washington (RCW 19.373.040) obriga-nos a avisar cada destinatário destes dados, e obriga os destinatários a eliminá-los também.",
    ])
}
