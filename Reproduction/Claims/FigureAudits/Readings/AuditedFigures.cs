using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Readings;

/// <summary>Figures that somebody wants audited: those of a report, loose ones, or both.</summary>
/// <param name="ClassNames">K names in class order; numbers from 0 where there is no report.</param>
/// <param name="Question">Supports and figures, in the most usual reading.</param>
public sealed record AuditedFigures(IReadOnlyList<string> ClassNames, CountQuestion Question)
{
    /// <summary>The report, if there is one.</summary>
    internal PrintedReport? Report { get; init; }

    /// <summary>Where it stands, for people.</summary>
    public string? Where { get; init; }

    /// <summary>What was taken and what was skipped, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Confusion matrices that were published with the figures.</summary>
    internal IReadOnlyList<FoundMatrix> Matrices { get; init; } = [];

    /// <summary>Whether the text round the figures speaks of folds or means.</summary>
    internal bool SpeaksOfFolds { get; init; }

    /// <summary>Whether they are of a set of images whose classes are not said: supports are one way of many.</summary>
    internal bool IsOfSet { get; init; }

    /// <summary>Whether no question about them can be asked.</summary>
    internal bool IsUndecidable { get; init; }

    /// <summary>Whether the rule of rounding was given: then it is the only one.</summary>
    internal bool IsRuleGiven { get; init; }

    /// <summary>The same with loose claims.</summary>
    internal AuditedFigures With(IReadOnlyList<string> claims, RoundingRule? rule, int positive)
    {
        var read = claims.SelectMany(claim => ClaimText.Read(claim, this, rule ?? RoundingRule.Nearest, positive));
        return this with { Question = Question with { Claims = [.. Question.Claims, .. read] } };
    }
}
