import Testing

@testable import Mail

struct JudgeEnglishTests {
  @Test func `English replies mean what a careful reader takes them to mean`() {
    #expect(Sample.list(english).compactMap(mistake) == [])
    #expect(Sample.list(english).count >= 60)
  }
}

private let english = """
  D! We have deleted all of the data described in your letter.
  D! Hello,⏎⏎We confirm that all the data has been permanently deleted from our systems.⏎⏎Kind regards,⏎Jordan Lee⏎Acme Ads
  D! Dear Ms Harker,⏎⏎Thank you for your letter. We have deleted all the data you described on 10 March 2027.⏎⏎Best regards⏎Jordan
  D! Hi team,⏎all records were erased from all our systems, including backups.⏎Thanks,⏎Jordan
  D! This is to confirm that the requested data has been securely deleted. Please let us know if you have any further questions.
  D! ACME ADS HAS DELETED ALL DATA RECEIVED FROM NORTHWIND.
  D! Dear all,⏎we have received your letter. We have now permanently erased all of the data⏎concerned from our databases, as requested.⏎⏎Sincerely,⏎Jordan Lee⏎Data Protection Officer
  D! All affected data was purged on 2027-03-01. Should you have any questions, please do not hesitate to contact us.
  D! We’ve deleted all the data. 👍
  D! Good morning,⏎⏎I can confirm that we have deleted the data in question.⏎⏎-- ⏎Jordan Lee⏎Acme Ads Ltd, 1 High Street
  D! Our engineering team has deleted all data described in your letter.⏎⏎Regards,⏎Jordan⏎⏎This e-mail is confidential. If you are not the intended recipient, please delete this e-mail.
  P We have deleted the data. We have not deleted the data of our EU region.
  N! We do not hold any of this data.
  N! Dear team,⏎⏎we confirm that we hold none of the data described in your letter.⏎⏎Kind regards⏎Jordan
  N! We never received any of this data.
  N We searched our systems and found no records under that name.
  N We could not find any data.
  U We have not deleted the data yet.
  U The data has NOT been deleted.
  U We haven't deleted anything so far.
  U None of the data has been deleted.
  U Nothing has been deleted.
  R We cannot delete the data because of our statutory retention duties.
  R We are legally required to keep these records until 2031.
  R We refuse to delete this data.
  R We will not delete the data.
  W! We will delete the data by 31 March 2027.
  W! The data will be deleted within 30 days.
  W Deletion has been scheduled for next week.
  W Deletion has been initiated.
  W We have initiated the deletion of all data.
  W The deletion job is queued and should finish soon.
  W! All data is being deleted.
  U Once you confirm your identity, we will delete the data.
  U If the tags were ours, we have deleted the data.
  U We would have deleted the data if it had been ours.
  U|D We believe all data has been deleted.
  U|D The data should have been deleted by now.
  U|D As far as I know we have deleted all the data.
  P We have deleted all data except the server logs.
  P All data has been deleted, apart from backups.
  P We deleted most of the data.
  P The data was partially deleted.
  P|U We have deleted the data from our production systems but backups remain until June.
  P We have only deleted the audiences.
  D|U Done.
  D|U All done!
  D|U Your request has been completed.
  U We have processed your request.
  U Your ticket has been closed.
  U We deleted your user account.
  U We have deleted the duplicate message.
  Q|U We deleted your e-mail by accident, please resend it.
  D|U As for the other request, the data was deleted.
  U|A|D Your deletion request has been received and deleted.
  A! We have received your deletion request.
  A! Thank you for your letter. We are looking into it and will get back to you.
  A! Hello Anna,⏎we confirm receipt of your message.⏎Best, Jordan
  Q Have we deleted the data?
  Q Could you please send us the list of identifiers?
  Q Which data exactly do you want us to have deleted?
  Q Please confirm that the data has been deleted.
  F Please submit your request through our privacy portal.
  F Please fill in the web form at https://acme.example/privacy so that we can delete the data.
  F We need to verify your identity first.
  U Sure, we deleted all the data. Right.
  U|D We have "deleted" all the data.
  D We have deleted all data 🙃
  D|U We have d​eleted all the data.
  D|U We have deleted all the dаta.
  U|A ok will check
  D Yes, deleted.
  D|U|F We have deleted all the data. To delete your account click here.
  D|P We have deleted all the data.⏎⏎Kind regards⏎Jordan⏎⏎PS: logs not included
  D|U|P We have deleted all the data. Die Protokolle sind noch da.
  D All data was deleted on 1 May 2027.
  D|U All data from before 2027 has been deleted.
  D|P We deleted 3 of 5 data sets.
  D|P We have deleted all the data received from you on 3 March 2027.
  D We have deleted your data.
  D We inform you that all data was deleted by you.
  D The deleted data was restored from our systems.
  D Was all data deleted
  U Dear team, no, we have deleted all data.
  P|N We have deleted the data. We hold none of the data, except logs.
  D! We have deleted all the data you sent us, including the copies at our sub-processors.
  """
