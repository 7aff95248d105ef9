// How fast a piece of work goes, in this thread's own processor time.

import Glibc

/// Seconds of processor time that this thread has had.
func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The fastest of twenty repeats, in units of work per second; a repeat calls `body` until 20 ms
/// have passed. `work` is what one call does.
func bestRate(of work: Double, _ body: () -> Void) -> Double {
  var best = 0.0
  for _ in 0..<20 {
    let begin = threadSeconds()
    var (calls, seconds) = (0.0, 0.0)
    while seconds < 0.02 {
      body()
      calls += 1
      seconds = threadSeconds() - begin
    }
    best = max(best, calls * work / seconds)
  }
  return best
}
