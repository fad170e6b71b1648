using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>
/// Scores of each class as names and values, below a heading or behind one in its line: <c>Class: cat</c> and then <c>Precision: 0.91</c>.
/// A heading that is not called a class is one where images stand below it and it is no set's or model's.
/// </summary>
internal static partial class HeadedValues
{
    private const int LongestHeading = 60;

    /// <summary>The table of these values; <see langword="null"/> where they are of no classes.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <exception cref="BadInputException">A class lacks what the first has, or has it twice.</exception>
    public static GatheredTable? In(string source, PastedLine[] lines)
    {
        var all = Blocks(lines);
        var areCalled = all.Exists(block => block.IsCalledClass);
        var rows = all.Where(block => block.IsCalledClass || (block.HasScores && (!areCalled || block.IsAverage))).ToList();
        var classes = rows.Where(block => !block.IsAverage).ToList();
        if (classes.Count == 0 || !classes[0].Has(Score.Precision) || !classes[0].Has(Score.Recall)) return null;
        if (!areCalled && (classes.Count < 2 || !classes.TrueForAll(MayBeClass))) return null;
        if (areCalled) RefuseAlone(source, lines, all);
        string[] titles = [.. classes[0].Values.Select(value => value.Title)];
        List<PastedLine> rest = [];
        foreach (var block in rows)
        {
            // Below the last class an accuracy that no other has is that of all, and an average may have figures of its own.
            foreach (var other in block.Values.Where(value => classes[0].ValueOf(value.Title) is null
                && (block.IsAverage || (block == rows[^1] && Column.IsCalledAccuracy(value.Title)))).ToList())
            {
                block.Values.Remove(other);
                rest.Add(new(other.Line, $"{other.Title}: {other.Text}"));
            }
            if (block.Values.Select(value => Column.Plain(value.Title)).Distinct().Count() < block.Values.Count
                || (!block.IsAverage && (block.Values.Count != titles.Length || titles.Any(title => block.ValueOf(title) is null))))
                throw new BadInputException(
                    $"{source}:{block.Line}: '{Shown.Short(block.Name)}' has "
                    + $"{string.Join(", ", block.Values.Select(value => value.Title))}, expected each of "
                    + $"{string.Join(", ", titles)} once, as the first class has them");
        }
        List<(int Line, IReadOnlyList<string> Cells)> cells = [(rows[0].Line, [areCalled ? "class" : "", .. titles])];
        foreach (var block in rows)
            cells.Add((block.Line, [block.Name, .. titles.Select(title => block.ValueOf(title) ?? "")]));
        return GatheredTable.Of(source, cells) is { } table
            ? new(table, rows.SelectMany(block => block.Taken).ToHashSet()) { Rest = rest }
            : null;
    }

    private static bool MayBeClass(Block block) => block.Values.Exists(value => Column.Of(value.Title) is { Kind: ColumnKind.Support })
        && !OfOthers().IsMatch(block.Name) && !OfAllClasses().IsMatch(block.Name) && !SetNames.AreIn(block.Name)
        && !ModelNames.IsOfModels(block.Name);

    /// <summary>Refuses a heading of a class that has no scores next below it: they would be missing.</summary>
    private static void RefuseAlone(string source, PastedLine[] lines, List<Block> blocks)
    {
        var headed = blocks.Select(block => block.Line).ToHashSet();
        if (lines.FirstOrDefault(line => !headed.Contains(line.Number) && Bare(line.Text) is var bare && CalledForSure().IsMatch(bare)
                && !OfAllClasses().IsMatch(bare))
            is { Text: { } alone, Number: var number })
            throw new BadInputException($"{source}:{number}: '{Shown.Short(alone)}' without scores below, expected them next below it");
    }

    private static List<Block> Blocks(PastedLine[] lines)
    {
        List<Block> blocks = [];
        Block? current = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].IsDecoration)
            {
                // An empty line may stand below a heading.
                if (current is { Values.Count: > 0 }) current = null;
                continue;
            }
            if (Values(lines[i]) is not var (before, values))
            {
                current = IsAboveValues(lines, i) ? Headed(lines[i].Text, lines[i].Number) : null;
                if (current is not null) blocks.Add(current);
                continue;
            }
            if (before.Length > 0) current = values.Count > 1 ? Headed(before, lines[i].Number) : null;
            if (current is null) continue;
            if (before.Length > 0) blocks.Add(current);
            current.Values.AddRange(values);
            current.Taken.Add(lines[i].Number);
            // What is headed in its own line ends with it.
            if (before.Length > 0) current = null;
        }
        return blocks;
    }

    /// <summary>Whether the next line that is not empty has values and nothing before them.</summary>
    private static bool IsAboveValues(PastedLine[] lines, int i)
    {
        do i++;
        while (i < lines.Length && lines[i].Text.Length == 0);
        return i < lines.Length && Values(lines[i]) is ({ Length: 0 }, _);
    }

    /// <summary>A class by its heading; <see langword="null"/> of what is none.</summary>
    private static Block? Headed(string heading, int line)
    {
        var bare = Bare(heading);
        if (!OfAllClasses().IsMatch(bare) && Called().Match(bare) is { Success: true } called)
            return new(Bare(called.Groups["name"].Value), line, IsCalledClass: true);
        return bare.Length is > 0 and <= LongestHeading && bare.AsSpan().IndexOfAny(':', '=') < 0 && bare.Any(char.IsLetterOrDigit)
            ? new(bare, line, IsCalledClass: false)
            : null;
    }

    /// <summary>A heading without what stands round it; nothing of a line that is too long for one.</summary>
    private static string Bare(string heading) => heading.Length <= 2 * LongestHeading ? Around().Replace(heading, "") : "";

    /// <summary>
    /// The values of a line and what stands before them, nothing where that is a mark; <see langword="null"/> where something else stands
    /// between or behind them.
    /// </summary>
    private static (string Before, List<(int Line, string Title, string Text)> Values)? Values(PastedLine line)
    {
        var text = line.Text.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
        var (before, end) = ("", 0);
        List<(int, string, string)> values = [];
        foreach (var entry in Entry().Matches(text).AsEnumerable())
        {
            var between = text[end..entry.Index];
            if (values.Count == 0) before = between;
            else if (!Between().IsMatch(between)) return null;
            values.Add((line.Number, entry.Groups["title"].Value, entry.Groups["value"].Value));
            end = entry.Index + entry.Length;
        }
        if (values.Count == 0 || !Between().IsMatch(text[end..])) return null;
        return (before.Any(char.IsLetterOrDigit) ? before : "", values);
    }

    /// <summary>A heading with the values of its class.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Line">Where it stands.</param>
    /// <param name="IsCalledClass">Whether a word says that it is a class.</param>
    private sealed record Block(string Name, int Line, bool IsCalledClass)
    {
        public List<(int Line, string Title, string Text)> Values { get; } = [];

        public HashSet<int> Taken { get; } = [Line];

        public bool IsAverage => AverageName.Kind(Name) is not null;

        public bool HasScores => Values.Exists(value => !Column.IsCalledAccuracy(value.Title));

        public bool Has(Score score) => Values.Exists(value => Column.Of(value.Title) is { } column && column.IsOf(score));

        public string? ValueOf(string title) => Values.Find(value => Column.Plain(value.Title) == Column.Plain(title)).Text;
    }

    private const string Title = @"(?:precision|recall|sensitivity|specificity|f-?1(?:[\s_-]?(?:score|measure))?"
        + @"|f[\s_-](?:score|measure)|support|accuracy|npv|ppv|jaccard|iou|mcc)(?:\s*\(\s*%\s*\))?";

    private const string Value = @"-?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:\s?%)?";

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(?<title>" + Title + @")\s*[:=|]\s*(?<value>" + Value + @")(?![\p{L}\p{N}%]|[.,][0-9])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^[\s,;|/&•·.)\]}-]*(?:and)?[\s,;|/&•·-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    /// <summary>
    /// What pages and logs put before and behind a name: marks of headings and lists, signs, and what parts it from values.
    /// </summary>
    [GeneratedRegex(@"^(?:[\s#*_•·""']|[->](?=\s)|\p{So}|\p{Cs}|\uFE0F)+|(?:[\s*_:|""',;(\[–—]|(?<=\s)-)+$")]
    private static partial Regex Around();

    /// <summary>What a heading says that is of a set, a model or all classes.</summary>
    [GeneratedRegex(@"\b(?:train(?:ing)?|test(?:ing)?|val(?:id(?:ation)?)?|dev|hold-?out|sets?|data(?:sets?)?|results?|reports?|metrics"
        + @"|scores?|performance|evaluation|overall|models?|classifiers?|methods?|folds?|epochs?|runs?|experiments?"
        + @"|(?:thresholds?|cut-?offs?|rounds?)\s*[0-9.]+)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OfOthers();

    private const string Word = @"^(?:class(?:\s+name)?|label|category|klasse|classe|clase)";

    /// <summary>What begins with the word and is said of all classes: <c>Class weights: balanced</c>.</summary>
    [GeneratedRegex(Word + @"\s+(?:performances?|metrics|results|scores|reports?|statistics|summary|evaluation"
        + @"|accuracy|accuracies|weights?|weighted|weighting|balance|balanced|balancing|imbalances?|imbalanced|distributions?"
        + @"|frequenc(?:y|ies)|names|counts)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OfAllClasses();

    [GeneratedRegex(Word + @"(?:\s*[:=#]\s*|\s+-\s+|\s+)(?<name>\S.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Called();

    /// <summary>A class and something said of it, and not prose that begins so.</summary>
    [GeneratedRegex(Word + @"(?:\b.*(?:[:=|]|\s[-–—]\s)|\s+\S+$)", RegexOptions.IgnoreCase)]
    private static partial Regex CalledForSure();
}
