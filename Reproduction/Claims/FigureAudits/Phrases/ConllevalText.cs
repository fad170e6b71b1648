using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Phrases;

/// <summary>
/// What conlleval prints of phrases that were found in texts: how many there are in all, and for each type its scores and at the end how
/// many were found of it, which are no support.
/// </summary>
/// <param name="FirstLine">Where it begins.</param>
/// <param name="Phrases">How many there are.</param>
/// <param name="Found">How many were found.</param>
/// <param name="Correct">How many of these are right.</param>
internal sealed partial record ConllevalText(int FirstLine, long Phrases, long Found, long Correct)
{
    /// <summary>The scores of all phrases together.</summary>
    public required ConllevalLine All { get; init; }

    /// <summary>Those of each type.</summary>
    public IReadOnlyList<ConllevalLine> Types { get; init; } = [];

    /// <summary>Numbers of its lines.</summary>
    public IReadOnlySet<int> Taken { get; init; } = new HashSet<int>();

    /// <summary>All that stand in a paste.</summary>
    /// <param name="lines">All lines.</param>
    public static IReadOnlyList<ConllevalText> Read(PastedLine[] lines)
    {
        int[] starts = [.. Enumerable.Range(0, lines.Length).Where(i => Summary().IsMatch(lines[i].Text))];
        return [.. starts.Zip(starts.Skip(1).Append(lines.Length), (from, to) => Of(lines[from..to])).OfType<ConllevalText>()];
    }

    private static ConllevalText? Of(PastedLine[] lines)
    {
        var summary = Summary().Match(lines[0].Text);
        if (Whole(summary, "phrases") is not { } phrases || Whole(summary, "found") is not { } found
            || Whole(summary, "correct") is not { } correct) return null;
        HashSet<int> taken = [lines[0].Number];
        ConllevalLine? all = null;
        List<ConllevalLine> types = [];
        foreach (var line in lines.Skip(1))
        {
            if (line.Text.Length == 0 && types.Count == 0) continue;
            if (all is null && Overall().Match(line.Text) is { Success: true } overall) all = Scores(line, "", overall, found);
            else if (all is not null && Row().Match(line.Text) is { Success: true } type && Whole(type, "found") is { } own)
                types.Add(Scores(line, type.Groups["name"].Value, type, own));
            else if (!OfWords().IsMatch(line.Text)) break;
            taken.Add(line.Number);
        }
        return all is null ? null : new(lines[0].Number, phrases, found, correct) { All = all, Types = types, Taken = taken };
    }

    private static ConllevalLine Scores(PastedLine line, string name, Match match, long found) =>
        new(line.Number, name, match.Groups["precision"].Value + "%", match.Groups["recall"].Value + "%", match.Groups["f1"].Value + "%",
            found);

    private static long? Whole(Match match, string group) => PrintedCount.Of(match.Groups[group].Value);

    private const string Number = @"[0-9]+(?:\.[0-9]+)?";

    private const string Rates = @"precision:\s*(?<precision>" + Number + @")%;\s*recall:\s*(?<recall>" + Number + @")%;\s*FB1:\s*(?<f1>"
        + Number + ")";

    [GeneratedRegex(@"^processed\s+[0-9]+\s+tokens\s+with\s+(?<phrases>[0-9]+)\s+phrases;\s*found:\s*(?<found>[0-9]+)\s+phrases;"
        + @"\s*correct:\s*(?<correct>[0-9]+)\.?$")]
    private static partial Regex Summary();

    [GeneratedRegex("^accuracy:\\s*" + Number + "%;\\s*" + Rates + "$")]
    private static partial Regex Overall();

    [GeneratedRegex(@"^(?<name>\S(?:.*\S)?)\s*:\s*" + Rates + @"\s+(?<found>[0-9]+)$")]
    private static partial Regex Row();

    /// <summary>An accuracy of words alone.</summary>
    [GeneratedRegex("^accuracy:\\s*" + Number + @"%;\s*\(non-O\)$")]
    private static partial Regex OfWords();
}
