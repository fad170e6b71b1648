using System.Diagnostics;
using Reproduction.Native;

namespace Reproduction.Specs.Native;

public sealed class ThreadClockSpecs
{
    [Fact]
    public void What_another_thread_computes_does_not_count()
    {
        var (own, all) = (ThreadClock.Now, Environment.CpuUsage.TotalTime);
        var other = new Thread(() => Computed(TimeSpan.FromSeconds(0.2)));
        other.Start();
        other.Join();

        (Environment.CpuUsage.TotalTime - all).Should().BeGreaterThan(TimeSpan.FromSeconds(0.15), "the process computed");
        (ThreadClock.Now - own).Should().BeLessThan(TimeSpan.FromSeconds(0.1), "this thread waited");
    }

    [Fact]
    public void What_this_thread_computes_counts() => Computed(TimeSpan.FromSeconds(0.05)).Should().BeTrue();

    private static bool Computed(TimeSpan time)
    {
        var (start, patience) = (ThreadClock.Now, Stopwatch.StartNew());
        while (ThreadClock.Now - start < time)
            if (patience.Elapsed > TimeSpan.FromMinutes(1)) return false;
        return true;
    }
}
