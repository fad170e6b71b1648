using Reproduction.Claims.FigureAudits.Readings;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>How many images of each class each fold has.</summary>
/// <param name="Words">Where the folds are from.</param>
/// <param name="Folds">Images a class, one list a fold.</param>
internal sealed record FoldPlan(string Words, IReadOnlyList<long[]> Folds)
{
    private const int MostFolds = 1000;
    private const int MostPlans = 400;

    /// <summary>Classes of which every order is tried: 120.</summary>
    private const int MostOrdered = 5;

    /// <summary>Folds as they were given: <c>10,5;11,4</c>.</summary>
    /// <exception cref="BadInputException">No such list.</exception>
    public static FoldPlan Given(string text)
    {
        long[][] folds = [.. text.Split(';').Select(fold => AuditInput.SupportsOf("--fold-support", fold))];
        if (folds.Any(fold => fold.Length != folds[0].Length))
            throw new BadInputException(
                "--fold-support: folds of unequal numbers of classes, expected images a class for each fold such as 10,5;11,4");
        return new("the given folds", folds);
    }

    /// <summary>
    /// Stratified folds of whole data sets: as scikit-learn has made them since 0.22 (images sorted by class and dealt out in turn), and
    /// as before (what is left over of each class to the first folds); of two classes also with what is left over dealt anyhow, as R's
    /// caret does. Of more, scikit-learn's classes are in the order in which they first appear, which is any.
    /// </summary>
    /// <param name="sets">Images a class of each data set.</param>
    /// <param name="k">Folds a data set.</param>
    /// <param name="repeats">How often each data set was divided.</param>
    /// <returns>The plans, and whether they are all.</returns>
    public static (IReadOnlyList<FoldPlan> Plans, bool All) Stratified(IReadOnlyList<long[]> sets, int k, int repeats)
    {
        if ((long)k * repeats * sets.Count > MostFolds)
            throw new BadInputException($"--folds {k}: more than {MostFolds} folds in all, expected fewer");
        FoldPlan Of(string words, Func<long[], int, long[]> fold) =>
            new(words,
                [.. sets.SelectMany(set => Enumerable.Range(0, repeats)
                    .SelectMany(_ => Enumerable.Range(0, k).Select(i => fold(set, i))))]);
        FoldPlan[] plans =
        [
            Of("stratified folds", (set, i) => InTurn(set, k, i)),
            Of("stratified folds of old", (set, i) => [.. set.Select(images => images / k + (i < images % k ? 1 : 0))]),
        ];
        if (sets is [[var first, var second]] && repeats == 1) return ([.. plans, .. LeftOver(first, second, k)], true);
        if (sets is [{ Length: > 2 and <= MostOrdered } only])
            return (
                [.. plans, .. Orders(only.Length).Select(order => Of("stratified folds", (set, i) => InTurn(set, k, i, order)))
                    .DistinctBy(Key).Where(plan => plans.All(known => Key(known) != Key(plan)))], true);
        var isAnyOrder = k == 1 || sets.All(set => set.Length == 2 || set.All(images => images % k == 0));
        return sets.Count == 1 || k * repeats == 1
            ? (plans, isAnyOrder)
            : ([.. plans, new("each data set's folds counted together",
                [.. sets.Select(set => set.Select(images => images * repeats).ToArray())])], isAnyOrder);
    }

    /// <summary>Equal for plans of the same folds in any order.</summary>
    private static string Key(FoldPlan plan) =>
        string.Join(';', plan.Folds.Select(fold => string.Join(',', fold)).Order(StringComparer.Ordinal));

    /// <summary>All orders of so many classes.</summary>
    private static IEnumerable<int[]> Orders(int classes) => classes == 0
        ? [[]]
        : Orders(classes - 1).SelectMany(order =>
            Enumerable.Range(0, classes).Select(place => (int[])[.. order[..place], classes - 1, .. order[place..]]));

    /// <summary>Folds of nearly one size whose classes are anyhow mixed: all of two folds of two classes; of more, some.</summary>
    /// <param name="set">Images a class.</param>
    /// <param name="k">Folds.</param>
    /// <returns>The plans, and whether they are all.</returns>
    public static (IReadOnlyList<FoldPlan> Plans, bool All) Mixed(long[] set, int k)
    {
        var images = set.Sum();
        long Size(int i) => images / k + (i < images % k ? 1 : 0);
        List<FoldPlan> plans = [];
        if (set.Length > 2) return ([InTurn(set, k), Sorted(set, k, Size)], false);
        if (k == 2)
        {
            var (least, most) = (Math.Max(0, Size(0) - set[0]), Math.Min(set[1], Size(0)));
            var step = Math.Max(1, (most - least) / MostPlans + 1);
            // The most even first.
            foreach (var positives in Enumerable.Range(0, (int)((most - least) / step) + 1).Select(i => least + i * step)
                .OrderBy(p => Math.Abs(2 * p - set[1])))
                plans.Add(
                    new("two folds of one size", [[Size(0) - positives, positives], [set[0] - Size(0) + positives, set[1] - positives]]));
            return (plans, step == 1);
        }
        // From evenly mixed to sorted by class.
        for (var skew = 0; skew <= 10; skew++)
        {
            var folds = new long[k][];
            var (left, room) = (set[1], images);
            for (var i = 0; i < k; i++)
            {
                room -= Size(i);
                var even = (double)set[1] * Size(i) / images;
                var sorted = Math.Min(left, Size(i));
                var positives =
                    Math.Clamp((long)Math.Round(even + (sorted - even) * skew / 10.0), Math.Max(0, left - room), Math.Min(left, Size(i)));
                if (Size(i) - positives < 0) positives = Size(i);
                folds[i] = [Size(i) - positives, positives];
                left -= positives;
            }
            plans.Add(new("folds of one size", folds));
        }
        return (plans, false);
    }

    /// <summary>Folds by how many of them have one image more of both classes, but for the fewest and the most.</summary>
    private static IEnumerable<FoldPlan> LeftOver(long first, long second, int k)
    {
        var (one, other) = (first % k, second % k);
        for (var both = Math.Max(0, one + other - k) + 1; both < Math.Min(one, other); both++)
        {
            var from = one - both;
            yield return new("stratified folds with what is left over dealt anyhow",
                [.. Enumerable.Range(0, k).Select(i => new[]
                {
                    first / k + (i < one ? 1 : 0), second / k + (i >= from && i < from + other ? 1 : 0),
                })]);
        }
    }

    private static FoldPlan InTurn(long[] set, int k) =>
        new("folds of one size", [.. Enumerable.Range(0, k).Select(i => InTurn(set, k, i))]);

    /// <summary>Images sorted by class and cut into folds.</summary>
    private static FoldPlan Sorted(long[] set, int k, Func<int, long> size)
    {
        var folds = new long[k][];
        var left = (long[])set.Clone();
        for (int i = 0, c = 0; i < k; i++)
        {
            folds[i] = new long[set.Length];
            for (var room = size(i); room > 0;)
            {
                while (left[c] == 0) c++;
                var taken = Math.Min(room, left[c]);
                (folds[i][c], left[c], room) = (folds[i][c] + taken, left[c] - taken, room - taken);
            }
        }
        return new("folds of one size, sorted by class", folds);
    }

    private static long[] InTurn(long[] set, int k, int fold, int[]? order = null)
    {
        var counts = new long[set.Length];
        long before = 0;
        foreach (var c in order ?? [.. Enumerable.Range(0, set.Length)])
        {
            // Places before … before + images − 1 of which those ≡ fold modulo k.
            long UpTo(long places) => places <= fold ? 0 : (places - fold - 1) / k + 1;
            counts[c] = UpTo(before + set[c]) - UpTo(before);
            before += set[c];
        }
        return counts;
    }
}
