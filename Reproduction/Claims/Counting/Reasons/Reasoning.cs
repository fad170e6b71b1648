using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Reasons;

/// <summary>Why figures clash, in steps that a reader can do again on paper: what each figure means in images, and what follows.</summary>
internal sealed class Reasoning
{
    /// <summary>So many classes are explained one by one.</summary>
    private const int MostClasses = 4;

    private readonly CountQuestion question;
    private readonly IReadOnlyList<FigureClaim> conflict;
    private readonly NearestValues near;
    private readonly List<string> lines = [];

    private Reasoning(CountQuestion question, IReadOnlyList<FigureClaim> conflict) =>
        (this.question, this.conflict, near) = (question, conflict, new(question, Effort.Aside(question.Supports.Count) / 2));

    /// <summary>The steps.</summary>
    /// <param name="question">All figures.</param>
    /// <param name="conflict">Those that clash.</param>
    public static IReadOnlyList<string> For(CountQuestion question, IReadOnlyList<FigureClaim> conflict)
    {
        if (conflict.Count == 0) return [];
        var reasoning = new Reasoning(question, conflict);
        reasoning.Explain();
        return reasoning.lines;
    }

    private void Explain()
    {
        if (conflict.FirstOrDefault(claim => AurocGrain.Decides(claim.Figure, question)) is { } area && conflict.Count == 1)
        {
            Grain(area);
            return;
        }
        if (GeneralBounds.Clash(conflict, question.Conventions) is { } always)
        {
            lines.Add(always);
            return;
        }
        if (conflict.FirstOrDefault(claim => claim.Figure.Score == Score.TopAccuracy) is { } top
            && GeneralBounds.Top(top, question.Supports).Why is { } why)
        {
            lines.Add(why);
            return;
        }
        if (SchoolArithmetic.Of(question, conflict) is { } lesson)
        {
            lines.Add(lesson);
            return;
        }
        // The figure that the others leave no room for: the one that takes most of them together.
        var target = conflict.OrderBy(Rank).ThenBy(claim => claim.Figure.Class).Last();
        FigureClaim[] others = [.. conflict.Where(claim => !ReferenceEquals(claim, target))];
        var classes = others.GroupBy(claim => claim.Figure.IsOfClass ? claim.Figure.Class : -1).Where(own => own.Key >= 0).ToArray();
        if (classes.Length <= MostClasses) foreach (var own in classes) OfClass(own.Key, [.. own]);
        else Together(classes);
        foreach (var claim in others.Where(claim => claim.Figure is { IsOfClass: false })) Shared(claim);
        if (target.Figure.IsOfClass) ClassTarget(target, [.. others.Where(claim => claim.Figure.Class == target.Figure.Class)], others);
        else SharedTarget(target, others);
    }

    private void Together(IGrouping<int, FigureClaim>[] classes)
    {
        var domains = classes.Select(own => Domain(own.Key, [.. own])).ToArray();
        lines.Add(
            $"the figures of {classes.Length} classes leave each of them "
            + $"{Numbers.Between(((long)domains.Min(domain => domain.Pairs), (long)domains.Max(domain => domain.Pairs)))} pairs of "
            + "hits and false alarms, and all of them together "
            + $"{Numbers.Between((domains.Sum(domain => domain.FirstHits), domains.Sum(domain => domain.LastHits)))} hits.");
    }

    private static int Rank(FigureClaim claim) => claim.Figure switch
    {
        { Score: Score.Images } => 9,
        { IsDisparity: true } or { IsSpread: true } => 8,
        { Score: Score.MatthewsCorrelation } => 7,
        { Scope: Scope.Macro or Scope.Weighted, Score: not Score.Recall } => 6,
        { IsMean: true } => 5,
        { Scope: Scope.Micro } => 4,
        { Score: Score.Accuracy or Score.NegativePredictiveValue } => 3,
        { Score: Score.F1 } => 2,
        { Score: Score.Recall } => 0,
        _ => 1,
    };

    private void OfClass(int c, FigureClaim[] own)
    {
        var domain = Domain(c, own);
        var alarms = domain.IsBox ? "" : $" and {Numbers.Between(domain.FalseAlarms())} images of other classes taken for it";
        lines.Add(
            $"{string.Join(", ", own.Select(claim => $"{Named(claim)} = {claim.Printed}"))} of {Numbers.Whole(question.Supports[c])} "
            + $"images: {Numbers.Between((domain.FirstHits, domain.LastHits))} hits{alarms}.");
    }

    private void Shared(FigureClaim claim)
    {
        var alone = Problem([claim]);
        if (alone.FewestHits > 0 || alone.MostHits < question.Images)
            lines.Add(
                $"{Named(claim)} = {claim.Printed} of {Numbers.Whole(question.Images)} images: "
                + $"{Numbers.Between((alone.FewestHits, alone.MostHits))} hits in all.");
        else lines.Add($"{Named(claim)} = {claim.Printed} means {Needs(claim)}.");
    }

    private void SharedTarget(FigureClaim target, FigureClaim[] others)
    {
        var figure = target.Figure;
        if (figure.Score == Score.Images)
        {
            lines.Add($"the supports add up to {Numbers.Whole(question.Images)}, not to {target.Printed}.");
            return;
        }
        var equal = question.Supports.All(support => support == question.Supports[0]);
        if (figure.Score == Score.DisparateImpact) BestClass(target, equal);
        var problem = Problem(others);
        if (problem.FewestHits <= problem.MostHits)
        {
            var (low, high) = problem.Range(figure);
            var admission = new Admission(target);
            if (low > admission.HighDouble || high < admission.LowDouble)
            {
                lines.Add(Outside(target, others, low, high));
                return;
            }
        }
        if (near.OfAll(figure, others, new Admission(target)) is { } next)
        {
            if (figure.Score == Score.DisparateImpact && equal && problem.FewestHits == problem.MostHits)
                lines.Add(
                    $"disparate_impact is {Numbers.Whole(problem.FewestHits)} / ({question.Supports.Count} × hits of the best class).");
            lines.Add($"{Named(target)} = {target.Printed} means {Needs(target)}; {next}.");
            return;
        }
        lines.Add(Excluded(target, others));
    }

    /// <summary>With a table: the best class's recall bounds disparate impact.</summary>
    private void BestClass(FigureClaim target, bool equal)
    {
        if (!equal) return;
        var rest = Problem([.. question.Claims.Where(claim => claim.Figure != target.Figure && claim.Figure.Score != Score.AurocOvrMacro)]);
        if (rest.FewestHits > rest.MostHits) return;
        var admission = new Admission(target);
        var (low, high) = rest.Range(target.Figure);
        var best = Enumerable.Range(0, question.Supports.Count).MaxBy(c => rest.Domains[c].FirstHits);
        var (first, last) = (rest.Domains[best].FirstHits, rest.Domains.Max(domain => domain.LastHits));
        if (first == 0 || !(low > admission.HighDouble || high < admission.LowDouble)) return;
        var printed = question.Claims.FirstOrDefault(claim => claim.Figure == FigureName.Of(Score.Recall, best));
        lines.Add(
            $"{(printed is null ? $"class {question.ClassNames?[best] ?? $"{best}"} does best" : $"{Named(printed)} = {printed.Printed} is the best recall")}: the best class has {Numbers.Between((first, last))} hits of {Numbers.Whole(question.Supports[0])};"
            + $" with {Numbers.Between((rest.FewestHits, rest.MostHits))} hits in all, disparate_impact lies between {Decimal(low)} "
            + $"and {Decimal(high)}.");
    }

    private void ClassTarget(FigureClaim target, FigureClaim[] own, FigureClaim[] others)
    {
        var (figure, c) = (target.Figure, target.Figure.Class);
        var admission = new Admission(target);
        var domain = Domain(c, own);
        if (own.Length < others.Length)
        {
            lines.Add(Excluded(target, others));
            return;
        }
        var (low, high) = domain.Values(figure.Score, question.Supports[c], question.Others(c), figure.Parameter);
        if (low > admission.HighDouble || high < admission.LowDouble)
        {
            lines.Add(Outside(target, others, low, high));
            return;
        }
        lines.Add($"{Named(target)} = {target.Printed} means {Needs(target)}; {near.InClass(domain, figure, admission)}.");
    }

    private string Outside(FigureClaim target, FigureClaim[] others, double low, double high) =>
        $"{(others.Length == 0 ? "" : "so ")}{Named(target)} lies between {Decimal(low)} and {Decimal(high)}; {target.Printed} means "
        + $"{Needs(target)}.";

    private string Excluded(FigureClaim target, FigureClaim[] others)
    {
        var means = $"{Named(target)} = {target.Printed} means {Needs(target)}";
        if (others.Length == 0) return $"{means}; no whole numbers of images come to that.";
        var twins = question.Supports.Count == 2 && !question.OtherClasses
            ? " (of two classes, the false alarms of one are the misses of the other)"
            : "";
        var (below, above) = (near.To(target, others, above: false), near.To(target, others, above: true));
        return (below, above) switch
        {
            ({ } b, { } a) =>
                $"{means}; the whole numbers of images that these other figures admit{twins} come no nearer than {b} below and {a} above.",
            ({ } b, null) => $"{means}; the whole numbers of images that these other figures admit{twins} come no nearer than {b}, below.",
            (null, { } a) => $"{means}; the whole numbers of images that these other figures admit{twins} come no nearer than {a}, above.",
            _ => $"{means}; no whole numbers of images that these other figures admit{twins} come to that.",
        };
    }

    private void Grain(FigureClaim area)
    {
        var grain = AurocGrain.Of(question.Supports);
        lines.Add(
            $"each area is a whole number of half pairs over its pairs of images, so {area.Name} is a whole multiple of {grain}.");
        var admission = new Admission(area);
        if (admission.Low > 1 || admission.High < 0)
        {
            lines.Add($"{area.Printed} means {Needs(area)}, and an area lies between 0 and 1.");
            return;
        }
        var below = (admission.Low / grain).Floor();
        if (grain * (Rational)(below + 1) <= admission.High)
        {
            lines.Add(
                $"{area.Printed} means {Needs(area)}, where multiples lie, but no sum of steps of the single classes' areas, which are "
                + "unequal as the classes are.");
            return;
        }
        lines.Add(
            $"the nearest multiples of it are {(grain * (Rational)below).ToString(area.Printed.Digits + 4)} and "
            + $"{(grain * (Rational)(below + 1)).ToString(area.Printed.Digits + 4)}.");
        lines.Add($"{area.Printed} means {Needs(area)}.");
    }

    private CountProblem Problem(IReadOnlyList<FigureClaim> claims) => CountProblem.Of(question with { Claims = claims });

    private ClassDomain Domain(int c, FigureClaim[] own) => Problem(own).Domains[c];

    private string Named(FigureClaim claim) => claim.NameIn(question.ClassNames);

    private static string Needs(FigureClaim claim)
    {
        var admission = new Admission(claim);
        var digits = claim.Printed.Digits + 1;
        return claim.Rule == RoundingRule.Truncate
            ? $"{admission.Low.ToString(digits)} or more, less than {admission.High.ToString(digits)}"
            : $"{admission.Low.ToString(digits)} to {admission.High.ToString(digits)}";
    }

    private static string Decimal(double value) => Numbers.Decimal(value, 6);
}
