/// Letters that other programs signed, and the records that their domains publish.
enum DKIMSamples {
  /// Signed by dkimpy 1.1.8 in all four canonicalizations; folds, runs of blanks, doubled and absent fields, empty lines
  /// at the end.
  static let fourTimes = [
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=partner.example;",
    " i=@partner.example; q=dns/txt; s=one; t=1770112800; h=from : to :",
    " subject : x-note : x-note : x-note : date : message-id : reply-to;",
    " bh=RqOjYRv1IiXZj/WFqKDx6/+nQo1ljdg/2GOEjXQllHU=;",
    " b=0ljS/2YRVQO70HLnpv5i0xXSU/KEGgo7MVt3wtcyt4VgO7FxJSdGZDNd22WQhERlSvNkX",
    " QtVLNlUdG7ndxwL800nCOcnHsQaKL8QeFO3gs6zCHUNKtEKKNs2Me5vcvhunALQfBKBPNwd",
    " qz5l20eJF2CvPdvqQgYUmvanPxLB9n0=",
    "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=partner.example;",
    " i=@partner.example; q=dns/txt; s=two; t=1770112800; h=from : to :",
    " subject : x-note : x-note : x-note : date : message-id : reply-to;",
    " bh=gvcA57ntqIDw7/TkFYPTivx7fkABe3zdVO4bLbkQsBQ=;",
    " b=27eIlv6/5XpEVzWgX+CNTKfD9f/wnzli0cnBR8nHBvHn5MQILih0XHqgif3mcDR3Dbt4a",
    " a1PwUwrApStjrXNRQRFJqdUfsgMEqN+JDVeBS5qNYfN7imnS68fC19I7sEuQoPgz6Ebb1fo",
    " MtnzY6d5j/lG8R3CjqStCC/UHQ3h0eWWQLX5U8l9HU3CyM8EBceHpCqiEQN83g2fddudWsi",
    " y3ibOqCPIUeLE/xu2OUM922DA5Ipw7ManRBGF3npMd4NisZ6dSwa4+EPvLJVjrLBDAiOEfp",
    " lquJscSE1UrjMNdpWbBkDyJY5Uuc70Ckj5SXYsj9Nayq2yQlUG68q7XxTo4w==",
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/simple;",
    " d=partner.example; i=@partner.example; q=dns/txt; s=ed; t=1770112800;",
    " h=from : to : subject : x-note : x-note : x-note : date : message-id :",
    " reply-to; bh=gvcA57ntqIDw7/TkFYPTivx7fkABe3zdVO4bLbkQsBQ=;",
    " b=hhuwFJHPqXCZhpQZpVgXjQgGaFNTHderBGFcBP7nNxCgl5kW1zK3IZSV7Afe9V3IED3l8",
    " 74gPRmzjY5ycW2iDw==",
    "DKIM-Signature: v=1; a=rsa-sha256; c=simple/relaxed; d=partner.example;",
    " i=@partner.example; l=39; q=dns/txt; s=part; t=1770112800; h=from : to",
    " : subject : x-note : x-note : x-note : date : message-id : reply-to;",
    " bh=RqOjYRv1IiXZj/WFqKDx6/+nQo1ljdg/2GOEjXQllHU=;",
    " b=JXfuTQOcH9As2qUgsVjLDGE90jgTeLIow9wM8/ORTXjjMLKrXpzmYRsTCQ+orPqll5e8E",
    " CykX+ssEP0fl3gIbnT260XlryP7qATqNFLj6DQ/h7Rql6UkVS5+iIaCFPEBOJ5IjuF0x2eV",
    " RGg1uDHb0IOurWlzJZMYRU5cKw+5qas=",
    "Received: from desk.partner.example by mx.clinic.example; Tue, 3 Feb 2026 10:00:02 +0000",
    "From:   Privacy Desk\t <privacy@partner.example> ",
    "To: privacy@clinic.example",
    "SUBJECT: Re:  Request",
    "\t to delete,",
    "   reference W1  ",
    "X-Note: first",
    "X-Note: second",
    "Date: Tue, 3 Feb 2026 10:00:00 +0000",
    "Message-ID: <r1@partner.example>",
    "",
    "Dear \t Sir,  ",
    "",
    " \t",
    "  all \t is deleted.\t",
    "Desk",
    "",
    " ",
    "",
    "",
  ].joined(separator: "\r\n")

  static let keys = [
    "one._domainkey.partner.example":
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDgylx1qbUBrZO0EpgZbOzmomv8qwE2v1"
      + "p6qhwYfDAV3WRYdbkPIV5zCqdTFWzlO68566gAE8uILmZPbbfhgQR5KrNLMX0wI6qG1A2zG0kF2/HX/5OyoIO+0N"
      + "PFyXDj7WBv9js9OzfXQmfl29MVGXxByTBQfCzJgh0PTco8YVnv5QIDAQAB",
    "part._domainkey.partner.example":
      "v=DKIM1; h=sha256; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDgylx1qbUBrZO0EpgZbOzmomv8qwE"
      + "2v1p6qhwYfDAV3WRYdbkPIV5zCqdTFWzlO68566gAE8uILmZPbbfhgQR5KrNLMX0wI6qG1A2zG0kF2/HX/5OyoIO"
      + "+0NPFyXDj7WBv9js9OzfXQmfl29MVGXxByTBQfCzJgh0PTco8YVnv5QIDAQAB",
    "two._domainkey.partner.example":
      "v=DKIM1; t=s; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3khJbtDRzoOFWEjbt8XTaCPG5NHU"
      + "EfmqFw88cyQJCmIbW+Ng0CgAoE7KIQkkI5fR6X71gjZmXdBEr0sLlGvn4H2jTmTZJlthghFY3GgWFKvX6NrxOd8M"
      + "UMXsl831mQY8rxD80vF3jVU6tflQ+D8fMpJK2JC2SNgg70L9GyLEAWETk1QDrPEPzYp2L+PwI+8BhFDuoDQ3MqjR"
      + "SoixfloM+gt6IoZSfTr4WXmohwkfhV6rUNh8weeSNIZ81UA6cIEmzadTYDqAF5Ol66kRE813ePTaH8z6mTwDGGNX"
      + "EIVPlub0R9ewkfIQFVdepS51vvaDdTLPoxj71s793UKGnE7+PwIDAQAB",
    "ed._domainkey.partner.example":
      "v=DKIM1; k=ed25519; p=zWAVdTZzW/7x15VTVJoPH21fRYiBYY674A05Ia0pTPM=",
    "short._domainkey.partner.example":
      "k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAOLJ6mVmqnnqN74VBTLI8osw6vVg9VxJz4MyyHOYnp6A1Vx"
      + "BcpnKWXyzb1gf2Ew65GsFHQkUBcHEf3sKYlcADKkCAwEAAQ==",
  ]

  /// RFC 6376, appendix A.2; with the one blank that the signed body has.
  static let rfc6376 = [
    "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;",
    "      c=simple/simple; q=dns/txt; i=joe@football.example.com;",
    "      h=Received : From : To : Subject : Date : Message-ID;",
    "      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
    "      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB",
    "      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut",
    "      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV",
    "      4bmp/YzhwvcubU4=;",
    "Received: from client1.football.example.com  [192.0.2.1]",
    "      by submitserver.example.com with SUBMISSION;",
    "      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)",
    "From: Joe SixPack <joe@football.example.com>",
    "To: Suzie Q <suzie@shopping.example.net>",
    "Subject: Is dinner ready?",
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
    "",
    "Hi.",
    "",
    "We lost the game. Are you hungry yet?",
    "",
    "Joe.",
    "",
  ].joined(separator: "\r\n")

  /// RFC 8463, appendix A.3.
  static let rfc8463 = [
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;",
    " d=football.example.com; i=@football.example.com;",
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :",
    " subject : date : message-id : from : subject : date;",
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus",
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;",
    " d=football.example.com; i=@football.example.com;",
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :",
    " date : message-id : from : subject : date;",
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;",
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3",
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz",
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=",
    "From: Joe SixPack <joe@football.example.com>",
    "To: Suzie Q <suzie@shopping.example.net>",
    "Subject: Is dinner ready?",
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>",
    "",
    "Hi.",
    "",
    "We lost the game.  Are you hungry yet?",
    "",
    "Joe.",
    "",
  ].joined(separator: "\r\n")

  static let standardKeys = [
    "brisbane._domainkey.example.com":
      "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/"
      + "zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVj"
      + "H4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB",
    "brisbane._domainkey.football.example.com":
      "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    "test._domainkey.football.example.com":
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5"
      + "qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG"
      + "4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
  ]
}
