using System.Diagnostics;

namespace Reproduction.Training;

/// <summary>What this process has done on a run so far: the last entry among the run's segments.</summary>
/// <param name="processor">On what.</param>
internal sealed class SegmentLog(string processor)
{
    private readonly DateTime started = DateTime.UtcNow;
    private readonly SortedDictionary<string, double> seconds = new(StringComparer.Ordinal);
    private (string Stage, Stopwatch Clock)? current;

    /// <summary>Measures a stage; also where it ends by an exception.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="work">The stage; says whether there was anything to do.</param>
    public void Measure(string stage, Func<bool> work)
    {
        current = (stage, Stopwatch.StartNew());
        try
        {
            if (!work()) current = null;
        }
        finally
        {
            Note();
            current = null;
        }
    }

    /// <summary>The segment as it stands now.</summary>
    /// <param name="isFinished">Whether the run is done.</param>
    public RunSegment Now(bool isFinished)
    {
        Note();
        var now = DateTime.UtcNow;
        return new(started, now, isFinished ? now : null, processor, Machine.Commit, new Dictionary<string, double>(seconds));
    }

    private void Note()
    {
        if (current is { } running) seconds[running.Stage] = Math.Round(running.Clock.Elapsed.TotalSeconds, 2);
    }
}
