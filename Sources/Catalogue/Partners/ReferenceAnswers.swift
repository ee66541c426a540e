/// What the answer to a deletion means, and what is asked and looked for afterwards.
extension PartnerReference {
  static let answerRules = [
    "Nothing is a success until the partner's own rule says so. Checked in this order: a redirect stops the partner; busy; duplicate; bad-items; bisect; not-found; rejected; then by status: 401, 403 and 407 stop the partner until a person has looked, 408, 425, 429 and 5xx mean come again, and so does 409 where {key} is sent; any other 4xx goes to a person; at last success. After a 5xx other than 503 the request may have been carried out: where no time to come again is named, it is in doubt, unless it is safe to repeat.",
    "A 2xx that does not fit 'success' leaves the request in doubt ('terms.in-doubt'). HTML where data should be stops the partner.",
    "Exactly one of job, jobs, accepted, done and items says what a success means.",
    "",
    "What 'items' can say of one subject:",
  ]

  static let itemStates = ItemState.allCases.map { Word($0.rawValue, $0.meaning) }

  static let answerFields = [
    Field("api.answer", "How the answer to the deletion is read. Required."),
    Field("api.answer.success", "A condition with 'status', which can only be a 2xx. Required."),
    Field("api.answer.success.fault", "A condition or a list: a 2xx that says so is a fault, and goes to a person."),
    Field(
      "api.answer.content",
      "json (default): the body must be JSON. empty: it must be empty. any: it is not looked at."),
    Field("api.answer.types", "Media types that may carry the answer beside JSON's own."),
    Field(
      "api.answer.job",
      "Success: a job was begun. Its reference stands at 'path' or in the header 'header', or is our own 'key'. Needs 'api.poll'."
    ),
    Field(
      "api.answer.job.key",
      "true, uuid or hex: we name the job by {key}, {key|uuid} or {key|hex}, which the call must hold. What the partner calls a duplicate, or tells 'query' is under way, is then surely ours.",
      example: "job: {key: true}"),
    Field(
      "api.answer.job.last-of",
      "One character: the reference is what follows the last of them, as in an address."),
    Field(
      "api.answer.jobs",
      "Success: one job for each subject, in the list at 'path', with its reference at 'id'. Whose it is, say 'key' and 'identifier', or 'by: index': the request's order."
    ),
    Field("api.answer.accepted", "true. Success: the request was taken, and nothing more will be heard."),
    Field(
      "api.answer.done", "Success: the partner says that it deleted. 'outcome' is deleted or partly-deleted."),
    Field("api.answer.items.path", "Success: the answer tells subject by subject, in the list at this path. Required."),
    Field(
      "api.answer.items.by",
      "How a row is matched to a subject. index: the request's order; {index-field, from}: the position stands in a field, counted from 0 (default) or 1; {key, identifier}: the value at the path 'key' is that KIND as we sent it, or 'identifier', the first of the lane at hand; {members: KIND}: it is the member's name; {sample: ...}. Required."
    ),
    Field(
      "api.answer.items.by.sample",
      "Only examples are listed, at 'path', in the place of items.path. 'key' and 'identifier' say whose they are, and may be left out. Once there is one, all others are in doubt."
    ),
    Field(
      "api.answer.items.state",
      "'path' to a row's word, and the partner's words in a list for each of the states above. This or 'listed'."),
    Field("api.answer.items.listed", "One of the states above: being in the list is enough."),
    Field(
      "api.answer.items.default",
      "deleted or accepted: what holds for those that are not listed, where only faults are."),
    Field(
      "api.answer.items.absent",
      "none: an answer without the list is an empty one. Left out, it is no answer that can be read."),
    Field(
      "api.answer.missing-items",
      "The same for a list that should name everybody: in-doubt (default), accepted or deleted."),
    Field("api.answer.count", "A number at 'path' must equal the number of subjects sent."),
    Field("api.answer.count.of", "sent (default) or valid: what the number counts; a word for the reader of the file."),
    Field(
      "api.answer.count.differs",
      "What another number means: in-doubt (default), bisect (cut the batch in two) or person."),
    Field("api.answer.invalid", "A number at 'path' must be 0; 'differs' as under count."),
    Field("api.answer.busy", "A condition or a list: come again later."),
    Field(
      "api.answer.not-found",
      "A condition or a list: the subject is not there. Of a batch it goes to a person, as nobody knows whom it means."),
    Field("api.answer.rejected", "A condition or a list: it will never pass, and goes to a person."),
    Field(
      "api.answer.duplicate",
      "A condition or a list: an earlier attempt arrived; as good as accepted. Of a first attempt it proves nothing, unless 'job.key' does: then 'query' is asked, or a person."
    ),
    Field(
      "api.answer.bisect",
      "A condition or a list: refused because of one subject. The batch is cut in two until that one stands alone; it then counts as not-found or rejected."
    ),
    Field(
      "api.answer.bad-items",
      "The answer names those to be left out: 'when' (condition or list), 'path' to the list, 'key' and 'identifier'. They go to a person, the rest goes again at once. Or a list of these; the first that holds counts."
    ),
    Field(
      "api.answer.retry-header",
      "When to come again, beside Retry-After: 'name' and 'form', one of seconds, date, epoch, epoch-ms. Or a list; the first that makes sense counts."
    ),
    Field(
      "api.answer.retry-field", "The same in the body: 'path' and 'form', or a list.",
      example: "retry-field: {path: wait, form: seconds}"),
  ]

  static let pollRules = [
    "Needed where the answer gives a job; else asked by {key}. A job that is not over at 'give-up' is unanswered.", "",
    "What a job's state can mean:",
  ]

  static let jobStates = JobState.allCases.map { Word($0.rawValue, $0.meaning) }

  static let pollFields = [
    Field(
      "api.poll",
      "The call that asks, with method, path, query, headers, body, host and auth as elsewhere; {job} is the job's reference. A path into the answer may hold {job} too."
    ),
    Field("api.poll.first", "The time from acceptance to the first question. Required."),
    Field("api.poll.every", "The time between questions. Required."),
    Field("api.poll.give-up", "The time from acceptance to the last question; later than 'first'. Required."),
    Field("api.poll.success", "A condition: the answer counts. Default any 2xx."),
    Field("api.poll.types", "Media types that may carry the answer beside JSON's own."),
    Field("api.poll.unknown", "A condition or a list: the partner does not know the job; a person is asked."),
    Field("api.poll.find", "The answer is a list of jobs at 'path'; ours has its reference at 'key'."),
    Field("api.poll.find.pages", "The list comes in pages, as under api.steps."),
    Field(
      "api.poll.state",
      "'path' to the job's word, and the partner's words in a list for each of the states above. Required unless 'done-when' tells."
    ),
    Field(
      "api.poll.state.default",
      "pending or unknown: what a word means that is not listed. Left out, it is no answer, and asked again."),
    Field("api.poll.done-when", "A condition or a list: the job is done. In the place of words."),
    Field("api.poll.failed-when", "A condition or a list: it failed. Looked at first."),
    Field("api.poll.pending-when", "A condition or a list: it is under way. Looked at before done-when."),
    Field(
      "api.poll.not-found-when",
      "A condition or a list: the job is done and found nothing. Only looked at when the job is done."),
    Field("api.poll.items", "The answer tells subject by subject; as under api.answer. Not beside 'result'."),
    Field("api.poll.missing-items", "As under api.answer."),
    Field(
      "api.poll.result",
      "One more call when the job is done, whose answer tells subject by subject: a call with 'success', 'types', 'items' and 'missing-items'; 'items' is required."
    ),
    Field(
      "api.query",
      "Asks whether an earlier attempt arrived, by {key} or an identifier; all keys of 'poll' but the times. Required with 'in-doubt: query-first', refused otherwise."
    ),
    Field("api.query.find", "The answer is a list at 'path'; ours has {key} at 'key'."),
  ]

  static let probeRules = [
    "A call that looks for one subject after the partner's claim. What is gone gives the grade verified-by-probe; what is still there opens the case again; an answer that fits both conditions, or none, says nothing."
  ]

  static let probeFields = [
    Field(
      "api.probe",
      "The call, with method, path, query, headers, body, host and auth as elsewhere, and 'types'. It must name an identifier of every lane."
    ),
    Field("api.probe.there", "A condition or a list: the subject is still there. Required."),
    Field("api.probe.gone", "A condition or a list: it is not. Required."),
    Field(
      "api.probe.after", "The time from the claim to the first look. Default terms.completes-within, else 30d."),
    Field("api.probe.again", "A list of further looks, counted from the claim. Default none."),
    Field("api.probe.sample", "At most so many subjects, drawn by lot. Left out, all are looked up."),
  ]
}

extension ItemState {
  /// In plain words.
  var meaning: String {
    switch self {
    case .deleted: "the partner says that it deleted; claimed-complete-unsigned"
    case .notFound: "the partner does not hold it; the outcome is not-found"
    case .accepted: "taken; no more is known of it"
    case .retry: "send this one again"
    case .refused: "the partner refuses; the outcome is refused"
    }
  }
}

extension JobState {
  /// In plain words.
  var meaning: String {
    switch self {
    case .pending: "under way; asked again after 'every'"
    case .done: "deleted, unless 'items' or 'result' tell of single subjects"
    case .partial: "done in part; a person decides, unless 'items' or 'result' tell"
    case .failed: "failed; a person decides, unless 'items' tell"
    case .retry: "failed for now; the request is sent again"
    case .notFound: "the partner holds nothing; the outcome is not-found"
    }
  }
}
