using Reproduction.Native;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Time that this thread has computed, not time that passed: what is decided must not depend on what else the machine or the process
/// does.
/// </summary>
internal sealed class ProcessorTime
{
    private readonly TimeSpan start = ThreadClock.Now;

    /// <summary>Computed since the start, by the thread that asks, which is the one that started.</summary>
    public TimeSpan Elapsed => ThreadClock.Now - start;
}
