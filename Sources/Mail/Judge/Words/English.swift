extension WordTable {
  static let english = WordTable(
    language: "en",
    classes: [
      "adv": """
      permanently|completely|fully|irrevocably|irreversibly|securely|successfully|entirely|now|already|now been
      permanently and irrevocably|permanently and irreversibly|fully and permanently|now permanently|all|both
      """,
      "done": """
      deleted|erased|purged|removed|destroyed|wiped|permanently deleted|deleted and purged|deleted and erased
      """,
      "we": "we|i|our team|our engineers|our engineering team|our data team|our technical team|our IT team|§name",
      "det":
        """
      the|all|all the|all of the|all of this|this|that|these|those|any and all|all such
      all of these|all of that
      """,
      "adj": "personal|relevant|affected|requested|concerned|described|specified|listed|said|customer|patient",
      "noun": "data|records|information|datasets|data sets",
      "confirm": "confirm|can confirm|hereby confirm|can hereby confirm|wish to confirm|would like to confirm",
      "your": "your|the|this",
      "mail": "{mails}|{mails} of §date|{mails} dated §date",
      "mails":
        """
      letter|email|e mail|message|request|mail|notice|instruction|instructions|reminder|enquiry|inquiry
      deletion request|erasure request
      """,
      "haveno": """
      we do not hold|we do not store|we do not have|we do not process|we do not possess|we don t hold|we don t have
      we don t store|we have never held|we have never received|we never received|we never held|we never stored
      we do not keep|we hold and have held|we are not holding|we currently do not hold|§name does not hold
      """,
      "anyofit":
        """
      any of this data|any of these data|any such data|any of the data described in your letter
      any of the data you describe|any of the data you described|any of the data described
      any of the data in question|any of the data concerned|any of the described data|any of these records
      this data|such data
      """,
      "got":
        "received from you|received from §name|we received from you|that we received from you|you sent us|from §name|of §name",
      "when": "today|yesterday|this morning|earlier today|last week|on §date",
      "questions": """
      questions|further questions|other questions|additional questions|question|further queries|queries
      """,
    ],
    phrases: [
      (
        .claim,
        """
        {we} have {adv?} {done}|{we} ve {adv?} {done}|has been {adv?} {done}|have been {adv?} {done}
        has {adv} been {done}
        have {adv} been {done}|was {adv?} {done}|were {adv?} {done}|{we} {adv?} {done}|is now {adv?} {done}
        are now {adv?} {done}|{we} have completed the deletion of|{we} have completed deletion of
        {we} have finished deleting
        {we} have carried out the deletion of|{we} completed the deletion of|{we} finished deleting
        §name has {adv?} {done}|our team has {adv?} {done}|our engineering team has {adv?} {done}
        our technical team has {adv?} {done}|our data team has {adv?} {done}|our IT team has {adv?} {done}
        and {done}|have all been {adv?} {done}|has all been {adv?} {done}
        """
      ),
      (
        .object,
        """
        {det} {adj?} {noun}|all of it|all of them|all of your customers data
        your customer data|all your customers data|your patients data
        all of your customers data|everything you described|everything described in your letter|everything you listed
        everything|the personal data concerned|the personal data in question|{det} {adj?} {noun} concerned
        {det} {adj?} {noun} in question|the data in question|all data in question

        {det} data you described
        {det} data you sent us|{det} data you listed
        """
      ),
      (
        .nothing,
        """
        {haveno} {anyofit}|we hold none of this data|we have none of this data
        we hold none of the data described in your letter
        we hold none of the data you describe|we hold no such data|we have no such data
        none of this data is held by us
        we hold none of these data|none of this data is held in our systems
        none of the data described in your letter is held by us
        we hold none of the described data|we never received any of this data|we store none of this data
        none of this data is stored in our systems|we have none of these records|we hold none of these records
        we hold none of the data in question|we have none of the data described|we have none of the data you describe
        """
      ),
      (
        .promise,
        """
        {we} will {adv?} delete|{we} will {adv?} erase|{we} will {adv?} remove|{we} ll delete|{we} shall delete
        will be {adv?} {done}
        shall be {adv?} {done}|{we} are going to delete|{we} plan to delete|{we} intend to delete
        {we} will have {adv?} {done}
        will have been {adv?} {done}|{we} will complete the deletion of|{we} will purge|{we} expect to delete
        {we} will start deleting
        is scheduled to be {done}|are scheduled to be {done}|{we} aim to delete|{we} are deleting|is being {done}
        are being {done}
        """
      ),
      (
        .deadline,
        """
        by §date|until §date|before §date|within §span|in §span|no later than §date|at the latest by §date
        within the next §span|by the end of the month|by the end of the week|by the end of this month
        by the end of this week
        by end of month|in the next §span|over the next §span|within §span of your letter|by §date at the latest
        in the coming §span
        not later than §date|by §date|next week|next month|soon|shortly|in due course|as soon as possible
        within §span from today
        latest by §date|by tomorrow|tomorrow
        """
      ),
      (
        .receipt,
        """
        we have received {your} {mail}|we received {your} {mail}|{your} {mail} has been received
        {your} {mail} was received
        we {confirm} receipt of {your} {mail}|we acknowledge receipt of {your} {mail}
        i {confirm} receipt of {your} {mail}
        i acknowledge receipt of {your} {mail}|{your} {mail} has reached us|{your} {mail} has arrived
        received with thanks
        we will look into this|we will look into it|we are looking into this|we are looking into it
        i will look into this
        we will get back to you|i will get back to you|we will come back to you|we will revert to you
        we will be in touch
        we have forwarded {your} {mail} to our privacy team|i have forwarded {your} {mail} to our privacy team
        i have passed it on to our privacy team|we have passed {your} {mail} on to our legal team
        we are reviewing {your} {mail}
        and will get back to you|and will come back to you|our team is reviewing {your} {mail}
        our privacy team is reviewing {your} {mail}|we confirm receipt
        we have passed {your} {mail} on to our privacy team|we will respond|we will reply|we will answer
        """
      ),
      (
        .filler,
        """
        we {confirm} that|i {confirm} that|we {confirm}|i {confirm}|this is to confirm that|this is to confirm
        please note that
        please be advised that|please be informed that|we are pleased to confirm that|we are happy to confirm that
        we are writing to confirm that|i am writing to confirm that|this letter confirms that|this email confirms that
        this letter is to confirm that|we would like to inform you that|we inform you that
        we wish to inform you that|and that
        we are pleased to inform you that|hereby|as requested|as you requested|as requested in {your} {mail}
        as instructed|as you asked
        as described in {your} {mail}|per your request|as per your request|further to {your} {mail}
        following {your} {mail}
        in response to {your} {mail}|pursuant to {your} {mail}|in accordance with {your} {mail}
        in line with {your} {mail}
        with regard to {your} {mail}|with reference to {your} {mail}|regarding {your} {mail}|concerning {your} {mail}
        described in {your} {mail}|listed in {your} {mail}|specified in {your} {mail}|mentioned in {your} {mail}
        covered by {your} {mail}|referred to in {your} {mail}|set out in {your} {mail}|identified in {your} {mail}
        you described|in question
        we received from you|that we received from you|received from you|received from §name|from §name|of §name
        that you described
        we received through your website|received through your website|received through your websites|you sent us
        about your customers
        of your customers|concerning your customers|relating to your customers|about your patients|of your patients
        from our systems|from all our systems|from all of our systems|from our databases|from all systems
        from our servers
        from our side|on our side|on our end|at our end|in our systems|in every form|in all forms|in any form
        from all our systems and backups|from our systems and backups|including backups|including all backups
        including our backups
        including all copies|including any copies|including all backup copies|including hashed identifiers
        including derived data
        also at our sub processors|including the copies at our sub processors
        and at our sub processors|including at our sub processors
        including at all sub processors
        on §date|today|yesterday|this morning|earlier today|reference §name|reference
        ref §name|ref|and|case §name
        under reference §name|with the reference §name|§name|also|our reference §name|your reference §name
        permanently|irrevocably
        by §name|at §name|for §name|in full|completely|for your records|for your information|accordingly|therefore
        """
      ),
      (
        .also,
        "all copies|any copies|all copies of it|all copies thereof|everything derived from it|all data derived from it|anything derived from it"
      ),
      (.partial, "{got} {when}|{det} data you sent us {when}"),
      (
        .greeting,
        """
        dear|dear all|dear team|dear sir or madam|dear sirs|dear sir|dear madam|hi|hello|hi there|hi all|hi team
        hello team
        good morning|good afternoon|good day|good evening|to whom it may concern|dear colleagues|dear privacy team
        """
      ),
      (
        .polite,
        """
        thank you|thanks|many thanks|thank you very much|thanks a lot|thank you for {your} {mail}
        thanks for {your} {mail}
        many thanks for {your} {mail}|thank you for your patience|thanks for your patience|thank you for reaching out
        thanks for reaching out|thank you for contacting us|thanks for getting in touch|thank you for getting in touch
        thank you for bringing this to our attention|thank you for your understanding|thank you for your cooperation
        thank you for your {mail} of §date|thanks for letting us know|thank you for letting us know|with best wishes
        we apologise for the delay|we apologize for the delay|apologies for the delay|sorry for the delay
        sorry for the late reply
        apologies for the late reply|we apologise for any inconvenience|we apologize for any inconvenience
        we apologise for the inconvenience|sorry for the inconvenience|i hope this helps|we hope this helps
        hope this helps
        please let us know if you have any {questions}|let us know if you have any {questions}
        please let me know if you have any {questions}
        let me know if you have any {questions}|please do not hesitate to contact us if you have any {questions}
        please don t hesitate to contact us if you have any {questions}|if you have any {questions} please contact us
        if you have any {questions} please let us know|if you have any {questions} please let me know
        please feel free to contact us
        if you have any {questions} please do not hesitate to contact us
        should you have any {questions} please contact us
        should you have any {questions} please do not hesitate to contact us
        should you have any {questions} please let us know
        feel free to contact us if you have any {questions}|please do not hesitate to contact us|have a nice day
        have a great day
        have a good day|have a nice weekend|have a great weekend|have a good weekend|i hope you are well
        hope you are well
        i hope this email finds you well|i hope this finds you well|hope this email finds you well
        hope this finds you well
        we take privacy seriously|we take data protection seriously|we take your privacy seriously
        we take this matter seriously
        should you need anything else please let us know|if you need anything else please let us know
        we remain at your disposal
        we refer to {your} {mail}|we refer to {your} {mail} of §date|i refer to {your} {mail}
        i refer to {your} {mail} of §date
        """
      ),
      (
        .negation,
        """
        not|no|never|none|neither|nor|nothing|without|t|isn|wasn|nobody|nowhere|hasn|haven|hardly|barely|failed
        failure|error|unsuccessful
        """
      ),
      (
        .future,
        """
        will|shall|ll|going to|plan|plans|planned|scheduled|soon|shortly|tomorrow|next|upcoming|later|intend|aim
        expected|expect|eta
        """
      ),
      (
        .condition,
        """
        if|once|until|unless|provided|provided that|assuming|when|as soon as|subject to|in case|whether|upon
        pending|before|after|would|were we|otherwise
        """
      ),
      (
        .partial,
        """
        except|apart from|other than|excluding|but|however|although|though|only|some|partly|partially|most
        remaining|remain|remains
        retain|retained|retains|keep|kept|part of|backup|backups|logs|log files|log|still|with the exception
        save for|except for|half|almost|nearly
        exception|exempt|excluded|archive|archives|archived|yet|aside from|majority|many|first batch|percent
        logfiles|anonymised|anonymized|aggregated
        received from §name on §date|from §name on §date|received from you on §date|we received from you on §date
        you sent us on §date|received on §date|minus|beyond|mostly|while|whereas|preserved|retention|suppressed
        deactivated|disabled|hidden|soft
        """
      ),
      (
        .doubt,
        """
        think|believe|should|might|may|could|probably|presumably|maybe|perhaps|as far as|apparently|assume|likely
        hopefully|hope
        to our knowledge|to the best of|seem|seems|supposed|supposedly|allegedly|appears|guess|unclear|unsure
        suppose|reportedly|sure|lol|yeah|right|claimed|claims|pretend|imagine|wish
        """
      ),
      (
        .refusal,
        """
        cannot delete|can t delete|unable to delete|not able to delete|refuse|refuse to|decline|declined
        legally required|legal hold|cannot comply
        statutory retention|retention obligation|retention obligations|required by law|legal obligation
        legal obligations|reject|not obliged
        obliged to keep|required to keep|required to retain|cannot erase|cannot remove|unable to comply
        unable to erase|not possible to delete|will not delete|won t delete|cannot be deleted|can t be deleted
        not going to delete|do not intend to delete|no obligation|not in a position
        """
      ),
      (
        .ask,
        """
        could you|can you|would you|please provide|please confirm|please clarify|please send
        please let us know which|which|who|what|why|how
        need more information|please specify|please explain|please resend|do you|are you|please share
        please verify|clarify|unable to open|cannot open|could not open|please forward|please tell us|which team
        """
      ),
      (
        .form,
        """
        portal|web form|webform|fill in|fill out|complete the form|online form|click here|submit your request
        submit a request|request form|use the form|our form|the form
        verify your identity|proof of identity|identity verification|privacy center|privacy centre|identification
        onetrust|use the link|link below|copy of your id|submit it|log in
        """
      ),
      (
        .process,
        """
        initiated|queued|underway|begun|begin|started|start|being|in progress|processing|working on|triggered
        requested|raised|opened|ongoing|scheduled|batch|in the process
        """
      ),
      (
        .closed,
        """
        request was completed|request has been completed|been closed|been resolved|been solved|was closed
        been processed|been handled|been fulfilled|processed your request|closed|completed|resolved|solved
        actioned|done|taken care of|processed|fulfilled|complied
        """
      ),
      (
        .other,
        """
        account|accounts|ticket|message|newsletter|subscription|profile|your personal data
        your personal information|cookies|mailing list|other|another
        different|previous|user|duplicate|your email|your e mail|your request|contact details|your details
        your letter|test|staging|sandbox|spam|inbox|your profile
        """
      ),
      (
        .notFound,
        """
        have found no|found no|could not find|no record|no records|have no data|hold no|not hold
        did not find|no data
        """
      ),
      (.yours, "your data|all your data|all of your data"),
      (.done1, "deleted|erased|purged|removed|destroyed|wiped"),
      (.deletion, "deletion|erasure|removal|purge"),
      (.negation, "p s|ps"),
    ],
    stems: [
      (.deletion, "delet|eras|purg|remov|destr|wip|expung"), (.partial, "retain|backup|archiv|remain|exclud|except"),
    ],
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ],
    monthsShort: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    units: [
      "day": 1, "days": 1, "working days": 1, "business days": 1, "calendar days": 1, "week": 7, "weeks": 7,
      "month": 30, "months": 30, "hours": 0, "#two": 2, "#three": 3, "#four": 4, "#ten": 10, "#thirty": 30, "#six": 6,
      "#one": 1,
    ], dayFirst: nil, dateLinks: ["of", "the"],
    closings: """
      kind regards|best regards|warm regards|regards|with kind regards|with best regards|yours sincerely|sincerely
      yours faithfully
      yours truly|best|best wishes|cheers|all the best|respectfully|sincerely yours|kindest regards
      many thanks and best regards|thanks and regards|thank you and kind regards
      """)
}
