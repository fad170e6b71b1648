using System.Text;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Two files' answers to the same images: brought into one order of images, where both tell them apart, and of classes.
/// </summary>
internal static class SameImages
{
    /// <summary>Both files' answers, row by row to the same image, of the same classes in the first one's order.</summary>
    /// <param name="one">Answers, and the file that they are of.</param>
    /// <param name="other">Another model's.</param>
    /// <param name="note">Told where images are paired by less than what is written.</param>
    /// <exception cref="BadInputException">The images, their truth or the classes are others.</exception>
    public static (Predictions One, Predictions Other) Of(
        (Predictions Answers, string Path) one, (Predictions Answers, string Path) other, Action<string> note)
    {
        var (inRows, arePaired) = InRowsOf(one, other, note);
        if (OtherWords(one.Answers, inRows) is { } words) note($"{other.Path}: {words}");
        var (first, second) = OfSameClasses(CalledAs(one.Answers, inRows), CalledAs(inRows, one.Answers));
        if (first.Classes != second.Classes)
            throw new BadInputException($"--against {other.Path}: {second.Classes} classes, expected the {first.Classes} of {one.Path}");
        var ordered = first.ClassNames is { } names ? second.InOrderOf(names) : second;
        if (ordered is null || !first.NamedClasses.SequenceEqual(ordered.NamedClasses))
            throw new BadInputException($"--against {other.Path}: its classes have other names, expected those of {one.Path}");
        if (!arePaired && !(first.Numbers ?? []).SequenceEqual(second.Numbers ?? []))
        {
            if (!CountRows(first) || !CountRows(second))
                throw new BadInputException(
                    $"--against {other.Path}: its rows are not numbered as those of {one.Path} by a column index or one without a name, "
                    + "expected answers to the same images");
            note(CountedOtherwise(one, other));
        }
        return first.Labels.SequenceEqual(ordered.Labels) ? (first, ordered) : throw new BadInputException(
            $"--against {other.Path}: its labels are not those of {one.Path}, expected answers to the same images");
    }

    /// <summary>
    /// The other's answers in the order of these images, where both files tell them apart: by columns of one name that says so, else by
    /// those whose names say so, else, also where those only count the rows, by whatever columns hold the same values and no numbers, else
    /// by the index of one and such a column of the other that hold the same numbers. Rows stay as they are, and that is said, where
    /// columns may call the same images something else each.
    /// </summary>
    /// <exception cref="BadInputException">Columns contradict each other, or an index and the other file's column do.</exception>
    private static (Predictions Others, bool ArePaired) InRowsOf(
        (Predictions Answers, string Path) one, (Predictions Answers, string Path) other, Action<string> note)
    {
        var (answers, others) = (one.Answers, other.Answers);
        var ids = (
            from mine in answers.Names from its in others.Names where mine.AreIds && its.AreIds select ImagePairing.Of(mine, its)).ToList();
        var whole = ids.FindAll(pairing => pairing.IsWhole);
        if (whole.Exists(pairing => !pairing.MayDiffer)) whole.RemoveAll(pairing => pairing.MayDiffer);
        var deciding = whole.Exists(pairing => pairing.AreOfOneName) ? whole.FindAll(pairing => pairing.AreOfOneName)
            : whole.Count > 0 ? whole
            : ids.FindAll(pairing =>
                pairing is { AreOfOneName: true, CountOtherwise: false } && (pairing.AreTheSame || !pairing.MayDiffer));
        if (deciding.TrueForAll(pairing => pairing.CountAlike)) deciding.AddRange(OfTheSameValues(answers, others));
        var byIndex = deciding.Count > 0 ? [] : ByIndex(answers, others);
        deciding.AddRange(byIndex.FindAll(pairing => pairing.AreTheSame));
        if (deciding.Count == 0)
        {
            if (ids.FindAll(pairing => !pairing.MayDiffer && !pairing.CountOtherwise).MaxBy(pairing => pairing.Found) is not { } nearest)
            {
                if (AsTheyStand(one, other, ids, byIndex) is { } words) note(words);
                return (others, false);
            }
            deciding.Add(nearest);
        }
        var pair = deciding.Find(pairing => pairing.AreTheSame) ?? deciding[0];
        if (pair.Found == 0)
            throw new BadInputException(
                $"--against {other.Path}: none of its {others.Count} images has, by {pair.Columns}, the name of one of {one.Path}, expected "
                + "answers to the same images");
        if (!pair.AreTheSame)
            throw new BadInputException(
                $"--against {other.Path}: {answers.Count - pair.Found} of the {answers.Count} images of {one.Path} are not among its "
                + $"{others.Count} by their names, expected answers to the same images");
        if (deciding.Find(another => !another.Rows.SequenceEqual(pair.Rows)) is { } contrary)
            throw new BadInputException(
                $"--against {other.Path}: its images are those of {one.Path} in another order by {contrary.Columns} than by {pair.Columns}, "
                + "expected one of these columns alone");
        if (!pair.AreIds && !pair.IsRowByRow)
            note(
                $"{other.Path}: its rows are put into the order of those of {one.Path} by {pair.Columns}, whose values are the same: leave "
                + "it out where it tells no images apart");
        if (!pair.AreAsWritten)
            note(
                $"{other.Path}: {pair.Columns} is written otherwise than in {one.Path}: images are paired by the ends of their paths, without "
                + "regard to case and to zeros before numbers");
        return (others.InRows([.. pair.Rows]), true);
    }

    /// <summary>
    /// What is said of rows that nothing pairs, and that are compared as they stand; <see langword="null"/> where nothing need be.
    /// </summary>
    /// <param name="one">Answers, and the file that they are of.</param>
    /// <param name="other">Another model's.</param>
    /// <param name="ids">Pairings by columns whose names say that they tell images apart.</param>
    /// <param name="byIndex">Those by the index of one file.</param>
    /// <exception cref="BadInputException">An index holds other values than the other file's column.</exception>
    private static string? AsTheyStand(
        (Predictions Answers, string Path) one, (Predictions Answers, string Path) other, List<ImagePairing> ids,
        List<ImagePairing> byIndex)
    {
        if (ids.Exists(pairing => pairing.CountOtherwise)) return CountedOtherwise(one, other);
        // Of an index from 1 it is said where the images' numbers are compared.
        if (byIndex.Exists(pairing => pairing.CountOtherwise))
            return one.Answers.Numbers is null && other.Answers.Numbers is null ? CountedOtherwise(one, other) : null;
        if (byIndex.Find(pairing => pairing.Found > 0 || !pairing.Mine.CountsRows && !pairing.Its.CountsRows) is { } apart)
            throw new BadInputException(
                $"--against {other.Path}: its {apart.Its.Column} does not hold the same values as {apart.Mine.Column} of {one.Path}, "
                + "expected it to, or the file without that column where its rows are the same images in that order");
        if (byIndex.Count > 0 || ids.Exists(pairing => !pairing.CountAlike))
            return $"{other.Path}: its images have other names than those of {one.Path}: compared row by row";
        return OfAlmostTheSameValues(one.Answers, other.Answers) is not { } almost ? null
            : $"{other.Path}: {almost.Columns} has {almost.Found} of the {one.Answers.Count} values that it has in {one.Path}: compared row by row";
    }

    /// <summary>
    /// Pairings by columns whose names do not both say that they tell images apart: of one name, else of any. They are looked at where
    /// nothing else decides, for there may be many of them.
    /// </summary>
    private static List<ImagePairing> OfTheSameValues(Predictions answers, Predictions others)
    {
        List<ImagePairing> Found(bool areOfOneName) =>
        [
            .. from mine in answers.Names
               from its in others.Names
               where !(mine.AreIds && its.AreIds) && mine.MayBeTheSame(its)
                   && string.Equals(mine.Column, its.Column, StringComparison.OrdinalIgnoreCase) == areOfOneName
               let pairing = ImagePairing.Of(mine, its)
               where pairing.AreTheSame
               select pairing,
        ];
        return Found(areOfOneName: true) is { Count: > 0 } found ? found : Found(areOfOneName: false);
    }

    /// <summary>
    /// Pairings of an index that one file alone has with the other's columns whose names say that they tell images apart; of one without a
    /// name those alone in which the values are the same.
    /// </summary>
    private static List<ImagePairing> ByIndex(Predictions answers, Predictions others) =>
    [
        .. from index in NamesByIndex(answers, others)
           from its in others.Names
           where its.AreIds
           let pairing = ImagePairing.Of(index, its)
           where pairing.AreTheSame || answers.Index!.HasName
           select pairing,
        .. from index in NamesByIndex(others, answers)
           from mine in answers.Names
           where mine.AreIds
           let pairing = ImagePairing.Of(mine, index)
           where pairing.AreTheSame || others.Index!.HasName
           select pairing,
    ];

    /// <summary>
    /// What an index calls the images; nothing where the other file has one too, whose numbers then are compared, or where it has no name
    /// and only counts the rows, as pandas' index does of any table.
    /// </summary>
    private static IEnumerable<ImageNames> NamesByIndex(Predictions answers, Predictions others)
    {
        if (answers.Index is not { } index || !index.HasName && index.CountsRows) yield break;
        var areNumberedAlike = (answers.Numbers ?? []).SequenceEqual(others.Numbers ?? []);
        if (others.Index is { } its && (its.HasName || !index.HasName || areNumberedAlike)) yield break;
        var keys = new ImageKeyColumn(index.Column, areIds: true);
        for (var image = 0; image < answers.Count; image++) keys.Add(Encoding.UTF8.GetBytes($"{answers.Numbers?[image] ?? image}"));
        // Which rows are which images is said where they are paired by it, as where any columns hold the same values.
        if (keys.InOrder([.. Enumerable.Range(0, answers.Count)]) is { } names)
            yield return names with { AreIds = false, CountsRows = index.CountsRows };
    }

    /// <summary>A column of one name that has most of the values in both files, as another set of mostly the same images has.</summary>
    private static ImagePairing? OfAlmostTheSameValues(Predictions answers, Predictions others) => (
        from mine in answers.Names
        from its in others.Names
        where string.Equals(mine.Column, its.Column, StringComparison.OrdinalIgnoreCase)
        let pairing = ImagePairing.Of(mine, its)
        where 2 * pairing.Found > answers.Count && !pairing.AreTheSame
        select pairing).FirstOrDefault();

    private static string CountedOtherwise((Predictions Answers, string Path) one, (Predictions Answers, string Path) other) =>
        $"{other.Path}: its rows are counted from another number than those of {one.Path}: compared row by row";

    /// <summary>Whether images are numbered as rows are, from 0 or 1, or not at all.</summary>
    private static bool CountRows(Predictions answers) =>
        answers.Numbers is not { } numbers || numbers[0] == 1 && numbers[^1] == numbers.Count;

    /// <summary>
    /// Answers without scores have the classes that occur in them: one that a model alone answers is a class of the other's too.
    /// </summary>
    private static (Predictions, Predictions) OfSameClasses(Predictions one, Predictions other)
    {
        var (mine, its) = (one.NamedClasses, other.NamedClasses);
        IReadOnlyList<string> all = mine.Except(its).Any() && its.Except(mine).Any() ? ClassOrder.Of(mine.Union(its))
            : mine.Count >= its.Count ? mine : its;
        return one.HasScores && mine.Count < all.Count || other.HasScores && its.Count < all.Count
            ? (one, other)
            : (Among(one, all), Among(other, all));
    }

    /// <summary>
    /// Answers called by the names that their file lists where the other's classes have names too, or it lists the same in another order;
    /// else by number.
    /// </summary>
    private static Predictions CalledAs(Predictions answers, Predictions other) =>
        answers.NamesByNumber is { } names && (other.NamesByNumber is { } its
            ? !names.SequenceEqual(its) && AreTheSame(names, its)
            : other.ClassNames is { } called && WholeNumber.OfEach(called) is null)
            ? answers.CalledByName()
            : answers;

    /// <summary>What to say of two lists of other names; <see langword="null"/> where both files have the same, or one has none.</summary>
    private static string? OtherWords(Predictions answers, Predictions others) =>
        answers.NamesByNumber is { } mine && others.NamesByNumber is { } its && !AreTheSame(mine, its)
            ? $"its classes are called {Listed(its)}, and those that it is compared with {Listed(mine)}: compared by their numbers"
            : null;

    private static bool AreTheSame(IReadOnlyList<string> names, IReadOnlyList<string> others) => names.ToHashSet().SetEquals(others);

    private static string Listed(IReadOnlyList<string> names) => OneLine.List(names.Select(OneLine.Name));

    private static Predictions Among(Predictions answers, IReadOnlyList<string> all) =>
        answers.Classes == all.Count ? answers : answers.AmongClasses(all);
}
