namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Two files' answers to the same images: brought into one order of images, where both tell them apart, and of classes.
/// </summary>
internal static class SameImages
{
    /// <summary>Both files' answers, row by row to the same image, of the same classes in the first one's order.</summary>
    /// <param name="one">Answers, and the file that they are of.</param>
    /// <param name="other">Another model's.</param>
    /// <param name="note">Told where images have other names.</param>
    /// <exception cref="BadInputException">The images, their truth or the classes are others.</exception>
    public static (Predictions One, Predictions Other) Of(
        (Predictions Answers, string Path) one, (Predictions Answers, string Path) other, Action<string> note)
    {
        var (first, second) = OfSameClasses(one.Answers, InRowsOf(one, other, note));
        if (first.Classes != second.Classes)
            throw new BadInputException($"--against {other.Path}: {second.Classes} classes, expected the {first.Classes} of {one.Path}");
        var ordered = first.ClassNames is { } names ? second.InOrderOf(names) : second;
        if (ordered is null || !first.NamedClasses.SequenceEqual(ordered.NamedClasses))
            throw new BadInputException($"--against {other.Path}: its classes have other names, expected those of {one.Path}");
        if (!(first.Numbers ?? []).SequenceEqual(second.Numbers ?? []))
            throw new BadInputException(
                $"--against {other.Path}: its rows are not numbered, in a column without a name, as those of {one.Path}, expected answers to "
                + "the same images");
        return first.Labels.SequenceEqual(ordered.Labels) ? (first, ordered) : throw new BadInputException(
            $"--against {other.Path}: its labels are not those of {one.Path}, expected answers to the same images");
    }

    /// <summary>The other's answers in the order of these images, where both files tell them apart, as by file names.</summary>
    private static Predictions InRowsOf(
        (Predictions Answers, string Path) one, (Predictions Answers, string Path) other, Action<string> note)
    {
        var (answers, others) = (one.Answers, other.Answers);
        var all = (from mine in answers.Names
                   from its in others.Names
                   select (mine.Column, Other: its.Column, Rows: mine.PlacesIn(its))).ToList();
        if (all.Count == 0) return others;
        // Columns of one name mean the same; else whatever columns hold the same.
        var pairs = all.Where(pair => string.Equals(pair.Column, pair.Other, StringComparison.OrdinalIgnoreCase)).ToList();
        if (pairs.Count == 0) pairs = [all.MaxBy(pair => pair.Rows.Count(row => row >= 0))];
        var pair = pairs[0];
        if (pair.Rows.All(row => row < 0) && pairs.Count == 1)
        {
            note($"{other.Path}: its images have other names than those of {one.Path}: compared row by row");
            return others;
        }
        if (pair.Rows.Count(row => row < 0) is var lacking && (lacking > 0 || others.Count > answers.Count))
            throw new BadInputException(
                $"--against {other.Path}: {lacking} of the {answers.Count} images of {one.Path} are not among its {others.Count} by their "
                + "names, expected answers to the same images");
        if (pairs.FirstOrDefault(another => !another.Rows.SequenceEqual(pair.Rows)) is { Column: { } column })
            throw new BadInputException(
                $"--against {other.Path}: its images are those of {one.Path} in another order by {column} than by {pair.Column}, expected one of "
                + "these columns alone");
        return others.InRows(pair.Rows);
    }

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

    private static Predictions Among(Predictions answers, IReadOnlyList<string> all) =>
        answers.Classes == all.Count ? answers : answers.AmongClasses(all);
}
