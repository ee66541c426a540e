import Testing

@testable import Mail

struct JudgeSpanishTests {
  @Test func `Spanish replies mean what a careful reader takes them to mean`() {
    #expect(Sample.list(spanish).compactMap(mistake) == [])
    #expect(Sample.list(spanish).count >= 60)
  }
}

private let spanish = """
  D! Hemos eliminado todos los datos.
  D! Estimada Sra. Harker:⏎⏎Le confirmamos que todos los datos descritos en su carta han sido eliminados de nuestros sistemas.⏎⏎Un cordial saludo,⏎Jordan Lee
  D! Buenos días,⏎los datos fueron eliminados el 10 de marzo de 2027, incluidas las copias de seguridad.⏎Saludos⏎Jordan
  D! Hola,⏎⏎hemos procedido a la eliminación de los datos en cuestión. Quedamos a su disposición para cualquier duda.⏎⏎Atentamente⏎Jordan
  D! Todos los datos personales se han borrado de forma permanente.
  D! HEMOS BORRADO TODOS LOS DATOS.
  D! Los datos ya han sido suprimidos. Gracias por su paciencia.
  D! Por la presente confirmamos que hemos eliminado definitivamente los datos de sus clientes.
  D! Se eliminaron todos los datos.
  D! Hemos eliminado los registros de sus clientes.
  D Hemos eliminado sus datos.
  D! Hemos recibido su solicitud. Hemos eliminado todos los datos descritos en su carta.⏎⏎Saludos cordiales⏎Jordan⏎⏎Este mensaje es para su destinatario. Si lo ha recibido por error, elimínelo.
  N! No tenemos ninguno de estos datos.
  N! Buenas tardes, no conservamos ninguno de los datos descritos en su carta. Saludos,⏎Jordan
  N! Nunca hemos recibido ninguno de estos datos.
  N No hemos encontrado datos en nuestros sistemas.
  N No consta ningún registro a ese nombre.
  U No hemos eliminado los datos.
  U Los datos aún no han sido eliminados.
  U Todavía no se han borrado los datos.
  U Ningún dato ha sido eliminado.
  U Lamentablemente la eliminación produjo un error.
  R No podemos eliminar los datos.
  R Nos negamos a eliminar los datos.
  R Estamos legalmente obligados a conservar los datos.
  R No es posible la supresión de los datos.
  W! Eliminaremos los datos antes del 31 de marzo de 2027.
  W! Los datos serán eliminados en un plazo de 30 días.
  W! Procederemos a la eliminación de los datos.
  W! Vamos a borrar todos los datos en los próximos 15 días. Gracias.
  W La eliminación está en curso.
  W Hemos iniciado la supresión de los datos.
  W La eliminación está programada para el lunes.
  W Se ha solicitado la eliminación de los datos.
  U Cuando confirme su petición, eliminaremos los datos.
  U Si los datos eran nuestros, los hemos eliminado.
  U Una vez que respondan, los datos serán eliminados.
  U|D Creo que hemos eliminado todos los datos.
  U|D Los datos deberían estar eliminados.
  U|D Que yo sepa, se han eliminado los datos.
  U|D Habríamos eliminado los datos.
  P Hemos eliminado todos los datos excepto los logs.
  P Los datos han sido eliminados, salvo las copias de seguridad.
  P Los datos han sido parcialmente eliminados.
  P Hemos eliminado la mayoría de los datos.
  P Hemos borrado los datos, pero quedan en las copias de seguridad.
  P Solo hemos eliminado las audiencias.
  P Hemos eliminado parte de los datos.
  U|D Hecho.
  U|D Eliminado.
  U|D Su solicitud ha sido procesada.
  U Su ticket ha sido cerrado.
  U Hemos eliminado su cuenta de usuario.
  U Hemos borrado el mensaje duplicado.
  D|U En cuanto a la otra solicitud, los datos han sido eliminados.
  D|U Hemos eliminado sus datos personales.
  D|U Eliminamos todos los datos.
  A! Hemos recibido su solicitud.
  A! Acusamos recibo de su carta y le responderemos en breve.
  A! Hola,⏎⏎confirmamos la recepción de su mensaje.⏎⏎Saludos⏎Jordan
  Q ¿Han sido eliminados los datos?
  Q ¿Puede indicarnos qué datos son?
  Q Por favor, confirme que los datos han sido eliminados.
  F Por favor, utilice nuestro formulario.
  F Necesitamos verificar su identidad.
  D|U Claro, hemos eliminado todos los datos, faltaría más.
  D|U|P Hemos eliminado todos los datos. The logs remain.
  D|U|P Hemos eliminado los datos.⏎⏎Saludos⏎Jordan⏎⏎PD: en Chile no
  D! Les confirmamos haber eliminado todos los datos.
  D|U|P Nuestro proveedor confirma haber eliminado todos los datos.
  """
