using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// What PyCM calls the rows of its class statistics: an abbreviation, behind which its text has what it means in brackets. Some mean
/// something else than in other tables: P is how many images a class has, PRE its share of all.
/// </summary>
internal static partial class PycmTitles
{
    private static readonly (string Abbreviation, Score Score, bool Complement)[] Figures =
    [
        ("PPV", Score.Precision, false), ("FDR", Score.Precision, true), ("TPR", Score.Recall, false), ("FNR", Score.Recall, true),
        ("TNR", Score.Specificity, false), ("FPR", Score.Specificity, true), ("NPV", Score.NegativePredictiveValue, false),
        ("FOR", Score.NegativePredictiveValue, true), ("F1", Score.F1, false), ("MCC", Score.MatthewsCorrelation, false),
        ("GM", Score.GeometricMean, false), ("J", Score.Jaccard, false),
    ];
    private static readonly HashSet<string> Others =
    [
        "ACC", "AGF", "AGM", "AM", "AUC", "AUCI", "AUPR", "BB", "BCD", "BM", "CEN", "DOR", "DP", "DPI", "ERR", "F0.5", "F2", "G", "GI",
        "HD", "IBA", "ICSI", "IS", "LS", "MCCI", "MCEN", "MK", "N", "NLR", "NLRI", "OC", "OOC", "OP", "PLR", "PLRI", "POP", "PR", "PRE",
        "Q", "QI", "RACC", "RACCU", "TN", "TON", "TOP", "TOPR", "TP", "FP", "FN", "Y", "dInd", "sInd",
    ];
    private static readonly string[] Counts = ["TP", "FP", "FN", "TN", "P", "N", "TOP", "TON", "POP", "HD", "AM"];

    /// <summary>Whether rows with these titles are PyCM's: PPV and TPR are among them.</summary>
    public static bool AreIn(IReadOnlyCollection<string> titles) =>
        titles.Any(title => Abbreviation(title) == "PPV") && titles.Any(title => Abbreviation(title) == "TPR");

    /// <summary>What one of them says, or what looks like one; <see langword="null"/> of anything else.</summary>
    public static Column? Of(string title)
    {
        var own = Abbreviation(title);
        foreach (var (abbreviation, score, complement) in Figures)
            if (own == abbreviation) return new(ColumnKind.Figure, own, score, complement);
        if (own == "P") return new(ColumnKind.Support, own);
        return own.Length < title.Length || Others.Contains(own) ? new(ColumnKind.Other, own) : null;
    }

    /// <summary>Whether a title with its meaning in brackets is of counts.</summary>
    public static bool IsOfCounts(string title) =>
        Described().Match(title) is { Success: true } described && Counts.Contains(described.Groups[1].Value);

    private static string Abbreviation(string title) =>
        Described().Match(title) is { Success: true } described ? described.Groups[1].Value : title.Trim();

    [GeneratedRegex(@"^([A-Za-z0-9.]+)\(.+\)$")]
    private static partial Regex Described();
}
