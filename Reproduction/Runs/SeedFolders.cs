using System.Globalization;

namespace Reproduction.Runs;

/// <summary>The folders <c>seed-N</c> of an experiment. A run that was moved aside, <c>seed-N.old-1</c>, is none of them.</summary>
public static class SeedFolders
{
    private const string Prefix = "seed-";

    /// <summary>What the folder of a seed is called.</summary>
    /// <param name="seed">The seed.</param>
    public static string Name(long seed) => $"{Prefix}{seed}";

    /// <summary>Those in a folder, in the order of seeds; none where there is no such folder.</summary>
    /// <param name="folder">The experiment's folder.</param>
    public static IReadOnlyList<string> In(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.GetDirectories(folder, $"{Prefix}*").Where(run => Seed(run) is not null)
            .OrderBy(Seed).ThenBy(run => run, StringComparer.Ordinal)];

    /// <summary>Those that hold the record of a run.</summary>
    /// <inheritdoc cref="In"/>
    public static IReadOnlyList<string> WithRuns(string folder) =>
        [.. In(folder).Where(run => File.Exists(Path.Combine(run, RunFiles.Record)))];

    private static long? Seed(string run) =>
        long.TryParse(Path.GetFileName(run)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;
}
