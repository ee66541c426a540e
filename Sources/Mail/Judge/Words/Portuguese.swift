extension WordTable {
  static let portuguese = WordTable(
    language: "pt",
    classes: [
      "os": "os|todos os|a totalidade dos|estes|esses|todos estes|todos esses|tais",
      "dados":
        """
      dados|dados pessoais|registos|registros|dados em questão|dados em causa|dados solicitados
      dados descritos|dados indicados|dados mencionados|dados afetados|dados referidos
      """,
      "adv":
        """
      definitivamente|permanentemente|completamente|totalmente|já|de forma segura|de forma permanente
      de forma definitiva|integralmente|irreversivelmente|todos|com sucesso
      """,
      "feito":
        """
      eliminado|apagado|excluído|removido|destruído|eliminado definitivamente|apagado definitivamente
      excluído permanentemente
      """,
      "feitos":
        """
      eliminados|apagados|excluídos|removidos|destruídos|eliminadas|apagadas|excluídas
      eliminados definitivamente|excluídos permanentemente|apagados definitivamente|excluídos definitivamente
      """,
      "sua":
        """
      a sua|a vossa|da sua|da vossa|o seu|o vosso|do seu|ao seu|à sua|sua|na sua|na vossa|no seu|com a sua
      pela sua|pelo seu
      """,
      "carta": "{cartas}|{cartas} de §date",
      "cartas":
        """
      carta|mensagem|e-mail|email|solicitação|pedido|comunicação|pedido de eliminação|solicitação de exclusão
      notificação|pedido de apagamento|lembrete|correspondência
      """,
      "nenhum":
        """
      nenhum destes dados|nenhum desses dados|nenhum dos dados descritos|nenhum dos dados indicados
      nenhum dos dados mencionados|nenhum dos dados em causa|nenhum dos dados em questão
      nenhum dos dados descritos {sua} {cartas}|nenhum dos dados mencionados {sua} {cartas}
      quaisquer dados destas pessoas|quaisquer dados sobre estas pessoas|nenhum dado destas pessoas
      nenhum dado sobre estas pessoas|nenhum dado dessas pessoas|nenhum dado sobre essas pessoas
      nenhum dado desse tipo|quaisquer desses dados|nenhum dos dados referidos
      """,
      "temos":
        """
      não temos|não detemos|não possuímos|não conservamos|não armazenamos|não mantemos|nunca recebemos
      não tratamos|não dispomos de|não guardamos
      """,
      "recebidos": "recebidos de §name|de §name",
      "enviados": "que nos enviou|que nos enviaram|que vocês nos enviaram|que nos transmitiram",
      "quando": "em §date|no dia §date|a §date|hoje|ontem",
      "duvidas":
        """
      qualquer dúvida|qualquer questão|quaisquer dúvidas|qualquer esclarecimento|quaisquer esclarecimentos
      alguma dúvida|quaisquer questões
      """,
    ],
    phrases: [
      (
        .claim,
        """
        confirmamos ter {feito}|confirmo ter {feito}|informamos ter {feito}
        foram {adv?} {feitos}|foi {adv?} {feito}|já foram {adv?} {feitos}|procedemos à eliminação de
        procedemos à eliminação dos|procedemos ao apagamento de|procedemos à exclusão de|apagámos|eliminámos
        excluímos definitivamente|removemos definitivamente|apaguei|eliminei
        já apagámos|já eliminámos|já eliminamos|já apagamos|já excluímos|foram todos {adv?} {feitos}
        temos {feitos}|a nossa equipa eliminou|nossa equipe excluiu|nossa equipe eliminou|§name eliminou
        §name excluiu|§name apagou|a §name eliminou|a §name excluiu|a §name apagou|o §name eliminou
        concluímos a eliminação de|concluímos a exclusão de|encontram-se {feitos}
        estão agora {feitos}
        """
      ),
      (
        .object,
        """
        {os} {dados}|{os} dados dos seus clientes|{os} dados dos vossos clientes|{os} dados que descreve
        {os} dados de seus clientes|{os} {dados} dos seus clientes|todos dados
        {os} {dados} {enviados}
        """
      ),
      (.nothing, "{temos} {nenhum}|nós {temos} {nenhum}|§name não detém {nenhum}|§name não possui {nenhum}"),
      (
        .promise,
        """
        iremos eliminar|vamos eliminar|eliminaremos|apagaremos|serão {adv?} {feitos}|vamos apagar|iremos apagar
        excluiremos|vamos excluir|iremos excluir|procederemos à eliminação de|procederemos à eliminação dos
        procederemos à exclusão de|vão ser {feitos}|irão ser {feitos}|estamos a eliminar|estamos a apagar
        estamos excluindo|comprometemo-nos a eliminar|prevemos eliminar|procederemos à exclusão dos
        """
      ),
      (
        .deadline,
        """
        até §date|até ao dia §date|até o dia §date|até dia §date|o mais tardar até §date|no prazo de §span
        dentro de §span|em §span|nos próximos §span|em até §span|até ao final do mês|até o final do mês
        até ao fim do mês|brevemente|em breve|na próxima semana|o mais rapidamente possível|o mais breve possível
        no prazo máximo de §span|antes de §date|assim que possível
        """
      ),
      (
        .receipt,
        """
        recebemos {sua} {carta}|confirmamos a receção {sua} {carta}|confirmamos o recebimento {sua} {carta}
        acusamos a receção {sua} {carta}|acusamos o recebimento {sua} {carta}|{sua} {carta} foi recebida
        {sua} {carta} foi recebido|estamos a analisar {sua} {carta}|estamos analisando {sua} {carta}|responderemos
        entraremos em contacto|entraremos em contato|e responderemos|e entraremos em contacto
        e entraremos em contato
        encaminhámos {sua} {carta} para o nosso departamento jurídico
        encaminhamos {sua} {carta} ao nosso departamento jurídico
        encaminhamos {sua} {carta} ao nosso encarregado de dados|acuso a receção {sua} {carta}
        recebi {sua} {carta}|acuso o recebimento {sua} {carta}|recebido|voltaremos ao contacto|retornaremos
        reencaminhámos {sua} {carta} para o nosso encarregado da proteção de dados
        """
      ),
      (
        .filler,
        """
        {sua} {carta}|indicados {sua} {carta}|mencionados {sua} {carta}|referidos {sua} {carta}
        confirmamos que|podemos confirmar que|vimos por este meio confirmar que|vimos confirmar que|informamos que
        informamos V. Exas. de que|confirmo que|pela presente confirmamos que|gostaríamos de informar que
        temos o prazer de confirmar que|e que|serve a presente para confirmar que|gostaríamos de confirmar que
        posso confirmar que|confirmamos por este meio que|confirmamos-lhe que|informamos de que
        conforme solicitado|conforme pedido|tal como solicitado|como solicitado|de acordo com {sua} {carta}
        em resposta {sua} {carta}|na sequência {sua} {carta}|conforme {sua} {carta}|relativamente {sua} {carta}
        descritos {sua} {carta}|em conformidade {sua} {carta}|em relação {sua} {carta}
        dos nossos sistemas|de todos os nossos sistemas|das nossas bases de dados|dos nossos servidores
        nos nossos sistemas|em todos os nossos sistemas|de nossos sistemas|de nossos servidores
        de nosso banco de dados|da nossa parte|do nosso lado|da nossa base de dados|de nossa base de dados
        de todos os sistemas
        incluindo as cópias de segurança|incluindo todas as cópias de segurança|incluindo backups
        incluindo os backups|inclusive backups|inclusive os backups|incluindo todas as cópias
        também nos nossos subcontratantes|também nos subcontratantes|também nos nossos operadores
        bem como nos nossos subcontratantes|sob qualquer forma
        em todas as formas|incluindo cópias de segurança
        em §date|no dia §date|a §date|hoje|ontem|e|com a referência §name|referência §name|§name|definitivamente
        permanentemente|de forma permanente|de forma definitiva|integralmente|completamente|de §name|por §name
        na §name|também|já|de forma segura|irreversivelmente|recebidos de §name|processo §name|com sucesso|por nós
        """
      ),
      (.also, "todas as cópias"),
      (.partial, "{recebidos} {quando}|{os} {dados} {enviados} {quando}"),
      (
        .greeting,
        """
        bom dia|boa tarde|boa noite|caro|cara|caros|exmos senhores|exma|exmo|prezado|prezada|prezados|olá
        prezados senhores|prezada senhora|caros senhores|estimados|cara equipa|exma senhora|exmo senhor
        olá a todos|prezada equipe|oi|caros colegas|ex mos senhores
        """
      ),
      (
        .polite,
        """
        obrigado|obrigada|muito obrigado|muito obrigada|obrigado pela {sua} {carta}|obrigado pelo {sua} {carta}
        obrigado pela sua {carta}|obrigada pela sua {carta}|agradecemos {sua} {carta}|agradecemos o contato
        agradecemos o contacto|agradecemos o seu contacto|agradecemos o seu contato|obrigado pelo contacto
        obrigado pela paciência|obrigado pela sua paciência|agradecemos a sua compreensão
        agradecemos pela compreensão|agradecemos a compreensão|obrigado pelo seu contacto
        obrigado pela vossa {carta}|agradecemos a sua paciência
        estamos à disposição|ficamos à disposição|ficamos à disposição para {duvidas}|permanecemos à disposição
        estamos à disposição para {duvidas}|ficamos ao dispor|ficamos ao dispor para {duvidas}|estamos ao dispor
        não hesite em contactar-nos|em caso de dúvida não hesite em contactar-nos
        se tiver {duvidas} não hesite em contactar-nos|fico à disposição|fico à disposição para {duvidas}
        permanecemos à disposição para {duvidas}|permanecemos ao dispor para {duvidas}
        qualquer dúvida estamos à disposição
        pedimos desculpa pelo atraso|pedimos desculpas pelo atraso|desculpe o atraso|desculpem o atraso
        lamentamos o atraso|pedimos desculpa pelo incómodo|pedimos desculpas pelo transtorno|bom fim de semana
        tenha um bom dia|tenha um ótimo dia|espero que esteja bem|levamos a proteção de dados muito a sério
        referimo-nos {sua} {carta}|desejamos um bom dia
        """
      ),
      (
        .negation,
        "não|nunca|nem|nenhum|nenhuma|nada|sem|ainda não|jamais|tampouco|ninguém|erro|falha|falhou|infelizmente"
      ),
      (
        .future,
        """
        será|serão|iremos|vamos|vai|vão|previsto|prevista|em breve|brevemente|amanhã|mais tarde|posteriormente
        agendada|agendado|programada|pretendemos|irá|irão|depois
        """
      ),
      (
        .condition,
        """
        se|quando|assim que|logo que|desde que|caso|uma vez|após|antes|até que|a menos que|salvo se|mediante
        sob condição|enquanto|tão logo
        """
      ),
      (
        .partial,
        """
        recebidos de §name em §date|exceto|excepto|salvo|à exceção|com exceção|com a exceção|mas|porém|contudo
        no entanto|todavia|apenas|só|somente|parcialmente|em parte|parte|a maioria|a maior parte|alguns|algumas
        restam|resta|restantes|permanecem|ainda|mantemos|conservamos|cópias de segurança|backups|backup|logs
        registos de acesso|quase|embora|menos|fora|mantidos|bloqueados|anonimizados|arquivados|restante
        """
      ),
      (
        .doubt,
        """
        acho|achamos|acredito|acreditamos|penso|pensamos|provavelmente|talvez|deveria|deveriam|poderia|poderiam
        parece|supostamente|em princípio|tanto quanto sei|até onde sei|teríamos|teriam|esperamos|supomos
        aparentemente|claro|julgo|julgamos|creio|cremos|devem|deve|presumimos
        """
      ),
      (
        .refusal,
        """
        não podemos eliminar|não é possível|recusamos|recusamo|obrigação legal|obrigações legais
        obrigados a conservar|legalmente obrigados|não podemos|impossível|obrigados a manter|não vamos eliminar
        não eliminaremos|não podem ser eliminados|recusa|negamos|não iremos eliminar|não vamos apagar
        """
      ),
      (
        .ask,
        """
        pode|podem|poderia confirmar|poderiam|por favor|quais|qual|quem|como|por que|porquê|porque
        agradecemos que|precisamos|necessitamos|solicitamos|confirme|queira|queiram|indique|favor|gentileza
        """
      ),
      (
        .form,
        """
        formulário|portal|documento de identidade|a sua identidade|sua identidade|clique|comprovativo
        comprovante|verificar a sua identidade|identidade
        """
      ),
      (
        .process,
        """
        em curso|em andamento|iniciada|iniciado|iniciámos|iniciamos|solicitada|solicitado|agendada
        em processamento|pedido interno|lançada|começou|desencadeada|na fila
        """
      ),
      (
        .closed,
        """
        encerrado|encerrada|concluído|concluída|resolvido|resolvida|processado|processada|tratado|atendida
        atendido|feito|fechado|finalizado|pronto
        """
      ),
      (
        .other,
        """
        conta|conta de utilizador|ticket|chamado|perfil|newsletter|cookies|mensagem|seus dados pessoais|outro
        outra|outros|outras|duplicada|duplicado|e-mail|assinatura|anterior|utilizador|usuário
        """
      ),
      (
        .notFound,
        """
        não encontrámos|não encontramos|nenhum dado|nenhum registo|nenhum registro|não localizamos|não consta
        """
      ),
      (
        .done1,
        """
        eliminado|eliminados|apagado|apagados|excluído|excluídos|removidos|removido|eliminar|apagar|excluir
        eliminamos|apagamos|excluímos|eliminou|removemos|eliminada
        """
      ),
      (.yours, "os seus dados"),
      (.deletion, "eliminação|apagamento|exclusão|remoção"),
      (.negation, "ps|p s|pós escrito"),
    ],
    stems: [(.deletion, "elimin|apag|exclu|remov|destru"), (.partial, "conserv|mant|backup")],
    months: [
      "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
      "dezembro",
    ],
    monthsShort: ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    units: [
      "dia": 1, "dias": 1, "dias uteis": 1, "dias corridos": 1, "semana": 7, "semanas": 7, "mes": 30, "meses": 30,
      "#um": 1, "#uma": 1, "#dois": 2, "#duas": 2, "#tres": 3, "#quatro": 4, "#dez": 10, "#trinta": 30,
    ],
    dayFirst: true, dateLinks: ["de"],
    closings: """
      cumprimentos|com os melhores cumprimentos|melhores cumprimentos|atenciosamente|cordialmente|abraços|abraço
      saudações|atentamente|com os meus cumprimentos|att|respeitosamente|saudações cordiais|um abraço|grato|grata
      """)
}
