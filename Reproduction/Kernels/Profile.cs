using System.Diagnostics;

namespace Reproduction.Kernels;

/// <summary>Where the kernels' time goes: while somebody asks, each pass adds the time that it took.</summary>
internal static class Profile
{
    private static readonly long[] Ticks = new long[Enum.GetValues<Work>().Length];
    private static volatile bool isOn;

    /// <summary>Seconds of each kind of work that some action's kernels do, of all threads together.</summary>
    /// <param name="action">The action; nothing else may use the kernels meanwhile.</param>
    internal static IReadOnlyDictionary<Work, double> Of(Action action)
    {
        Array.Clear(Ticks);
        isOn = true;
        try
        {
            action();
        }
        finally
        {
            isOn = false;
        }
        return Enum.GetValues<Work>().ToDictionary(work => work, work => (double)Ticks[(int)work] / Stopwatch.Frequency);
    }

    /// <summary>When a pass begins.</summary>
    internal static long Begin() => isOn ? Stopwatch.GetTimestamp() : 0;

    /// <summary>When it ends.</summary>
    /// <param name="work">What it did.</param>
    /// <param name="began">What <see cref="Begin"/> said.</param>
    internal static void End(Work work, long began)
    {
        if (began != 0) Interlocked.Add(ref Ticks[(int)work], Stopwatch.GetTimestamp() - began);
    }
}
