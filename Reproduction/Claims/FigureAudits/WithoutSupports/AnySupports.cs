using System.Numerics;
using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.WithoutSupports;

/// <summary>Figures of two classes without supports: can they be true together for any, or for any of so many images?</summary>
/// <param name="Possibility">The verdict.</param>
/// <param name="Claims">The figures.</param>
/// <param name="Words">For which supports the verdict is, and why.</param>
internal sealed record AnySupports(Possibility Possibility, IReadOnlyList<FigureClaim> Claims, string Words)
{
    /// <summary>What every such verdict rests on.</summary>
    public const string Assumption = "one confusion matrix, two classes, the positive one recalled by sensitivity";

    private const int MostImages = 2_000;
    private const long MostGiven = 20_000;

    private static readonly string[] TwoNames = ["0", "1"];

    /// <summary>Supports and counts that print every figure; null unless the figures are consistent.</summary>
    public (long[] Supports, Reproduction.Metrics.ConfusionMatrix Matrix)? Witness { get; private init; }

    /// <summary>A smallest set of figures that clash already; null where the words say what clashes, or nothing does.</summary>
    public AnySupportsClash? Clash { get; private init; }

    /// <summary>Whether it was found impossible by a search, which names no figures.</summary>
    private bool IsSearched { get; init; }

    /// <summary>Judges claims.</summary>
    /// <exception cref="BadInputException">A claim that cannot be read.</exception>
    public static AnySupports Of(AuditInput input)
    {
        input.CheckLastLine();
        var rule = input.Rounding is null ? RoundingRule.Nearest : AuditInput.RuleOf(input.Rounding);
        if (input.Images is { } said && said < 2) throw new BadInputException($"--images: found {said}, expected 2 or more");
        var positive = PositiveClass.Among(TwoNames, input.Positive);
        FigureClaim[] claims;
        try
        {
            var figures = new AuditedFigures(TwoNames, new([1, 1], []));
            claims = [.. input.Claims.SelectMany(claim => Errors(claim, input.Images, rule, positive) is { } errors
                ? [errors]
                : ClaimText.Read(claim, figures, rule, positive))];
        }
        catch (BadInputException e) when (input.Support is null && input.Images is null)
        {
            throw new BadInputException($"{e.Message}; without --support the figures are read as those of two classes", e);
        }
        var answer = Of(claims, input.Images);
        if (answer.Possibility != Possibility.Impossible) return answer;
        if (SinglePrecision.Of(claims) is not { } single) return answer with { Clash = ClashOf(answer, claims, input.Images) };
        FigureClaim[] widest = [.. single];
        return Of(widest, input.Images) is { Possibility: not Possibility.Impossible } other
            ? other with { Words = $"{other.Words}; {SinglePrecision.Words}" }
            : answer with { Clash = ClashOf(answer, widest, input.Images) };
    }

    /// <summary>A count of errors, of so many positives what is missing to the images of a class; null of any other claim.</summary>
    /// <exception cref="BadInputException">Nothing says how many images there are.</exception>
    private static FigureClaim? Errors(string claim, long? images, RoundingRule rule, int positive)
    {
        var (name, value) = ClaimText.Split(claim);
        if (PublishedNames.Errors(name) is not var (score, _)) return null;
        if (images is null)
            throw new BadInputException($"--support: missing beside {name}, expected images a class such as 200,100, or --images of all");
        var figure = FigureName.Of(score, positive);
        return new(figure, ClaimText.Number(claim, value, figure), rule) { PublishedAs = name };
    }

    private static bool IsCount(FigureClaim claim) => claim.Figure.Score is Score.TruePositives or Score.TrueNegatives;

    /// <summary>Figures as a question about so many negatives and positives; null where more of these are wrong than there are.</summary>
    private static CountQuestion? With(IReadOnlyList<FigureClaim> claims, long negatives, long positives)
    {
        var own = claims.ToArray();
        for (var i = 0; i < own.Length; i++)
        {
            if (!IsCount(own[i]) || own[i].PublishedAs is not { } name || PublishedNames.Errors(name) is not var (_, ofOthers)) continue;
            var (images, errors) = (ofOthers == (own[i].Figure.Class == 1) ? negatives : positives, own[i].Printed);
            own[i] = own[i] with { Printed = errors with { Scaled = images * BigInteger.Pow(10, errors.Digits) - errors.Scaled } };
            if (own[i].Printed.Scaled.Sign < 0) return null;
        }
        return new([negatives, positives], own);
    }

    /// <summary>What clashes, where the words do not say it.</summary>
    private static AnySupportsClash? ClashOf(AnySupports answer, FigureClaim[] claims, long? given) =>
        !answer.IsSearched ? null
        : given is <= MostGiven and var images
            ? AnySupportsClash.Of(claims, images, (chosen, positives) => With(chosen, images - positives, positives) is { } question
                ? IntegerAudit.Possible(question, TimeSpan.FromSeconds(1))
                : Possibility.Impossible)
        : AnySupportsClash.OfAll(claims);

    /// <summary>Whether no share of positives among so many images prints figures of the positive class.</summary>
    public static bool Exclude(IReadOnlyList<FigureClaim> claims, long images) =>
        claims.Count > 0 && images > 1 && Of([.. claims], images).Possibility == Possibility.Impossible;

    /// <summary>Figures of the positive class of two among so many images, 2 or more.</summary>
    public static AnySupports Among(IReadOnlyList<FigureClaim> claims, long images) => Of([.. claims], images);

    private static AnySupports Of(FigureClaim[] claims, long? given)
    {
        if ((GeneralBounds.Clash(claims, Conventions.Usual) ?? GeneralBounds.WeightedRecall(claims)) is { } bound)
            return new(Possibility.Impossible, claims, $"for any supports: {bound}");
        // Figures of a whole table may be of any number of classes.
        if (claims.All(claim => !claim.Figure.IsOfClass && claim.Figure.Score is not Score.NegativePredictiveValue))
            return new(Possibility.Undecided, claims,
                "these figures may be of any number of classes: --support says how many images each has");
        // Of so many images each number of positives is tried, and counts are those of that number.
        if (claims.Any(claim => claim.Figure.Score is Score.AurocOvrMacro or Score.Images or Score.TopAccuracy
            || (given is null && IsCount(claim))))
            return new(Possibility.Undecided, claims,
                "counts and areas say little without supports: --support says how many images each class has");
        var (prevalences, areAll, refuted) = new PrevalenceSearch(claims).Run();
        if (refuted)
            return new(Possibility.Impossible, claims,
                "for any supports: no recall, specificity and share of positives, whole numbers or not, print them all")
            {
                IsSearched = true,
            };
        return given is { } images ? OfImages(claims, images, prevalences, areAll) : Smallest(claims, prevalences);
    }

    private static AnySupports OfImages(FigureClaim[] claims, long images, (double Low, double High) prevalence, bool areAll)
    {
        if (images > MostGiven)
            return new(Possibility.Undecided, claims,
                $"more than {Numbers.Whole(MostGiven)} images: --support says how many each class has");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var isUndecided = false;
        bool IsLikely(int positives) =>
            positives >= (long)(prevalence.Low * images) - 1 && positives <= (long)(prevalence.High * images) + 1;
        var likelyFirst = Enumerable.Range(1, (int)images - 1).OrderByDescending(IsLikely);
        foreach (var positives in areAll ? likelyFirst.TakeWhile(IsLikely) : likelyFirst)
        {
            if (clock.Elapsed > IntegerAudit.DefaultBudget)
                return new(Possibility.Undecided, claims,
                    $"not every share of positives of {Numbers.Whole(images)} images could be tried");
            if (Try(claims, images - positives, positives, ref isUndecided) is { } found) return found;
        }
        if (isUndecided)
            return new(Possibility.Undecided, claims, $"some shares of positives of {Numbers.Whole(images)} images took too long");
        return new(Possibility.Impossible, claims,
            $"of {Numbers.Whole(images)} images, whatever the share of positives: each number of positives was tried")
        {
            IsSearched = true,
        };
    }

    private static AnySupports Smallest(FigureClaim[] claims, (double Low, double High) prevalence)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var isUndecided = false;
        for (var images = 2; images <= MostImages && clock.Elapsed < IntegerAudit.DefaultBudget; images++)
            for (var positives = Math.Max(1, (long)Math.Floor(prevalence.Low * images)); positives <= Math.Min(images - 1,
                (long)Math.Ceiling(prevalence.High * images)); positives++)
            {
                if (Try(claims, images - positives, positives, ref isUndecided) is { } found) return found;
                // A wide range of shares: a few of them for each number of images.
                positives += (long)((prevalence.High - prevalence.Low) * images / 16);
            }
        return new(Possibility.Undecided, claims,
            $"no supports were excluded, and none of up to {Numbers.Whole(MostImages)} images found: --support or --images says more");
    }

    private static AnySupports? Try(FigureClaim[] claims, long negatives, long positives, ref bool isUndecided)
    {
        if (With(claims, negatives, positives) is not { } question) return null;
        var answer = IntegerAudit.Possible(question, TimeSpan.FromSeconds(1));
        isUndecided |= answer == Possibility.Undecided;
        if (answer != Possibility.Consistent) return null;
        long[] supports = [negatives, positives];
        return new(Possibility.Consistent, claims,
            $"for {Numbers.Whole(negatives)} negatives and {Numbers.Whole(positives)} positives, say")
        {
            Witness = (supports, IntegerAudit.Decide(question).Witness!),
        };
    }
}
