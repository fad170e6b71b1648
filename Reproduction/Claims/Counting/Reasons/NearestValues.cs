using System.Globalization;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Reasons;

/// <summary>Which values that whole numbers of images have lie next to one that none has.</summary>
/// <param name="question">All figures.</param>
/// <param name="budget">Time for each side.</param>
internal sealed class NearestValues(CountQuestion question, TimeSpan budget)
{
    /// <summary>
    /// The value of the figure nearest to what it means, of counts that print the others; <see langword="null"/> if none was found, or a
    /// nearer one may be.
    /// </summary>
    public string? To(FigureClaim target, FigureClaim[] others, bool above)
    {
        if (target.Complement || target.Figure.IsSpread || target.Figure.Score == Score.Auroc || TwoByTwo.IsRoot(target.Figure.Score)
            || others.Any(claim => claim.Figure.Score is Score.AurocOvrMacro or Score.Auroc or Score.TopAccuracy))
            return null;
        var (clock, admission, tiny) = (new ProcessorTime(), new Admission(target), new Rational(1, 1_000_000_000_000));
        var (low, high) = above ? (admission.High, (Rational)2) : ((Rational)(-1), admission.Low);
        Rational? nearest = null;
        while (clock.Elapsed < budget)
        {
            var decision =
                Decision.OnCounts(CountProblem.Of(question with { Claims = others }, [(target.Figure, Admission.Between(low, high))]),
                    new(), budget / 4);
            if (decision.Possibility == Possibility.Impossible) return nearest?.ToString(Digits(admission));
            if (decision.Counts is not { } counts || Scores.Exactly(target.Figure, counts) is not { } value) return null;
            nearest = value;
            (low, high) = above ? (low, value - tiny) : (value + tiny, high);
            if (low > high) return value.ToString(Digits(admission));
        }
        return null;
    }

    /// <summary>The values next to what a figure means, of one class.</summary>
    public string InClass(ClassDomain domain, FigureName figure, Admission admission)
    {
        (Rational Value, string Of)? below = null, above = null;
        var (support, others) = (question.Supports[figure.Class], question.Others(figure.Class));
        for (var hits = domain.FirstHits; hits <= domain.LastHits; hits++)
        {
            if (domain.Least(hits) > domain.Most(hits)) continue;
            // Values fall with false alarms: the first below, and the last above.
            long from = domain.Least(hits), to = domain.Most(hits);
            while (from <= to)
            {
                var middle = from + (to - from) / 2;
                if (Value(hits, middle) < admission.Low) to = middle - 1;
                else from = middle + 1;
            }
            foreach (var alarms in new[] { from - 1, from, to - 1 }.Where(alarms => alarms >= domain.Least(hits)
                && alarms <= domain.Most(hits)))
                Keep(Value(hits, alarms), hits, alarms);
            (from, to) = (domain.Least(hits), domain.Most(hits));
            while (from <= to)
            {
                var middle = from + (to - from) / 2;
                if (Value(hits, middle) <= admission.High) to = middle - 1;
                else from = middle + 1;
            }
            foreach (var alarms in new[] { from - 1, from }.Where(alarms => alarms >= domain.Least(hits) && alarms <= domain.Most(hits)))
                Keep(Value(hits, alarms), hits, alarms);
        }
        return (below, above) switch
        {
            ({ } b, { } a) => $"the nearest values are {b.Of} below and {a.Of} above",
            ({ } b, null) => $"the nearest value is {b.Of}, below",
            (null, { } a) => $"the nearest value is {a.Of}, above",
            _ => "no counts come near",
        };

        Rational Value(long hits, long alarms) =>
            new TwoByTwo(hits, alarms, support - hits, others - alarms, question.Conventions.ZeroDivision)
                .Exactly(figure.Score, figure.Parameter) ?? -1;

        void Keep(Rational value, long hits, long alarms)
        {
            var fraction = figure.Score switch
            {
                Score.Recall => $"{hits}/{support}",
                Score.Precision => $"{hits}/{hits + alarms}",
                Score.F1 => $"2·{hits}/({support} + {hits + alarms})",
                _ => $"{others - alarms}/{others}",
            };
            var text = $"{fraction} = {value.ToString(Math.Max(6, Digits(admission)))}";
            // At a tie that prints otherwise, the value itself is next.
            if (value <= admission.Low && (below is not { } b || value > b.Value)) below = (value, text);
            if (value >= admission.High && (above is not { } a || value < a.Value)) above = (value, text);
        }
    }

    /// <summary>The values next to what a figure of all classes means; <see langword="null"/> where they were not found.</summary>
    public string? OfAll(FigureName figure, FigureClaim[] others, Admission admission)
    {
        if (question.Conventions.Tables is not null) return null;
        if (figure is { Score: Score.Accuracy } or { Score: Score.Recall, Scope: not Scope.Class })
        {
            if (figure is { Scope: Scope.Macro } && question.Supports.Any(support => support != question.Supports[0])) return null;
            var problem = CountProblem.Of(question with { Claims = others });
            var below = (long)(admission.Low * question.Images).Floor();
            var above = (long)(admission.High * question.Images).Ceiling();
            if (above - below > 1 && problem.FewestHits <= above - 1 && problem.MostHits >= below + 1) return null;
            return $"the nearest are {Numbers.Whole(below)}/{Numbers.Whole(question.Images)} = "
                + $"{new Rational(below, question.Images).ToString(Digits(admission))} and "
                + $"{Numbers.Whole(above)}/{Numbers.Whole(question.Images)} = "
                + $"{new Rational(above, question.Images).ToString(Digits(admission))}";
        }
        if (!figure.IsDisparity) return null;
        var without = question with { Claims = [.. others.Where(claim => claim.Figure.Score != Score.AurocOvrMacro)] };
        var low = new Extremes(without, figure, budget).Within((figure, Admission.Between(-1, admission.Low)));
        var high = new Extremes(without, figure, budget).Within((figure, Admission.Between(admission.High, 2)));
        return (low, high) switch
        {
            ({ Attained: true } b, { Attained: true } a) =>
                $"the nearest values that whole numbers of images have are {Shown(b.High)} and {Shown(a.Low)}",
            ({ Attained: true } b, null) => $"the nearest value that whole numbers of images have is {Shown(b.High)}",
            (null, { Attained: true } a) => $"the nearest value that whole numbers of images have is {Shown(a.Low)}",
            _ => null,
        };

        string Shown(Rational value) => $"{value} = {value.ToString(Digits(admission))}";
    }

    private static int Digits(Admission admission) =>
        Math.Max(6, admission.Low.Denominator.ToString(CultureInfo.InvariantCulture).Length + 1);
}
