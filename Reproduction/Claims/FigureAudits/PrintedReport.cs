using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Layouts;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>A classification report, read back from its text.</summary>
/// <param name="ClassNames">K names in the table's order.</param>
/// <param name="Question">The supports, every figure of the table as a claim, and what its lines say of other classes.</param>
public sealed record PrintedReport(IReadOnlyList<string> ClassNames, CountQuestion Question)
{
    internal const int MostClasses = 10_000;

    /// <summary>
    /// Whether its lines leave open that there are classes which it does not show: no line <c>accuracy</c> says that there are none.
    /// </summary>
    public bool MayBeOpen { get; internal init; }

    /// <summary>Figures of each line of which it is not said how it was averaged: each a macro average here.</summary>
    internal IReadOnlyList<IReadOnlyList<FigureClaim>> Unsaid { get; init; } = [];

    /// <summary>
    /// Figures of averages without images in a table that has those of each class: where classes are left out, they may be over all.
    /// </summary>
    internal IReadOnlySet<FigureClaim> WithoutImages { get; init; } = new HashSet<FigureClaim>();

    /// <summary>
    /// The figures of each row and its images, as those of the positive class of two, where nothing says that rows are classes: none where
    /// something does.
    /// </summary>
    internal IReadOnlyList<(IReadOnlyList<FigureClaim> Claims, long Images)> Sets { get; init; } = [];

    /// <summary>Scores that may be undefined: a dash or nothing stands in their place.</summary>
    internal IReadOnlyCollection<(Score Score, int Class)> Blank { get; init; } = [];

    /// <summary>Columns and cells that are not judged.</summary>
    internal IReadOnlyList<string> NotJudged { get; init; } = [];

    /// <inheritdoc cref="NumberStyle.PerCent"/>
    internal IReadOnlyList<string> PerCent { get; init; } = [];

    /// <summary>Hits and false alarms, where the table has them.</summary>
    internal CountColumns? Counts { get; init; }

    /// <summary>The table in the paste.</summary>
    internal FoundTable? Table { get; init; }

    /// <summary>Reads the one table of a text.</summary>
    /// <param name="source">What messages call the text, such as its path.</param>
    /// <param name="text">The table.</param>
    /// <param name="rule">How its figures were rounded; <see langword="null"/> as its layout says.</param>
    /// <param name="supports">Images a class where the table has no such column: K numbers, or one for all.</param>
    /// <exception cref="BadInputException">Not such a table; the message names source and line and says what was expected.</exception>
    public static PrintedReport Parse(string source, string text, RoundingRule? rule, IReadOnlyList<long>? supports = null)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new BadInputException($"{source}: empty, expected a classification report as text");
        var paste = Paste.Read(source, text);
        if (paste is { Tables.Count: 0, Unjudged: [var unjudged, ..] }) throw new BadInputException(unjudged);
        if (paste.Tables.Count == 0)
            throw new BadInputException(
                $"{source}:{FirstLine(text)}: '{Shown.Short(text.Trim().Split('\n')[0].Trim())}', expected the header precision recall "
                + "f1-score support");
        try
        {
            return new ReportReader(source, paste.Tables[0], new() { Rule = rule, Supports = supports }).Read();
        }
        catch (UnjudgedTableException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    internal static int FirstLine(string text) => 1 + text.AsSpan(0, text.Length - text.TrimStart().Length).Count('\n');
}
