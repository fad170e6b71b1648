using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>What the last lines of a report are.</summary>
internal enum Average
{
    /// <summary>Hits over images.</summary>
    Accuracy,

    /// <summary>The classes counted together.</summary>
    Micro,

    /// <summary>The plain mean.</summary>
    Macro,

    /// <summary>The mean weighted by support: before scikit-learn 0.20 <c>avg / total</c>.</summary>
    Weighted,

    /// <summary>The mean over samples of a multi-label report.</summary>
    Samples,

    /// <summary>A mean of which it is not said how it was weighted.</summary>
    Unsaid,
}

/// <summary>Names of average lines, in any spelling; those of other languages are <see cref="AverageWords"/>.</summary>
internal static partial class AverageName
{
    private const int LongestName = 4;

    /// <summary>The kind of a name; <see langword="null"/> of a class's.</summary>
    public static Average? Kind(string name) =>
        Separators().Replace(name.Trim().Trim('*', '`', '"', '\'', ':', '.', '&').Trim().ToLowerInvariant(), "").TrimEnd('%') switch
        {
            "accuracy" or "overallaccuracy" or "totalaccuracy" => Average.Accuracy,
            "microavg" or "microaverage" or "micro" or "avgmicro" or "averagemicro" or "microaveraged" => Average.Micro,
            "macroavg" or "macroaverage" or "macro" or "avgmacro" or "averagemacro" or "macromean" or "macroaveraged" => Average.Macro,
            "weightedavg" or "weightedaverage" or "weighted" or "avg/total" or "average/total" or "avgweighted" or "avgtotal"
                or "weightedmean"
                or "avg&total" => Average.Weighted,
            "samplesavg" or "sampleavg" or "samplesaverage" or "samples" => Average.Samples,
            "avg" or "average" or "mean" or "total" or "overall" or "all" or "total/avg" or "total/average" => Average.Unsaid,
            { } other when PlainMean().IsMatch(other) => Average.Macro,
            _ => AverageWords.Kind(name),
        };

    /// <summary>Whether a name that is no known one begins as that of an average, such as <c>Mean of the classes</c>.</summary>
    public static bool MayBe(string name)
    {
        var first = name.Split([' ', '-', '_', '/', '(', '.'], 2)[0].ToLowerInvariant();
        return first is "average" or "avg" or "averaged" or "mean" or "overall" or "total" || AverageWords.IsMean(first)
            || (first is "macro" or "micro" or "weighted" && SaysMean(name));
    }

    /// <summary>What a name says that is no known one, such as <c>Mean (macro)</c>; <see langword="null"/> if it says nothing.</summary>
    public static Average? Within(string name)
    {
        var words = WordsOf(name);
        return words.Contains("macro") || Unweighted().IsMatch(name) ? Average.Macro
            : words.Contains("weighted") ? Average.Weighted
            : words.Contains("micro") ? Average.Micro
            : words.Overlaps(AccuracyWords) && words.All(word => AccuracyWords.Contains(word) || OfAll.Contains(word)) ? Average.Accuracy
            : AverageWords.Within(name) is { } foreign ? foreign
            : MayBe(name) || words.Overlaps(Means) ? Average.Unsaid : null;
    }

    /// <summary>
    /// Whether a name says that it is of an average: micro-averaged does, micro-aneurysms are a class, unless their images say that they
    /// are all.
    /// </summary>
    public static bool SaysMean(string name)
    {
        var words = WordsOf(name);
        return words.Count == 1 || words.Overlaps(Means) || words.Overlaps(Scores) || AverageWords.Within(name) is not null;
    }

    private static HashSet<string> WordsOf(string name) =>
        Words().Matches(name.ToLowerInvariant()).Select(word => word.Value).ToHashSet();

    private static readonly string[] Totals =
    [
        "total", "totals", "grand total", "total images", "total samples", "total support", "sum", "sums", "overall", "all", "all classes",
        "gesamt", "gesamtsumme", "insgesamt", "summe", "totale", "somme", "suma", "soma", "totaal", "toplam", "razem", "celkem", "итого",
        "всего", "合計", "合计", "总计", "總計", "总数", "總數", "합계", "총계",
    ];

    private static readonly string[] AccuracyWords = ["accuracy", "acc"];
    private static readonly string[] OfAll = ["overall", "total", "test", "val", "validation", "of", "the", "all", "model", "set"];
    private static readonly string[] Means = ["avg", "average", "averaged", "mean"];
    private static readonly string[] Scores =
        ["precision", "recall", "f", "fscore", "score", "sensitivity", "specificity", "jaccard", "iou", "dice", "auc"];
    private static readonly string[] Measures =
        [.. Scores, "f1", "auroc", "roc", "ap", "map", "kappa", "mcc", "npv", "loss", "error", "gmean", "g-mean"];
    private static readonly string[] Kinds =
        [.. Means, .. OfAll, "macro", "micro", "weighted", "unweighted", "nonweighted", "non", "not", "sample", "samples",
            "class", "classes"];

    /// <summary>What a name says beside how it was averaged: <c>f1</c> of <c>Macro F1</c>; empty if nothing.</summary>
    public static string WithoutKind(string name) =>
        string.Join(' ', Terms().Matches(Column.Plain(name)).Select(term => term.Value).Where(term => !Kinds.Contains(term)));

    /// <summary>Whether what a name says beside how it was averaged is a measure, of the table or not.</summary>
    public static bool IsOfMeasure(string said) => said.Split(' ').Any(Measures.Contains);

    /// <summary>Whether it is one word that a class may be called, too.</summary>
    public static bool IsBare(string name) =>
        CellText.Plain(name).ToLowerInvariant() is "macro" or "micro" or "weighted" or "unweighted" or "samples"
        || AverageWords.IsBare(name);

    /// <summary>Whether it is an average's that says that it is without some classes: <c>Macro avg (excl. O)</c>.</summary>
    public static bool IsWithoutSome(string name) => Without().Match(name) is { Success: true, Index: var at }
        // Samples without rust may be a class.
        && (Kind(name[..at]) is not (null or Average.Samples) || (Within(name) is not null && SaysMean(name)));

    /// <summary>Whether a class is called as what belongs to none is: words that are no name (<c>O</c>), other, none, background.</summary>
    public static bool IsOfNoClass(string name) =>
        CellText.Plain(name).ToLowerInvariant() is "o" or "other" or "others" or "none" or "background" or "no relation" or "no_relation";

    /// <summary>Whether averages over classes may leave one out, and not say so: one that belongs to none is mostly left out.</summary>
    /// <param name="classNames">Names of the classes.</param>
    public static bool MayLeaveOut(IEnumerable<string> classNames) => classNames.Any(IsOfNoClass);

    /// <summary>Whether it is called as a line that says how scores differ: a deviation, the least, the most or the middle one.</summary>
    public static bool IsSpread(string name) => Spread().IsMatch(CellText.Plain(name));

    /// <summary>Whether it is called as a line is that adds up images, in one of some languages; Σ is a sum and σ a deviation.</summary>
    public static bool IsTotal(string name) => CellText.Plain(name).TrimEnd(':') is var plain
        && (plain is "Σ" or "∑" or @"\Sigma" or @"\sum" || Totals.Contains(plain.ToLowerInvariant()));

    /// <summary>
    /// The kind of a row. A class may be called <c>accuracy</c>, too: it has figures that differ, or images that are not all of them.
    /// </summary>
    public static Average? Of(FoundRow row)
    {
        var kind = Kind(row.Name);
        return kind == Average.Accuracy && (!HasOneFigure(row) || MayBeClass(row)) ? null : kind;
    }

    /// <summary>
    /// Whether a row is called as accuracy is in another language and has images and one figure for every score: a class of what reviews
    /// are about, say, all of which was found, or, with the images of all classes, the accuracy under each title.
    /// </summary>
    public static bool MayBeClass(FoundRow row) => row.Cells.Count > 2 && SupportColumn.WholeInGroups(row.Cells[^1]) > 1
        && row.Cells.All(cell => !CellText.IsEmpty(cell) && !CellText.IsNotANumber(cell)) && HasOneFigure(row)
        && CellText.Plain(row.Cells[0]) != CellText.Plain(row.Cells[^1]) && AverageWords.IsAccuracy(row.Name);

    /// <summary>Whether a row has one figure, be it in several columns, as a line of accuracy has.</summary>
    public static bool HasOneFigure(FoundRow row)
    {
        if (row.Cells.Count < 3) return true;
        string[] cells = [.. row.Cells.Take(row.Cells.Count - 1).Where(cell => !CellText.IsEmpty(cell)).Select(CellText.Plain)];
        string[] figures = [.. cells.Where(cell => !CellText.IsNotANumber(cell))];
        // A data frame may have nan in all columns but one.
        return cells.Distinct().Count() <= 1 || figures.Length == 1;
    }

    /// <summary>Whether the title of a column of scores says that each is an average: <c>Recall (macro)</c>.</summary>
    public static bool IsInTitle(Column column) => column.Kind == ColumnKind.Figure
        && Words().Matches(column.Title.ToLowerInvariant()).Any(word => word.Value is "macro" or "micro" or "weighted");

    /// <summary>The name of an average with which a line begins, as it stands there.</summary>
    public static string? Leading(string line)
    {
        for (var words = LongestName; words > 0; words--)
        {
            var end = 0;
            for (var i = 0; i < words && end < line.Length; i++)
            {
                while (end < line.Length && line[end] == ' ') end++;
                while (end < line.Length && line[end] != ' ') end++;
            }
            if (end < line.Length && !line[..end].EndsWith(':') && Kind(line[..end]) is not null) return line[..end];
        }
        return null;
    }

    /// <summary>The plain mean by what it is not, in one word.</summary>
    [GeneratedRegex("^(?:avg|average|averaged|mean)?(?:un|non|not)weighted(?:avg|average|averaged|mean)?$")]
    private static partial Regex PlainMean();

    [GeneratedRegex(@"\b(?:un|non|not)[\s_-]*weighted\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unweighted();

    [GeneratedRegex(@"(?<!\w)(?:w/o|without|excl(?:uded|uding|usive)?|except|ohne)(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Without();

    [GeneratedRegex(
        @"^(?:s\.?d\.?|std\.?|(?:std|st|standard)\.?[\s_-]*dev(?:iation)?\.?|(?-i:σ)|min(?:imum)?\.?|max(?:imum)?\.?|median|var(?:iance)?\.?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Spread();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"[^\s()\[\],;:&+]+")]
    private static partial Regex Terms();

    [GeneratedRegex(@"[\s_\-\u2010-\u2015\u2212()]+")]
    private static partial Regex Separators();
}
