using Reproduction.Claims.FigureAudits.Dictionaries;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Phrases;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>
/// What a paste has that holds no table and no matrix as such: figures in layouts that are looked for last, so that no other is taken for
/// one of them.
/// </summary>
internal static class OtherLayouts
{
    /// <summary>The paste with what is found so; the same where nothing is.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <param name="paste">What was found in them.</param>
    /// <param name="cellEnds">Of a notebook the numbers of the lines at which its cells end.</param>
    /// <exception cref="BadInputException">A layout is known, and something of it cannot be read.</exception>
    public static Paste In(string source, PastedLine[] lines, Paste paste, IReadOnlyList<int> cellEnds)
    {
        if (ForestText.Read(lines) is { Count: > 0 } forests)
            return Without(
                source, paste with { Figured = forests },
                forests.SelectMany(forest => Enumerable.Range(forest.FirstLine, forest.LastLine - forest.FirstLine + 1)).ToHashSet());
        if (ConllevalText.Read(lines) is { Count: > 0 } phrases)
            return Without(source, paste with { Phrases = phrases }, phrases.SelectMany(text => text.Taken).ToHashSet());
        if (Gathered(source, lines) is { Count: > 0 } gathered)
            return With(
                source, lines, paste with { Tables = [.. gathered.Select(table => Paste.Whole(table.Table, lines))] },
                gathered.SelectMany(table => table.Taken).ToHashSet(), gathered.SelectMany(table => table.Rest), cellEnds);
        return OutcomeCounts.In(lines) is { } counts
            ? With(source, lines, paste with { Matrices = [counts.Matrix] }, counts.Taken, counts.Rest, cellEnds)
            : paste;
    }

    private static IReadOnlyList<GatheredTable> Gathered(string source, PastedLine[] lines)
    {
        if (RecordLines.In(source, lines) is { Count: > 0 } records) return records;
        var table = NamelessRows.In(source, lines) ?? HeadedValues.In(source, lines) ?? CellsInLines.In(source, lines)
            ?? ClassAccuracies.In(source, lines);
        return table is null ? [] : [table];
    }

    /// <summary>The paste with the figures that its other lines state beside what was found.</summary>
    private static Paste With(
        string source, PastedLine[] lines, Paste paste, IReadOnlySet<int> taken, IEnumerable<PastedLine> rest, IReadOnlyList<int> cellEnds)
    {
        var found = Without(source, paste, taken);
        var others = found.Skipped.ToHashSet();
        PastedLine[] stating = [.. lines.Where(line => others.Contains(line.Number)).Concat(rest).OrderBy(line => line.Number)];
        return found with { Stated = Paste.Beside(found.Tables, found.Matrices, stating, cellEnds) };
    }

    /// <summary>The paste without lines among those that hold something else, nor what was said of them.</summary>
    private static Paste Without(string source, Paste paste, IReadOnlySet<int> taken) => paste with
    {
        Skipped = [.. paste.Skipped.Where(line => !taken.Contains(line))],
        Unread = [.. paste.Unread.Where(line => !taken.Contains(line))],
        Unjudged =
        [
            .. paste.Unjudged.Where(message => !taken.Any(line => message.StartsWith($"{source}:{line}:", StringComparison.Ordinal))),
        ],
    };
}
