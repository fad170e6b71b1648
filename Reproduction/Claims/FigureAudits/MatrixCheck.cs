using System.Globalization;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Whether a confusion matrix that was published with figures prints them.</summary>
/// <param name="Matrix">The matrix, rows the images of a class.</param>
/// <param name="IsOfTheseImages">Whether its rows add up to the supports, as they stand or exchanged with its columns.</param>
/// <param name="NotPrinted">Figures that it does not print.</param>
internal sealed record MatrixCheck(ConfusionMatrix Matrix, bool IsOfTheseImages, IReadOnlyList<FigureClaim> NotPrinted)
{
    /// <summary>What the matrix prints in the place of each figure.</summary>
    public IReadOnlyList<string> Reasons { get; private init; } = [];

    /// <summary>Of more classes no other order is tried.</summary>
    private const int MostOrdered = 50;

    /// <summary>What messages call it.</summary>
    public string Title { get; private init; } = "";

    /// <summary>Whether it prints every figure, and has the hits that the table counts.</summary>
    public bool Agrees => Reasons.Count == 0;

    /// <summary>Whether it prints every figure, and has other hits than the table counts.</summary>
    public bool HasOtherHits => NotPrinted.Count == 0 && !Agrees;

    /// <summary>What leaves open whether it is of these classes in their order, so that it is not judged.</summary>
    public string? Doubt { get; private init; }

    /// <summary>Whether it prints every figure with its classes in another order than the one in which they stand.</summary>
    public bool IsInAnotherOrder { get; private init; }

    /// <summary>Whether it is what the table itself counts.</summary>
    public bool IsOfCounts { get; private init; }

    /// <summary>What messages call the matrices beside it that do not print every figure.</summary>
    public IReadOnlyList<string> NotJudged { get; private init; } = [];

    /// <summary>
    /// The matrix, and the reading of the figures, that print most of them; <see langword="null"/> where there is no matrix. Where the
    /// table has counts of its own, a matrix beside it has to have them too.
    /// </summary>
    /// <param name="found">All matrices beside the figures.</param>
    /// <param name="readings">All readings of the figures.</param>
    public static (MatrixCheck Check, Reading Reading)? Of(IReadOnlyList<FoundMatrix> found, IReadOnlyList<Reading> readings)
    {
        if (Judged(found, readings) is not var (check, reading)) return null;
        bool Agrees(FoundMatrix matrix) => Of(matrix, reading.Question) is { IsOfTheseImages: true, Agrees: true };
        string[] others =
            [.. found.Where(matrix => !matrix.IsOfCounts && matrix.Title != check.Title && !Agrees(matrix)).Select(matrix => matrix.Title)];
        return (check with { NotJudged = others }, reading);
    }

    private static (MatrixCheck Check, Reading Reading)? Judged(IReadOnlyList<FoundMatrix> found, IReadOnlyList<Reading> readings)
    {
        var counted = Best(found.Where(matrix => matrix.IsOfCounts), readings);
        var pasted = Best(found.Where(matrix => !matrix.IsOfCounts), readings);
        if (counted is not var (counts, _)) return pasted;
        if (pasted is not var (matrix, reading) || !matrix.IsOfTheseImages || !counts.Agrees) return counted;
        return matrix.Agrees ? (matrix with { Reasons = OtherHits(counts, matrix, reading.Question) }, reading) : pasted;
    }

    private static (MatrixCheck Check, Reading Reading)? Best(IEnumerable<FoundMatrix> found, IReadOnlyList<Reading> readings)
    {
        (MatrixCheck Check, Reading Reading)[] checks =
            [.. found.SelectMany(matrix => readings.Select(reading => (Of(matrix, reading.Question), reading)))];
        if (checks.Length == 0) return null;
        var own = checks.Where(check => check.Check.IsOfTheseImages).ToArray();
        var best = own.Length == 0 ? checks[0] : own.MinBy(check => check.Check.NotPrinted.Count);
        // Of several matrices of these images none need be of these predictions.
        return !best.Check.Agrees && own.DistinctBy(check => check.Check.Title)
            .Count() > 1 ? (best.Check with { IsOfTheseImages = false }, best.Reading) : best;
    }

    private static string[] OtherHits(MatrixCheck counts, MatrixCheck matrix, CountQuestion question) =>
    [
        .. from c in Enumerable.Range(0, question.Supports.Count)
           where counts.Matrix[c, c] != matrix.Matrix[c, c]
           let name = question.ClassNames?[c] ?? $"class {c}"
           select $"{matrix.Title} has {matrix.Matrix[c, c]} hits of {name}, {counts.Title} {counts.Matrix[c, c]}.",
    ];

    /// <summary>The one matrix of figures beside which there is no table.</summary>
    public static MatrixCheck Of(AuditedFigures figures) => Of(figures.Matrices[0], figures.Question);

    private static MatrixCheck Of(FoundMatrix found, CountQuestion question)
    {
        MatrixCheck? best = null;
        // Of two classes without names the positive one may stand first, as in TP FN / FP TN.
        var mayBeReversed = found.Classes == 2 && (found.IsInAnyOrder || (found.Names is null && !found.IsOfCounts));
        FoundMatrix[] orders = mayBeReversed ? [found, found.Reversed] : [found];
        foreach (var counts in orders.SelectMany(ordered => ordered.Labelled))
            if (Of(found, counts, question) is { } check && (best is null || check.NotPrinted.Count < best.NotPrinted.Count)) best = check;
        if (best is { Agrees: true }) return best;
        foreach (var counts in Ordered(found, question, areImagesKnown: true).SelectMany(ordered => ordered.Labelled))
            if (Of(found, counts, question) is { Agrees: true } check) return check with { IsInAnotherOrder = true };
        if (best is not null && found.MayBeOfOthers)
            return best with { IsOfTheseImages = false, Doubt = "whose columns have numbers where its rows have names" };
        if (best is not null && found.IsInAnyOrder && question.Supports.Distinct().Count() < question.Supports.Count)
            return best with { IsOfTheseImages = false, Doubt = "whose classes have other names than the table's" };
        return best ?? new(new(found.Counts), false, []) { Title = found.Title };
    }

    /// <summary>What is said of counts with the images of a class in a row; <see langword="null"/> if they are of other images.</summary>
    private static MatrixCheck? Of(FoundMatrix found, long[,] counts, CountQuestion question)
    {
        var matrix = new ConfusionMatrix(counts);
        var sums = Enumerable.Range(0, matrix.Classes).Select(matrix.Support);
        if (!sums.Take(question.Supports.Count).SequenceEqual(question.Supports)) return null;
        var isOpen = matrix.Classes > question.Supports.Count && !question.OtherClasses;
        if (isOpen && !found.IsOfSingleClasses) return null;
        var own = Counts(matrix, question);
        FigureClaim[] missing =
            [.. question.Claims.Where(claim => !claim.Figure.IsOfImages && (!isOpen || IsOfItsCounts(claim))
                && !Scores.Admits(claim, new(claim), own))];
        return new(matrix, true, missing)
        {
            Title = found.Title,
            IsOfCounts = found.IsOfCounts,
            Reasons = [.. missing.Select(claim => Reason(claim, own, question, found.IsOfCounts))]
        };
    }

    /// <summary>
    /// A matrix of which nothing says in which order its classes stand, in one in which each prints what the table says of it: for either
    /// meaning of its rows one at most, as averages are the same in all orders.
    /// </summary>
    /// <param name="found">The matrix.</param>
    /// <param name="question">The table's figures.</param>
    /// <param name="areImagesKnown">Whether the table has images of each class, which have to be the matrix's.</param>
    public static IEnumerable<FoundMatrix> Ordered(FoundMatrix found, CountQuestion question, bool areImagesKnown)
    {
        var classes = question.Supports.Count;
        // Numbers that count up, and names in the order of the alphabet, are the order in which a matrix has its classes too.
        if (!found.HasNoOrder || found.Classes != classes || classes > MostOrdered || question.Conventions.Others is not null
            || question.ClassNames is not { } names || AreCounted(names)
            || names.SequenceEqual(names.Order(StringComparer.OrdinalIgnoreCase))) yield break;
        var claims = question.Claims.Where(claim => claim.Figure.IsOfClass).ToLookup(claim => claim.Figure.Class);
        foreach (var counts in found.Labelled)
        {
            var matrix = new ConfusionMatrix(counts);
            var own = Counts(matrix, question with { Supports = FoundMatrix.Supports(counts) });
            var fits = new bool[classes, classes];
            for (var c = 0; c < classes; c++)
                for (var place = 0; place < classes; place++)
                    fits[c, place] = (!areImagesKnown || matrix.Support(place) == question.Supports[c]) && claims[c].All(claim =>
                        Scores.Admits(claim with { Figure = claim.Figure with { Class = place } }, new(claim), own));
            if (Assigned(fits) is { } places) yield return found.Placed(places);
        }
    }

    /// <summary>The share of a table's figures that a matrix prints, in whichever order its classes stand where nothing says it.</summary>
    /// <param name="found">The matrix.</param>
    /// <param name="counts">Its counts with the images of a class in a row.</param>
    /// <param name="question">The table's figures.</param>
    public static double SharePrinted(FoundMatrix found, long[,] counts, CountQuestion question)
    {
        var classes = Enumerable.Range(0, question.Supports.Count).ToArray();
        var own = Counts(new ConfusionMatrix(counts), question with { Supports = FoundMatrix.Supports(counts) });
        var claims = question.Claims.Where(claim => !claim.Figure.IsOfImages).ToLookup(claim => claim.Figure.IsOfClass);
        int PrintedAt(int c, int place) => claims[true].Count(claim => claim.Figure.Class == c
            && Scores.Admits(claim with { Figure = claim.Figure with { Class = place } }, new(claim), own));
        var printed = claims[false].Count(claim => Scores.Admits(claim, new(claim), own))
            + classes.Sum(c => classes.Where(place => place == c || found.HasNoOrder).Max(place => PrintedAt(c, place)));
        return (double)printed / Math.Max(1, claims.Sum(kind => kind.Count()));
    }

    private static bool AreCounted(IReadOnlyList<string> names)
    {
        var last = -1L;
        foreach (var name in names)
            if (!long.TryParse(FoundMatrix.Bare(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= last)
                return false;
            else
                last = number;
        return true;
    }

    /// <summary>Of each class a place that fits it, and no other has; <see langword="null"/> if not all find one.</summary>
    private static int[]? Assigned(bool[,] fits)
    {
        var classes = fits.GetLength(0);
        int[] owners = [.. Enumerable.Repeat(-1, classes)];
        for (var c = 0; c < classes; c++)
            if (!Finds(c, new bool[classes])) return null;
        return [.. Enumerable.Range(0, classes).Select(c => Array.IndexOf(owners, c))];

        // Whoever has the place may find another.
        bool Finds(int c, bool[] tried)
        {
            for (var place = 0; place < classes; place++)
            {
                if (!fits[c, place] || tried[place]) continue;
                tried[place] = true;
                if (owners[place] >= 0 && !Finds(owners[place], tried)) continue;
                owners[place] = c;
                return true;
            }
            return false;
        }
    }

    /// <summary>Whether a figure is of a class's own hits, misses and false alarms, whatever the others have.</summary>
    private static bool IsOfItsCounts(FigureClaim claim) =>
        claim.Figure.IsOfClass && claim.Figure.Score is Score.Precision or Score.Recall or Score.F1 or Score.Jaccard;

    /// <summary>Whether the matrix prints every figure of a question.</summary>
    public static Possibility Verdict(ConfusionMatrix matrix, CountQuestion question) =>
        question.Claims.All(claim => claim.Figure.IsOfImages || Scores.Admits(claim, new(claim), Counts(matrix, question)))
            ? Possibility.Consistent
            : Possibility.Impossible;

    /// <summary>The counts of a question's classes, of which the matrix may have one more.</summary>
    public static Counts Counts(ConfusionMatrix matrix, CountQuestion question)
    {
        var classes = Enumerable.Range(0, question.Supports.Count);
        return new(question.Supports, [.. classes.Select(c => matrix[c, c])], [.. classes.Select(c => matrix.Predicted(c) - matrix[c, c])],
            question.Conventions);
    }

    private static string Reason(FigureClaim claim, Counts counts, CountQuestion question, bool isOfCounts)
    {
        // An area is no function of counts: they bound it.
        if (claim.Figure.Score == Score.Auroc) return $"no curve with this matrix has {claim.Name} = {claim.Printed}.";
        var value = Scores.Variants(claim.Figure, counts).First();
        if (claim.Complement) value = 1 - value;
        return $"{(isOfCounts ? "these counts make" : "the matrix makes")} {claim.NameIn(question.ClassNames)} "
            + $"{(double.IsFinite(value) ? PrintedNumber.Fixed(value, Math.Min(12, claim.Printed.Digits + 2)) : "undefined")}, not "
            + $"{claim.Printed}.";
    }
}
