using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Readings;

/// <summary>One way in which a table may have been meant, and the question that it makes.</summary>
/// <param name="Question">The question.</param>
/// <param name="Words">What is special about it, in words; empty of the usual one.</param>
internal sealed record Reading(CountQuestion Question, IReadOnlyList<string> Words)
{
    /// <summary>Whether it leaves printed averages out, which other readings judge.</summary>
    public bool LeavesAveragesOut => Words.Contains(WithoutImages);

    private const string WithoutImages =
        "averages without images not judged, as they may be of classes that are not listed too";

    private const string Absent = "macro averages without classes that do not occur";

    private const string Counted = "undefined scores count in means";

    private const string Dashed = "dashes for undefined scores, which are left out of means";

    private const string AccuracyCut = "decimals of the accuracy of all images cut off, those of classes perhaps rounded";

    /// <summary>Classes that do not occur, of which any number may have been left out.</summary>
    private const int MostAbsent = 4;

    /// <summary>What holds in this reading, in one line.</summary>
    public string Assumptions(AuditedFigures figures)
    {
        List<string> parts = ["one confusion matrix"];
        if (Question.Conventions.Others is null) parts.Add("one label an image");
        else parts[0] = "one table of two by two a label";
        parts.Add(Question.Conventions.Others is not null
            ? "labels by themselves"
            : Question.OtherClasses
            ? "open (there may be classes that are not listed)"
            : "closed (no classes but these)");
        string[] unjudged =
            [.. figures.Question.Claims.Where(CountsRejected).Select(claim => claim.Figure.Score).Distinct()
                .Where(score => Question.Claims.All(claim => claim.Figure.Score != score))
                .Select(score => score == Score.Specificity ? "specificity" : "npv")];
        if (Question.OtherClasses && unjudged.Length > 0)
            parts.Add(
                $"{string.Join(" and ", unjudged)} not judged, as {(unjudged.Length == 1 ? "it is" : "they are")} of classes that are not "
                + "listed too");
        if (figures.Report is null && Question.Supports.Count == 2
            && Question.Claims.Any(claim => claim.Figure.IsOfClass && claim.PublishedAs?.Contains('[', StringComparison.Ordinal) == false))
            parts.Add("what names no class is of the positive one");
        if (figures.Report is not null)
            parts.Add(Words.Contains(Counted)
                ? $"zero_division {Question.Conventions.ZeroDivision} ({Counted})"
                : figures.Question.Conventions.LeftOut.Count > 0 || Words.Contains(Dashed)
                ? "zero_division nan (undefined scores are left out of means)"
                : $"zero_division {Question.Conventions.ZeroDivision}");
        parts.AddRange(
            Words.Where(words => words is Absent or WithoutImages or AccuracyCut
                || words.StartsWith("the last line", StringComparison.Ordinal)));
        if (Question.Claims.Any(claim => claim.Figure is { Scope: Scope.Macro, Score: Score.F1 }))
            parts.Add("macro F1 the mean of the F1s");
        var rules = Question.Claims.Select(claim => claim.Rule).Distinct().Select(rule => rule.ToString().ToLowerInvariant());
        parts.Add($"rounded by {string.Join(" or ", rules)}");
        if (Question.Claims.Any(claim => claim.IsOfSinglePrecision)) parts.Add(SinglePrecision.Words);
        return string.Join(", ", parts);
    }

    /// <summary>All readings of figures, the most usual first.</summary>
    public static IReadOnlyList<Reading> Of(AuditedFigures figures)
    {
        List<Reading> readings = [new(figures.Question, [])];
        if (figures.Report is { } report)
        {
            foreach (var unsaid in report.Unsaid) readings = [.. readings.SelectMany(reading => Averaged(reading, unsaid))];
            if (report.MayBeOpen) readings = [.. readings.SelectMany(reading => Openings(reading, figures))];
            readings = [.. readings, .. readings.SelectMany(reading => OfUndefined(reading, report))];
            if (report is { MayBeOpen: true, WithoutImages.Count: > 0 })
            {
                Reading[] without = [.. OpenWithoutAverages(figures, report)];
                readings = [.. readings, .. without, .. without.SelectMany(reading => OfUndefined(reading, report))];
            }
            readings = [.. readings, .. readings.SelectMany(OfThoseThatOccur)];
            if (MayDivideByNothing(figures.Question)) readings = [.. readings, .. readings.Select(reading => reading with
            {
                Question = reading.Question with { Conventions = reading.Question.Conventions with { ZeroDivision = 1 } },
                Words = [.. reading.Words, "zero_division=1"],
            })];
        }
        if (!figures.IsRuleGiven && figures.Report?.Table is { MayCutDigits: true })
            readings = [.. readings, .. readings.SelectMany(OfAccuracyCut)];
        if (!figures.IsRuleGiven && figures.Question.Claims.Any(claim => claim.Rule == RoundingRule.Printf))
            readings =
                [.. readings,
                    .. readings.Select(reading =>
                        reading with { Question = reading.Question.Under(RoundingRule.Nearest),
                            Words = [.. reading.Words, "a tie at the last digit rounded by hand"] })];
        return [.. readings, .. readings.SelectMany(OfSinglePrecision)];
    }

    private static IEnumerable<Reading> Averaged(Reading reading, IReadOnlyList<FigureClaim> unsaid)
    {
        foreach (var (scope, words) in new[] { (Scope.Weighted, "the last line the weighted average"),
            (Scope.Macro, "the last line the macro average"), (Scope.Micro, "the last line the micro average") })
            yield return new(
                reading.Question with
                {
                    Claims = [.. reading.Question.Claims,
                    .. unsaid.Where(claim => scope != Scope.Micro || claim.Figure.Score is Score.Precision or Score.Recall or Score.F1)
                        .Select(claim => claim with { Figure = claim.Figure with { Scope = scope } })]
                }, [.. reading.Words, words]);
    }

    private static IEnumerable<Reading> Openings(Reading reading, AuditedFigures figures)
    {
        var question = reading.Question;
        yield return reading with { Question = question with { OtherClasses = false }, Words = [.. reading.Words, "closed"] };
        // Claims about all images say that the table shows all classes.
        if (question.Claims.All(claim => claim.Figure.IsOfImages || ClaimText.IsOfListed(claim.Figure) || CountsRejected(claim)))
            yield return reading with
            {
                Question =
                    question with
                    {
                        OtherClasses = true,
                        Claims = [.. question.Claims.Where(claim => !CountsRejected(claim))]
                    },
                Words = [.. reading.Words, "open"],
            };
        else if (figures.Question.OtherClasses)
            yield return reading with { Words = [.. reading.Words, "open"] };
    }

    /// <summary>The open reading in which averages without images may be over classes that are not listed.</summary>
    private static IEnumerable<Reading> OpenWithoutAverages(AuditedFigures figures, PrintedReport report)
    {
        var question = figures.Question;
        Reading[] readings =
            [new(question with { Claims = [.. question.Claims.Where(claim => !report.WithoutImages.Contains(claim))] }, [WithoutImages])];
        foreach (var unsaid in report.Unsaid.Where(own => own.Any(claim => !report.WithoutImages.Contains(claim))))
            readings = [.. readings.SelectMany(reading => Averaged(reading, unsaid))];
        return readings.SelectMany(reading => Openings(reading, figures)).Where(reading => reading.Question.OtherClasses);
    }

    /// <summary>
    /// What means make of a score in whose place no number stands. "N/A" may have been put for the 0 that a program prints and counts; a
    /// dash for a score that is undefined and left out, and then nothing of the class was hit, or nothing was taken for it.
    /// </summary>
    private static IEnumerable<Reading> OfUndefined(Reading reading, PrintedReport report)
    {
        var question = reading.Question;
        if (question.Conventions.LeftOut.Count > 0)
            yield return new(
                question with { Conventions = question.Conventions with { LeftOut = new HashSet<(Score, int)>() } },
                [.. reading.Words, Counted]);
        (Score Score, int Class)[] blank =
            [.. report.Blank.Where(score => question.Claims.Any(claim => claim.Figure.IsMean && claim.Figure.Score == score.Score))];
        if (blank.Length == 0) yield break;
        var rule = question.Claims[0].Rule;
        yield return new(
            question with
            {
                Claims = [.. question.Claims, .. blank.Select(score => score.Class).Distinct()
                    .Select(c => new FigureClaim(FigureName.Of(Score.TruePositives, c), new(0, 0), rule))],
                Conventions = question.Conventions.Without(blank),
            }, [.. reading.Words, Dashed]);
    }

    /// <summary>
    /// Macro averages over the classes that occur, as scikit-learn's functions have them: a class without images that nothing was taken
    /// for is none of them. Of several without images each number may be so.
    /// </summary>
    private static IEnumerable<Reading> OfThoseThatOccur(Reading reading)
    {
        var question = reading.Question;
        Score[] averaged =
            [.. question.Claims.Where(claim => claim.Figure.Scope == Scope.Macro).Select(claim => claim.Figure.Score).Distinct()];
        if (averaged.Length == 0 || question.Conventions.LeftOut.Count > 0 || reading.Words.Contains(Counted)) yield break;
        int[] absent = [.. Enumerable.Range(0, question.Supports.Count).Where(c => question.Supports[c] == 0)];
        for (var left = absent.Length; left > Math.Max(0, absent.Length - MostAbsent); left--)
        {
            int[] own = [.. absent.Take(left)];
            var conventions = question.Conventions.Without([.. own.SelectMany(c => averaged.Select(score => (score, c)))]);
            yield return new(
                question with { Conventions = conventions with { NeverTaken = own.ToHashSet() } }, [.. reading.Words, Absent]);
        }
    }

    /// <summary>
    /// The accuracy of all images with its decimals cut off, as the course divides it without a rest, beside those of classes that may be
    /// rounded: each is printed by a line of its own.
    /// </summary>
    private static IEnumerable<Reading> OfAccuracyCut(Reading reading)
    {
        var claims = reading.Question.Claims;
        if (claims.Count(claim => claim.Rule == RoundingRule.Any) > 1)
            yield return new(
                reading.Question with
                {
                    Claims = [.. claims.Select(claim => claim.Figure == FigureName.Accuracy && claim.Rule == RoundingRule.Any
                        ? claim with { Rule = RoundingRule.Truncate }
                        : claim)],
                }, [.. reading.Words, AccuracyCut]);
    }

    /// <summary>Whether a score counts the images that are none of a class and were not taken for it.</summary>
    private static bool CountsRejected(FigureClaim claim) => claim.Figure.Score == Score.Specificity
        || (claim.Figure.Score == Score.NegativePredictiveValue && claim.Figure.Scope != Scope.Whole);

    private static IEnumerable<Reading> OfSinglePrecision(Reading reading)
    {
        if (SinglePrecision.Of(reading.Question.Claims) is { } claims)
            yield return new(reading.Question with { Claims = claims }, [.. reading.Words, SinglePrecision.Words]);
    }

    /// <summary>Whether a class has a score that may be of nothing: no images, or a precision of 1 without a hit.</summary>
    private static bool MayDivideByNothing(CountQuestion question)
    {
        for (var c = 0; c < question.Supports.Count; c++)
        {
            if (question.Supports[c] == 0) return true;
            bool Prints(Score score, int value) =>
                question.Claims.Any(claim => claim.Figure == FigureName.Of(score, c) && new Admission(claim).MayAdmit(value));
            if (Prints(Score.Precision, 1) && Prints(Score.Recall, 0)) return true;
        }
        return false;
    }
}
