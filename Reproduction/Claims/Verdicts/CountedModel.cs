using System.Numerics;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;
using Reproduction.Claims.Published;

namespace Reproduction.Claims.Verdicts;

/// <summary>A published model in whole numbers.</summary>
/// <param name="Model">The model.</param>
/// <param name="Hits">Test images classified rightly.</param>
/// <param name="BestRecall">The largest printed recall.</param>
/// <param name="Question">Its table and accuracy.</param>
/// <param name="Answer">Whether they can be true together.</param>
/// <param name="DisparateImpact">What disparate impact they admit; <see langword="null"/> where they cannot be true together.</param>
public sealed record CountedModel(
    PublishedModel Model, long Hits, PrintedFigure? BestRecall, CountQuestion Question, CountAnswer Answer, ExactInterval? DisparateImpact)
{
    /// <summary>The best class's least and greatest hits, by the table: DI = hits / (classes · best).</summary>
    public (long Least, long Most)? Best => DisparateImpact is { } known
        ? ((long)Rounded(new Rational(Hits, Model.Classes) / known.High), (long)Rounded(new Rational(Hits, Model.Classes) / known.Low))
        : null;

    /// <summary>The same in words.</summary>
    public string BestHits => Best is { } best ? $"{best.Least} to {best.Most}" : "no";

    /// <summary>The recalls of its classes; none where it prints none.</summary>
    internal IReadOnlyList<FigureClaim> Recalls =>
        [.. Question.Claims.Where(claim => claim.Figure is { IsOfClass: true, Score: Score.Recall })];

    /// <summary>The counts within the table that print a disparate impact.</summary>
    /// <param name="printed">The figure.</param>
    public IReadOnlyList<BestClass> Printing(PrintedFigure printed) =>
        [.. BestClass.Printing(printed, Model.Classes, Model.Support, [Hits])
            .Where(counts => Best is not { } best || (counts.Best >= best.Least && counts.Best <= best.Most))];

    /// <summary>The table and one figure more.</summary>
    /// <param name="figure">A disparate impact.</param>
    public CountQuestion With(PublishedFigure figure) =>
        Question with { Claims = [.. Question.Claims, new(FigureName.DisparateImpact, figure.Values[0], RoundingRule.Printf)] };

    internal static BigInteger Rounded(Rational value) => (value + new Rational(1, 2)).Floor();
}
