/// Jobs that wait for a free place, first come first served. Those ended meanwhile are passed over.
struct WaitingLine {
  private var jobs: [TransferJob?] = []
  private var head = 0

  var isEmpty: Bool { head == jobs.count }

  mutating func append(_ job: TransferJob) { jobs.append(job) }

  mutating func next() -> TransferJob? {
    while head < jobs.count {
      let job = jobs[head]
      jobs[head] = nil
      head += 1
      if head == jobs.count || head > 4096 {
        jobs.removeFirst(head)
        head = 0
      }
      if let job, !job.isOver { return job }
    }
    return nil
  }
}
