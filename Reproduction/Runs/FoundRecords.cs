namespace Reproduction.Runs;

/// <summary>
/// The records of stages as a process found them when it began. What was made for another recipe before that, whoever asked for this has
/// been told of, and may be made anew; what another process has made since is its work.
/// </summary>
public sealed class FoundRecords
{
    private readonly Dictionary<string, string?> texts;

    private FoundRecords(Dictionary<string, string?> texts) => this.texts = texts;

    /// <summary>Looks at them.</summary>
    /// <param name="root">The experiment's folder.</param>
    /// <param name="stages">The stages.</param>
    public static FoundRecords Of(string root, IEnumerable<Stage> stages) =>
        new(stages.Select(stage => new StageFiles(root, stage).RecordPath).Distinct().ToDictionary(path => path, Text));

    /// <summary>Whether a stage's record is another one now.</summary>
    /// <param name="files">The stage's files.</param>
    internal bool HaveChanged(StageFiles files) => texts[files.RecordPath] != Text(files.RecordPath);

    private static string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
