using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

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

    /// <summary>Whether it shows several classes and all that there are, as far as it says so, and each image is of one of them.</summary>
    internal bool ShowsAll => ClassNames.Count > 1 && !Question.OtherClasses && Question.Conventions.Others is null;

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
}
