using System.Numerics;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>A question made ready for search: what each class's own figures admit, and what binds the classes together.</summary>
internal sealed class CountProblem
{
    /// <summary>Room for floating-point arithmetic where it only has to tell what is far apart.</summary>
    private const double Room = 1e-9;

    private CountProblem(CountQuestion question, IReadOnlyList<(FigureName Figure, Admission Admission)> bounds)
    {
        Question = question;
        Supports = [.. question.Supports];
        Classes = Supports.Length;
        Images = question.Images;
        Claims =
        [
            .. question.Claims.Select(claim => (claim, new Admission(claim))),
            .. bounds.Select(bound => (new FigureClaim(bound.Figure, new(0, 0), RoundingRule.Nearest), bound.Admission)),
        ];
        Shared =
            [.. Claims.Where(claim => claim.Claim.Figure is not { Scope: Scope.Class }
                and not { Score: Score.AurocOvrMacro or Score.TopAccuracy }
                and not { Scope: Scope.Whole, Score: Score.NegativePredictiveValue })];
        Domains = new ClassDomain[Classes];
        var own = OfEachClass();
        for (var c = 0; c < Classes; c++) Domains[c] = Domain(c, own[c]);
        if (!AreSums) Narrow(own);
        (FewestHits, MostHits) = Hits();
        Clashes = FewestHits > MostHits || !AlarmsAddUp()
            || Shared.Any(claim => Range(claim.Claim.Figure) is var (low, high)
                && (low > claim.Admission.HighDouble + Room || high < claim.Admission.LowDouble - Room));
    }

    public CountQuestion Question { get; }

    public long[] Supports { get; }

    public int Classes { get; }

    public long Images { get; }

    public (FigureClaim Claim, Admission Admission)[] Claims { get; }

    /// <summary>The figures that are not of one class.</summary>
    public (FigureClaim Claim, Admission Admission)[] Shared { get; }

    public ClassDomain[] Domains { get; }

    /// <summary>Fewest hits of all classes together.</summary>
    public long FewestHits { get; }

    /// <summary>Most hits of all classes together; fewer than <see cref="FewestHits"/> if the figures clash.</summary>
    public long MostHits { get; }

    /// <summary>Whether single classes, sums and ranges already clash: no search is needed.</summary>
    public bool Clashes { get; }

    /// <summary>Whether all classes are of one table.</summary>
    public bool IsOneTable => Question.Conventions.Tables is null;

    /// <summary>The classes of each table: all of them where there is one.</summary>
    public IEnumerable<(int From, int To, long Images)> Tables => Question.Conventions.Tables is { } several
        ? several.Images.Select((images, table) => (table * several.Classes, (table + 1) * several.Classes, images))
        : [(0, Classes, Images)];

    /// <summary>Whether a shared figure depends on how many false alarms each class has.</summary>
    public bool NeedsFalseAlarms =>
        Shared.Any(claim => claim.Claim.Figure is { IsMean: true, Score: not Score.Recall }
            or { Scope: Scope.Micro, Score: not Score.Recall } or { IsAgreement: true });

    /// <summary>
    /// Whether nothing binds classes together but means that are sums of hits and false alarms: means over folds of accuracy, say.
    /// </summary>
    public bool IsLinear => AreSums && Domains.All(domain => domain.IsBox);

    private bool AreSums => Question.Conventions.Others is not null && (Question.OtherClasses || !IsOneTable) && Shared.All(
        claim => (claim.Claim.Figure.IsMean || claim.Claim.Figure.IsSpread) && IsSum(claim.Claim.Figure.Score));

    /// <summary>Whether scores of several tables must differ as printed.</summary>
    public bool HasSpread => Shared.Any(claim => claim.Claim.Figure.IsSpread);

    /// <summary>Whether a score is a sum of so much a hit and so much a false alarm.</summary>
    public static bool IsSum(Score score) =>
        score is Score.Recall or Score.Specificity or Score.BinaryAccuracy or Score.BalancedAccuracy or Score.Informedness;

    /// <summary>A problem.</summary>
    /// <param name="question">The question.</param>
    /// <param name="bounds">What else must lie within bounds.</param>
    public static CountProblem Of(CountQuestion question, params IReadOnlyList<(FigureName Figure, Admission Admission)> bounds) =>
        new(question, bounds);

    /// <summary>The most false alarms of a class with a number of hits: with its misses they are at most all errors.</summary>
    public long MostFalseAlarms(int c, long hits) => Question.OtherClasses
        ? Domains[c].Most(hits)
        : Math.Min(Domains[c].Most(hits), Images - FewestHits - (Supports[c] - hits));

    /// <summary>Images beside a class's own.</summary>
    public long Others(int c) => Question.Others(c);

    /// <summary>Counts of this problem.</summary>
    public Counts Counts(long[] hits, long[] falseAlarms) => new(Supports, hits, falseAlarms, Question.Conventions);

    /// <summary>A score of one class as floating-point arithmetic has it.</summary>
    public double Value(FigureName figure, int c, long hits, long falseAlarms) =>
        new TwoByTwo(hits, falseAlarms, Supports[c] - hits, Others(c) - falseAlarms, Question.Conventions.ZeroDivision)
            .Value(figure.Score, figure.Parameter);

    /// <summary>How much of a class a mean takes, in parts of <see cref="Weights"/>.</summary>
    public long Weight(FigureName mean, int c) => Question.Conventions.Weight(mean, Supports, c);

    /// <summary>The weights of all classes.</summary>
    public long Weights(FigureName mean) => Enumerable.Range(0, Classes).Sum(c => Weight(mean, c));

    /// <summary>Whether counts print every figure and some confusion matrix has them.</summary>
    public bool Holds(Counts counts)
    {
        if (!Question.OtherClasses && !MisclassifiedImages.CanBeDealt(counts)) return false;
        foreach (var (claim, admission) in Claims)
            if (!Scores.Admits(claim, admission, counts)) return false;
        return true;
    }

    /// <summary>
    /// Between what a shared score lies, each class taken by itself and all hits together: no value outside, though not every
    /// value inside. The problem's single classes do not clash.
    /// </summary>
    /// <param name="figure">A mean, accuracy or a disparity.</param>
    public (double Low, double High) Range(FigureName figure)
    {
        switch (figure)
        {
            case { Score: Score.Accuracy } or { Scope: Scope.Weighted or Scope.Micro, Score: Score.Recall } when IsOneTable:
                return (Share(FewestHits, Images), Share(MostHits, Images));
            case { IsMean: true }:
                return Mean(figure);
            case { IsDisparity: true }:
                // A class without images has a recall of 0 here, whatever means make of it.
                var recalls = Enumerable.Range(0, Classes)
                    .Select(c => (Low: Share(Domains[c].FirstHits, Supports[c]), High: Share(Domains[c].LastHits, Supports[c]))).ToArray();
                var (top, bestTop) = (recalls.Max(recall => recall.Low), recalls.Max(recall => recall.High));
                var (bottom, bestBottom) = (recalls.Min(recall => recall.Low), recalls.Min(recall => recall.High));
                if (figure.Score == Score.RecallGap) return (Math.Max(0, top - bestBottom), bestTop - bottom);
                if (bestTop == 0) return (double.PositiveInfinity, double.NegativeInfinity);
                if (figure.Score == Score.RecallRatio) return (bottom / bestTop, top == 0 ? 1 : Math.Min(1, bestBottom / top));
                var mean = Supports.All(support => support > 0)
                    ? Mean(FigureName.Macro(Score.Recall))
                    : (Low: recalls.Average(recall => recall.Low), High: recalls.Average(recall => recall.High));
                return (Math.Max(mean.Low / bestTop, 1.0 / Classes), top == 0 ? 1 : Math.Min(1, mean.High / top));
            default:
                return (double.NegativeInfinity, double.PositiveInfinity);
        }
    }

    private (double Low, double High) Mean(FigureName figure)
    {
        double low = 0, high = 0;
        var weights = Weights(figure);
        for (var c = 0; c < Classes; c++)
        {
            var own = Domains[c].Values(figure.Score, Supports[c], Others(c), figure.Parameter);
            var weight = Share(Weight(figure, c), weights);
            (low, high) = (low + weight * own.Low, high + weight * own.High);
        }
        if (figure is { Scope: Scope.Macro, Score: Score.Recall, Class: < 0 }
            && Supports.All(support => support == Supports[0] && support > 0))
            (low, high) = (Math.Max(low, Share(FewestHits, Images)), Math.Min(high, Share(MostHits, Images)));
        return (low, high);
    }

    private bool AlarmsAddUp()
    {
        if (Question.OtherClasses) return true;
        decimal least = 0, most = 0;
        for (var c = 0; c < Classes; c++)
        {
            var (fewest, largest) = Domains[c].FalseAlarms();
            (least, most) = (least + fewest, most + largest);
        }
        return least <= Images - FewestHits && most >= Images - MostHits;
    }

    /// <summary>
    /// Whether shares of hits that are no tie lie so far from one that floating-point arithmetic cannot take them for one.
    /// </summary>
    private bool TellsTies(Admission admission) =>
        (BigInteger)Images * Classes * admission.Low.Denominator < BigInteger.One << 42;

    private static long First(long from, long to, Func<long, bool> reached)
    {
        while (from <= to)
        {
            var middle = from + (to - from) / 2;
            if (reached(middle)) to = middle - 1;
            else from = middle + 1;
        }
        return from;
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private ClassDomain Domain(int c, List<(FigureClaim, Admission)> own) => ClassDomain.Of(
        Supports[c], Question.MostOthers(c), own, Question.Conventions, Question.MostFalseAlarms(c));

    /// <summary>
    /// What a mean leaves each class, the others at their best or worst: a high macro F1 needs a high F1 of every class. Tells
    /// most where classes are few.
    /// </summary>
    private void Narrow(List<(FigureClaim, Admission)>[] own)
    {
        foreach (var (claim, admission) in Shared.Where(claim => claim.Claim.Figure.IsMean))
        {
            if (Domains.Any(domain => domain.Empty)) return;
            var values = Enumerable.Range(0, Classes)
                .Select(c => Domains[c].Values(claim.Figure.Score, Supports[c], Others(c), claim.Figure.Parameter)).ToArray();
            var weights = Weights(claim.Figure);
            double Part(int c) => Share(Weight(claim.Figure, c), weights);
            var (least, most) =
                (Enumerable.Range(0, Classes).Sum(c => Part(c) * values[c].Low),
                    Enumerable.Range(0, Classes).Sum(c => Part(c) * values[c].High));
            // Of a class whose figure may be anything, or has no value, the others cannot be told what they leave.
            if (!double.IsFinite(least) || !double.IsFinite(most)) continue;
            for (var c = 0; c < Classes; c++)
            {
                if (Part(c) == 0) continue;
                var low = (admission.LowDouble - Room - (most - Part(c) * values[c].High)) / Part(c) - Room;
                var high = (admission.HighDouble + Room - (least - Part(c) * values[c].Low)) / Part(c) + Room;
                if (low <= values[c].Low + Room && high >= values[c].High - Room) continue;
                own[c].Add(
                    (new FigureClaim(FigureName.Of(claim.Figure.Score, c) with { Parameter = claim.Figure.Parameter }, new(0, 0),
                        RoundingRule.Nearest), Admission.Between(Coarse(low, down: true), Coarse(high, down: false))));
                Domains[c] = Domain(c, own[c]);
                if (Domains[c].Empty) return;
            }
        }
    }

    /// <summary>A bound of few digits, rounded outward.</summary>
    private static Rational Coarse(double value, bool down)
    {
        const long Units = 1L << 32, Largest = 1L << 24;
        return new((BigInteger)(down
            ? Math.Floor(Math.Clamp(value, -Largest, Largest) * Units)
            : Math.Ceiling(Math.Clamp(value, -Largest, Largest) * Units)), Units);
    }

    private List<(FigureClaim, Admission)>[] OfEachClass()
    {
        var own = new List<(FigureClaim, Admission)>[Classes];
        for (var c = 0; c < Classes; c++) own[c] = [];
        foreach (var (claim, admission) in Claims)
        {
            if (claim.Figure.IsOfClass) own[claim.Figure.Class].Add((claim, admission));
            if (claim.Figure is { Scope: Scope.Whole, Score: Score.NegativePredictiveValue })
                own[0].Add((claim with { Figure = FigureName.Of(Score.Precision, 0) }, admission));
        }
        return own;
    }

    private (long Fewest, long Most) Hits()
    {
        if (Domains.Any(domain => domain.Empty)
            || Shared.Any(claim => claim.Claim.Figure.Score == Score.Images && claim.Claim.Printed.Value != Images))
            return (1, 0);
        var (fewest, most) = (Domains.Sum(domain => domain.FirstHits), Domains.Sum(domain => domain.LastHits));
        var doubt = new Rational((BigInteger)Math.Ceiling(Math.ScaleB(Admission.Doubt(Classes), 60)), BigInteger.One << 60);
        var equal = Supports.All(support => support == Supports[0]) && Question.Conventions == Conventions.Usual;
        foreach (var (claim, admission) in Shared)
        {
            // What says how many hits there are: recall's means, and among classes of one size specificity's too.
            Func<long, Rational>? value = claim.Figure switch
            {
                { Score: Score.Accuracy } or { Scope: Scope.Micro or Scope.Weighted, Score: Score.Recall } when IsOneTable =>
                    hits => Images == 0 ? 0 : new Rational(hits, Images),
                { Scope: Scope.Macro, Score: Score.Recall } when equal => hits => Images == 0 ? 0 : new Rational(hits, Images),
                // Each error is one of two classes, a miss and a false alarm, where the mean is over all.
                { Scope: Scope.Macro, Score: Score.BinaryAccuracy } when Question is { OtherClasses: false, Conventions.Others: null }
                    && Images > 0 && Question.Conventions.Averaged(Score.BinaryAccuracy, Classes) == Classes =>
                    hits => (Rational)1 - new Rational(2 * (Images - hits), Images * Classes),
                { Scope: Scope.Macro or Scope.Weighted, Score: Score.Specificity } when equal && !Question.OtherClasses =>
                    hits => (Rational)1 - new Rational(Images - hits, Images * (Classes - 1)),
                _ => null,
            };
            if (value is null || fewest > most) continue;
            // Both rise with hits: bisection, and the ends exactly.
            fewest = First(fewest, most, hits => value(hits) >= admission.Low - doubt);
            most = First(fewest, most, hits => value(hits) > admission.High + doubt) - 1;
            bool Fits(long hits) => claim.Figure.Score == Score.Accuracy
                ? Scores.Admits(claim, admission, new([Images], [hits], [0]))
                : TellsTies(admission) ? admission.MayAdmit(value(hits)) : true;
            while (fewest <= most && !Fits(fewest)) fewest++;
            while (fewest <= most && !Fits(most)) most--;
        }
        return (fewest, most);
    }
}
