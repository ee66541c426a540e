import Testing

@testable import Mail

struct JudgePortugueseTests {
  @Test func `Portuguese replies mean what a careful reader takes them to mean`() {
    #expect(Sample.list(portuguese).compactMap(mistake) == [])
    #expect(Sample.list(portuguese).count >= 60)
  }
}

private let portuguese = """
  D! Eliminámos todos os dados.
  D! Bom dia,⏎⏎confirmamos que todos os dados descritos na sua carta foram eliminados dos nossos sistemas.⏎⏎Com os melhores cumprimentos,⏎Jordan Lee
  D! Os dados foram apagados em 10 de março de 2027, incluindo as cópias de segurança.
  D! Prezada Sra. Harker,⏎⏎informamos que os dados foram excluídos permanentemente de todos os nossos sistemas. Ficamos à disposição para qualquer dúvida.⏎⏎Atenciosamente,⏎Jordan
  D! Procedemos à eliminação de todos os dados. Obrigado pela paciência.
  D! OS DADOS FORAM APAGADOS.
  D! Todos os dados foram definitivamente excluidos.
  D! Recebemos o seu pedido. Já eliminámos os dados em causa.
  D! A Acme Ads eliminou todos os dados.
  D! Os dados dos seus clientes foram eliminados.⏎⏎Cumprimentos⏎Jordan⏎⏎Esta mensagem destina-se ao seu destinatário. Se a recebeu por engano, apague-a.
  N! Não temos nenhum destes dados.
  N! Boa tarde,⏎não possuímos nenhum dos dados descritos.⏎Cumprimentos,⏎Jordan
  N! Nunca recebemos nenhum desses dados.
  N Não encontrámos dados nos nossos sistemas.
  N Não localizamos registros com esse nome.
  U Não eliminámos os dados.
  U Os dados ainda não foram apagados.
  U Nenhum dado foi eliminado.
  U Infelizmente a eliminação falhou.
  U Até hoje nada foi apagado.
  R Não podemos eliminar os dados.
  R Recusamos a eliminação dos dados.
  R Somos legalmente obrigados a conservar os dados.
  R Não é possível a eliminação.
  W! Eliminaremos os dados até 31 de março de 2027.
  W! Os dados serão apagados no prazo de 30 dias.
  W! Vamos excluir todos os dados em até 15 dias.
  W! Iremos eliminar os dados em breve. Obrigado.
  W A eliminação está em curso.
  W Iniciámos a eliminação dos dados.
  W A exclusão foi agendada para segunda-feira.
  W A eliminação foi solicitada internamente.
  U Assim que confirmar, eliminaremos os dados.
  U Se os dados forem nossos, serão apagados.
  U Caso tenham sido recebidos por nós, os dados foram eliminados.
  U|D Acho que eliminámos os dados.
  U|D Os dados devem ter sido eliminados.
  U|D Tanto quanto sei, os dados foram eliminados.
  U|D Teríamos eliminado os dados.
  P Eliminámos todos os dados exceto os logs.
  P Os dados foram eliminados, salvo as cópias de segurança.
  P Os dados foram parcialmente apagados.
  P Eliminámos a maioria dos dados.
  P Apagámos os dados, mas permanecem nos backups.
  P Apenas eliminámos as audiências.
  P Eliminámos parte dos dados.
  U|D Feito.
  U|D Apagado.
  U|D O seu pedido foi concluído.
  U O seu ticket foi encerrado.
  U Eliminámos a sua conta de utilizador.
  U Apagámos a mensagem duplicada.
  D|U Quanto ao outro pedido, os dados foram eliminados.
  D|U Eliminámos os seus dados pessoais.
  D! Eliminamos os dados.
  A! Recebemos o seu pedido.
  A! Acusamos a receção da sua carta e responderemos em breve.
  A! Olá,⏎⏎confirmamos o recebimento da sua mensagem.⏎⏎Atenciosamente⏎Jordan
  Q Os dados foram eliminados?
  Q Podem indicar quais dados são?
  Q Por favor confirme que os dados foram apagados.
  F Utilize o nosso formulário, por favor.
  F Precisamos de verificar a sua identidade.
  D|U|Q Claro, eliminámos todos os dados, como sempre.
  D|U|P Eliminámos todos os dados. The logs remain.
  D|U|P Os dados foram eliminados.⏎⏎Cumprimentos⏎Jordan⏎⏎PS: no Brasil não
  D! Exmos. Senhores,⏎⏎Confirmamos que eliminámos todos os dados referidos na vossa carta.
  D! Apagámos todos os dados que nos enviaram, também nos subcontratantes.
  N! Não detemos quaisquer dados destas pessoas.
  D! Excluímos definitivamente todos os dados que vocês nos enviaram.
  P|D Eliminámos todos os dados que nos enviaram ontem.
  P|D Eliminámos todos os dados que vocês nos enviaram em 3 de março de 2027.
  D! Confirmamos ter eliminado todos os dados.
  D|U|P|W O prestador confirma ter eliminado todos os dados.
  """
