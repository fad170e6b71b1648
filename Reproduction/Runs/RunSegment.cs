namespace Reproduction.Runs;

/// <summary>One process's work on a run. A process that was killed left what it last knew, at its last checkpoint.</summary>
/// <param name="Started">When it began, UTC.</param>
/// <param name="LastSeen">Until when it is known to have worked, UTC.</param>
/// <param name="Finished">When it ended the run, UTC; null where it was stopped.</param>
/// <param name="Processor">The processor.</param>
/// <param name="Commit">The program's commit.</param>
/// <param name="Seconds">Wall time of each stage that it worked on.</param>
public sealed record RunSegment(
    DateTime Started, DateTime LastSeen, DateTime? Finished, string Processor, string Commit, IReadOnlyDictionary<string, double> Seconds)
{
    /// <summary>The segments of several stages, one for each process.</summary>
    /// <param name="segments">Of the stages.</param>
    public static IReadOnlyList<RunSegment> Together(IEnumerable<RunSegment> segments) =>
    [
        .. segments.GroupBy(segment => (segment.Started, segment.Processor, segment.Commit)).OrderBy(process => process.Key.Started)
        .Select(process => new RunSegment(
            process.Key.Started, process.Max(segment => segment.LastSeen), process.All(segment => segment.Finished is not null)
                ? process.Max(segment => segment.Finished)
                : null,
            process.Key.Processor, process.Key.Commit,
            process.SelectMany(segment => segment.Seconds).GroupBy(stage => stage.Key, StringComparer.Ordinal)
                .ToDictionary(stage => stage.Key, stage => Math.Round(stage.Sum(seconds => seconds.Value), 2)))),
    ];
}
