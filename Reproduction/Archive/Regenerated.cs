using Reproduction.Files;

namespace Reproduction.Archive;

/// <summary>A stored text beside the one that its evidence makes.</summary>
internal static class Regenerated
{
    /// <summary>Every line that differs, with its first figure or word that does; where lines are missing, the first of them.</summary>
    /// <param name="path">The file that is there.</param>
    /// <param name="expected">What its evidence makes of it.</param>
    internal static IEnumerable<Finding> Differences(string path, string expected)
    {
        var (found, regenerated) = (WholeFile.ReadText(path).Split('\n'), expected.Split('\n'));
        if (found.Length != regenerated.Length)
            yield return new(path, "the report", $"{found.Length} lines", $"the {regenerated.Length} regenerated from the predictions");
        for (var i = 0; i < Math.Min(found.Length, regenerated.Length); i++)
        {
            if (found[i] == regenerated[i]) continue;
            var (words, others) = (found[i].Split(' '), regenerated[i].Split(' '));
            var at = Enumerable.Range(0, Math.Max(words.Length, others.Length))
                .First(w => words.ElementAtOrDefault(w) != others.ElementAtOrDefault(w));
            yield return new(
                $"{path}:{i + 1}", words.FirstOrDefault(word => word.Any(char.IsLetter), "line").Trim('*', '|'),
                $"'{words.ElementAtOrDefault(at)}'", $"'{others.ElementAtOrDefault(at)}', regenerated from the predictions");
            if (found.Length != regenerated.Length) yield break;
        }
    }
}
