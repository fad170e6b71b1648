using System.Globalization;

namespace Reproduction.Runs;

/// <summary>The folders <c>seed-N</c> of an experiment. A run that was moved aside, <c>seed-N.old-1</c>, is none of them.</summary>
public static class SeedFolders
{
    /// <summary>What the name of a seed's folder begins with.</summary>
    internal const string Prefix = "seed-";

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

    /// <summary>Makes sure that no two runs are of one seed.</summary>
    /// <param name="runs">Their folders and seeds.</param>
    /// <exception cref="BadInputException">Two are.</exception>
    internal static void CheckOnce(IEnumerable<(string Folder, long Seed)> runs)
    {
        foreach (var same in runs.GroupBy(run => run.Seed).Where(seed => seed.Count() > 1))
            throw new BadInputException(
                $"{same.Last().Folder}: a run of seed {same.Key}, as {same.First().Folder} is, expected each seed once");
    }

    private static long? Seed(string run) =>
        long.TryParse(Path.GetFileName(run)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;
}
