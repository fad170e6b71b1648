using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>
/// The four counts of a positive and a negative class by their names, in lines or cells such as <c>TP = 40</c> or in columns: a confusion
/// matrix. Those of several classes or models are none.
/// </summary>
/// <param name="Matrix">The matrix, the negative class first.</param>
/// <param name="Taken">Numbers of the lines that hold the counts.</param>
/// <param name="Rest">Figures that stand in these lines, too.</param>
internal sealed partial record OutcomeCounts(FoundMatrix Matrix, IReadOnlySet<int> Taken, IReadOnlyList<PastedLine> Rest)
{
    private const string Hits = "TP";
    private const string FalseAlarms = "FP";
    private const string Misses = "FN";
    private const string Rejections = "TN";

    private static readonly string[] All = [Hits, FalseAlarms, Misses, Rejections];

    private static readonly string[] Classes = ["negative", "positive"];

    private static readonly char[] Marks = [' ', ',', ';', '|', '[', ']', '(', ')', '{', '}', '&'];

    /// <summary>What may stand round the counts, as in the margins of two by two cells.</summary>
    private static readonly string[] Margins =
    [
        "actual", "predicted", "prediction", "pred", "true", "truth", "real", "reference", "positive", "positives", "negative", "negatives",
        "pos", "neg", "yes", "no", "and", "with", "counts", "confusion", "matrix", "of", "the",
    ];

    private static readonly Func<PastedLine, string[]?>[] Splits = [.. Cells.ByAnyMark, Cells.Words];

    /// <summary>The counts that lines hold; <see langword="null"/> where one of the four is missing or has two values.</summary>
    /// <param name="lines">All lines.</param>
    public static OutcomeCounts? In(PastedLine[] lines) => InColumns(lines) ?? InEntries(lines);

    private static OutcomeCounts? InEntries(PastedLine[] lines)
    {
        Dictionary<string, long> counts = [];
        HashSet<int> taken = [];
        List<PastedLine> rest = [];
        foreach (var line in lines)
        {
            var text = Unmarked(line.Text);
            Match[] entries = [.. Entry().Matches(text).AsEnumerable()];
            if (entries.Length == 0)
            {
                if (OfClasses().IsMatch(text)) return null;
                continue;
            }
            foreach (var entry in entries)
            {
                if (Whole(entry.Groups["count"].Value) is not { } count) return null;
                if (!counts.TryAdd(NameOf(entry), count) && counts[NameOf(entry)] != count) return null;
            }
            taken.Add(line.Number);
            var others = new PastedLine(line.Number, Entry().Replace(text, " ").Trim(Marks));
            if (StatedFigure.Of(others, Classes).Count > 0) rest.Add(others);
            else if (Words().Matches(others.Text).Any(word => !Margins.Contains(word.Value.ToLowerInvariant()))) return null;
        }
        return All.All(counts.ContainsKey) ? Of(taken.Min(), name => counts[name], taken, rest) : null;
    }

    private static OutcomeCounts? InColumns(PastedLine[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
            foreach (var split in Splits)
                if (split(lines[at]) is { } titles && Places(titles) is { } places)
                    return BelowTitles(lines, at, titles, places, split);
        return null;
    }

    /// <summary>Of each count where its title stands among others; <see langword="null"/> where one is missing or stands twice.</summary>
    private static Dictionary<string, int>? Places(string[] titles)
    {
        Dictionary<string, int> places = [];
        foreach (var (i, title) in titles.Index())
            if (Title().Match(CellText.Plain(title)) is { Success: true } found && !places.TryAdd(NameOf(found), i)) return null;
        return All.All(places.ContainsKey) ? places : null;
    }

    /// <summary>The counts of the only row below titles, which may have the number of its row before them.</summary>
    private static OutcomeCounts? BelowTitles(
        PastedLine[] lines, int at, string[] titles, Dictionary<string, int> places, Func<PastedLine, string[]?> split)
    {
        List<(int Line, string[] Cells)> rows = [];
        foreach (var line in lines.Skip(at + 1))
        {
            if (line.Text.Length > 0 && line.IsDecoration) continue;
            if (split(line) is not { } cells || cells.Length - titles.Length is not (0 or 1)
                || !All.All(name => Whole(cells[cells.Length - titles.Length + places[name]]) is not null)) break;
            rows.Add((line.Number, cells));
        }
        // A row for each class counts it against all others, and one of all adds these up.
        if (rows is not [var (number, whole)] || titles.Any(ModelNames.IsOfClasses) || whole.Any(IsOfAll)) return null;
        var row = whole[(whole.Length - titles.Length)..];
        var others = titles.Zip(row).Where((_, i) => !places.ContainsValue(i)).Where(cell => CellText.IsNumberLike(cell.Second));
        return Of(
            number, name => Whole(row[places[name]])!.Value, new HashSet<int> { lines[at].Number, number },
            [.. others.Select(cell => new PastedLine(number, $"{CellText.Plain(cell.First)}: {CellText.Plain(cell.Second)}"))]);
    }

    private static bool IsOfAll(string cell) => AverageName.Kind(CellText.Plain(cell)) is not null || AverageName.IsTotal(cell);

    private static OutcomeCounts? Of(int line, Func<string, long> count, IReadOnlySet<int> taken, IReadOnlyList<PastedLine> rest)
    {
        if (All.Sum(count) == 0) return null;
        var counts = new[,] { { count(Rejections), count(FalseAlarms) }, { count(Misses), count(Hits) } };
        return new(
            new(line, counts, Classes, MatrixRows.Labels)
            {
                Title = $"the count of {string.Join(", ", All)} at line {line}",
                IsOfCounts = true,
                Positive = Classes[1],
            }, taken, rest);
    }

    private static string Unmarked(string text) =>
        text.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal)
            .Replace("$", "", StringComparison.Ordinal);

    private static string NameOf(Match found) =>
        $"{found.Groups["first"].Value[0]}{found.Groups["second"].Value[0]}".ToUpperInvariant();

    private static long? Whole(string text) =>
        CellText.Plain(text) is var plain && Number().IsMatch(plain) ? PrintedCount.Of(plain) : null;

    private const string Name = @"(?:(?<first>[TF])(?<second>[PN])s?(?:\s*\(\s*(?:true|false)[\s_-]?(?:posi|nega)tives?\s*\))?"
        + @"|(?<first>true|false)[\s_-]?(?<second>pos|neg)(?:itives?|atives?|s)?(?:\s*\(\s*[TF][PN]s?\s*\))?)";

    private const string Count = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+";

    /// <summary>A name and its count. Of several numbers in a row it is not said which is meant.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])" + Name + @"(?:\s*[:=|&]\s*|\s*\(\s*|\s+)(?<count>" + Count + @")(?:\s*\))?"
        + @"(?!\s?%|[\p{L}\p{N}_]|\.[0-9]|\s*[|,;&/]?\s*[-+]?[.,]?[0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Entry();

    [GeneratedRegex("^" + Name + "$", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex("^(?:" + Count + ")$")]
    private static partial Regex Number();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();

    /// <summary>What says that counts below are of one class against all others, or of all of these added up.</summary>
    [GeneratedRegex(@"(?<!\b(?:positive|negative|binary|two)[\s-])\b(?:class|label|category)\b|\bmicro\b(?!.*[0-9])",
        RegexOptions.IgnoreCase)]
    private static partial Regex OfClasses();
}
