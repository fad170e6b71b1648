namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Time that this process has computed, not time that passed: what is decided must not depend on what else the machine does.
/// </summary>
internal sealed class ProcessorTime
{
    private readonly TimeSpan start = Environment.CpuUsage.TotalTime;

    /// <summary>Computed since the start.</summary>
    public TimeSpan Elapsed => Environment.CpuUsage.TotalTime - start;
}
