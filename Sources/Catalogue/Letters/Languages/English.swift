extension LetterLanguage {
  static let english = LetterLanguage(
    code: "en",
    day: { year, month, day in
      let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
      ]
      return "\(day) \(months[month - 1]) \(year)"
    },
    grouping: (mark: ",", from: 4),
    moment: { "\($0), \($1) UTC" },
    definitions: [
      .normalCourse: "cannot be retrieved any more in the normal course of business",
      .anyMeans: "cannot be retrieved any more by any physical or technical means",
    ],
    data: [
      "ip-address": "IP addresses",
      "page-url": "addresses (URLs) of the pages visited, including individualized links",
      "online-identifier": "cookie, click, client and device identifiers",
      "account-identifier": "user and customer identifiers",
      "contact": "e-mail addresses and telephone numbers",
      "event": "page views, clicks and other events",
      "health": "data that shows the use of a medical device or concerns health",
      "derived": "profiles, audiences, models and other data derived from the above",
    ],
    kinds: [
      .ip: "IP addresses", .url: "page addresses", .clientID: "client identifiers", .clickID: "click identifiers",
      .userID: "user identifiers", .visitorID: "visitor identifiers", .sessionID: "session identifiers",
      .email: "e-mail addresses", .phone: "telephone numbers", .deviceID: "device identifiers",
      .advertisingID: "advertising identifiers", .idfa: "advertising identifiers (IDFA)",
      .gaid: "advertising identifiers (GAID)", .externalID: "external identifiers",
    ],
    whatHappened:
      "Trackers on our web pages passed data about the people who visited them to the companies behind these trackers; yours is one of them.",
    notices: [
      .alleged:
        "The U.S. Federal Trade Commission (FTC) alleges in its complaint (docket {docket}) that our disclosure of this data to you was unfair or deceptive. Its order requires us to send you this letter.",
      .directed:
        "An order of the U.S. Federal Trade Commission (FTC, docket {docket}) requires us to send you this instruction.",
      .recipients:
        "Article 19 of the EU General Data Protection Regulation (GDPR) requires us to tell every recipient of the data that it has to be erased, and to name the recipients to the people concerned if they ask.",
      .unitedKingdom:
        "Article 19 of the UK General Data Protection Regulation (UK GDPR) requires us to tell every recipient of the data that it has to be erased, and to name the recipients to the people concerned if they ask.",
      .brazil:
        "Article 18, paragraph 6, of the Brazilian General Data Protection Law (LGPD, Law 13.709/2018) requires us to tell everyone we shared this data with, without delay, that it has to be deleted, so that they do the same.",
      .publication:
        "Under Article 17(2) GDPR we also inform you that the people concerned have asked for the erasure of all links to this data and of all copies and replications of it.",
      .processor:
        "As far as you process this data on our behalf, this letter is a documented instruction under Article 28(3)(a) GDPR and, where your service has ended, our choice of deletion under Article 28(3)(g). It also covers your sub-processors.",
      .health:
        "Some of this data may be protected health information under the U.S. HIPAA rules. Your written confirmation becomes part of our risk assessment under 45 CFR 164.402, which we keep for at least six years. As far as you are our business associate, this letter is also an instruction under our agreement with you (45 CFR 164.504(e)); it covers your subcontractors.",
      .california:
        "California law (Civil Code 1798.105(c) and 11 CCR 7022) requires us to notify everyone to whom this data was sold, shared or disclosed that it has to be deleted, and requires you to pass this on to your own service providers and contractors.",
      .brokers:
        "The California Delete Act (Civil Code 1798.99.80 and following) requires us to have this data deleted, at our service providers and contractors as well.",
      .washington:
        "Washington's My Health My Data Act (RCW 19.373.040) requires us to notify every recipient of this data, and requires recipients to delete it as well.",
    ])
}
