using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Of which of two classes claims are that name none.</summary>
internal static class PositiveClaims
{
    /// <summary>
    /// Figures with claims. Where nobody gave the positive class, those that name none are of the one whose name says that it is positive,
    /// or of the other if they are possible of that alone: scikit-learn takes the second, whatever it is called.
    /// </summary>
    /// <param name="figures">What the claims are held against.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="rule">How they were rounded; <see langword="null"/> where nobody says it.</param>
    /// <param name="positive">The positive class, where somebody gave it.</param>
    public static AuditedFigures With(
        AuditedFigures figures, IReadOnlyList<string> claims, RoundingRule? rule, string? positive)
    {
        var place = PositiveClass.Among(figures.ClassNames, positive);
        if (positive is not null || figures.ClassNames.Count != 2) return figures.With(claims, rule, place);
        var read = Of(place);
        if (!NamesNone(read)) return read;
        if (FiguresAudit.Possible(read) == Possibility.Impossible && Of(1 - place) is var other
            && FiguresAudit.Possible(other) == Possibility.Consistent) (read, place) = (other, 1 - place);
        return read with
        {
            Notes = [.. read.Notes, $"taken as the positive class: {Shown.Short(figures.ClassNames[place])} (see --positive)"],
        };

        AuditedFigures Of(int place) => figures.With(claims, rule, place);
        bool NamesNone(AuditedFigures read) => read.Question.Claims.Skip(figures.Question.Claims.Count).Any(claim =>
            claim.Figure.IsOfClass && claim.PublishedAs?.Contains('[', StringComparison.Ordinal) == false);
    }
}
