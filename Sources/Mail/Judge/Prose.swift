/// Tells statements from names, titles and addresses. What stands in a signature or behind a label of the answer
/// block is read only for warnings, so whatever reads like a statement there is for a person.
enum Prose {
  static func speaks(_ line: String, names: Set<String> = []) -> Bool {
    if endings.contains(where: line.contains) { return true }
    return !loose(line, names: names).isEmpty || isStopped(line)
  }

  /// Three words or more with a full stop that is no abbreviation's.
  private static func isStopped(_ line: String) -> Bool {
    let text = Paragraphs.trimmed(line)
    guard let stop = text.last, ".!?".contains(stop) else { return false }
    let words = text.split(separator: " ")
    return words.count > 2 && (words.last?.allSatisfy { !$0.isNumber } ?? false) && (words.last?.count ?? 0) > 4
  }

  /// Words in small letters that no title, address or company line has.
  static func loose(_ line: String, names: Set<String> = []) -> [String] {
    line.split { $0 == " " || $0 == "\t" || $0 == "\u{a0}" || "/|,;()".contains($0) }.compactMap { piece in
      guard let first = piece.unicodeScalars.first(where: { $0.properties.isAlphabetic }),
        first.properties.isLowercase, piece.last != ":",
        !piece.dropLast().contains(where: { ".@:0123456789".contains($0) })
      else { return nil }
      return Tokenizer.words(String(piece)).first {
        $0.utf8.count > 1 && $0.utf8.first != 0x22 && !harmless.contains($0) && !names.contains($0)
      }
    }
  }

  /// Japanese has no capitals: its verbs tell.
  private static let endings = ["。", "ます", "です", "ました", "ません", "ない", "する", "した", "なる", "中止", "対応"]

  private static let harmless = Set(
    Tokenizer.words(
      """
      of and the for at in de la le les du des à au aux et en l d von und für der die das am zu zur im bei del della
      delle dei di da do dos das e y el los las per con i il van
      privacy data protection données personnelles vie privée datos personales protección dati personali protezione
      dados pessoais proteção juridique conformité légal jurídico jurídica cumplimiento conformidade legale affari
      legali team équipe equipo equipa equipe service services servicio serviço servizio département departamento
      direction dirección direção direzione responsable responsabile responsável encarregado
      délégué déléguée delegado delegada conseiller conseillère general général general generale seguridad sécurité
      segurança sicurezza información informação informatique support client clientèle tel tél telefon telefono
      fax phone mobile mob mail email e-mail web www office rue avenue via calle rua strasse straße
      juriste avocat avocate chargé chargée chef cheffe directeur directrice adjoint adjointe affaires juridiques
      abogado abogada asesor asesora director directora jefe jefa gerente técnico técnica asuntos jurídicos
      jurista advogado advogada assessor assessora diretor diretora gestor gestora chefe coordenador coordenadora
      avvocato avvocata giurista direttore direttrice addetto addetta consulente ufficio
      yes ja oui sí sim si all alle tous todos tutti dpo rgpd gdpr dsgvo ia iv pp ppa inc ltd plc llc gmbh ag sa srl
      """))
}
