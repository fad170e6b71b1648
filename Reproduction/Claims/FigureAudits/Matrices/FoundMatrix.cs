using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Matrices;

/// <summary>What the rows of a confusion matrix are.</summary>
internal enum MatrixRows
{
    /// <summary>Nothing says so: most likely the images of a class, as scikit-learn has it.</summary>
    Unsaid,

    /// <summary>The images of a class, as Weka and a cross table with <c>Actual</c> beside its rows have it.</summary>
    Labels,

    /// <summary>What images were taken for, as R's caret has it.</summary>
    Predictions,
}

/// <summary>A confusion matrix as it stands in a paste.</summary>
/// <param name="FirstLine">Where it begins.</param>
/// <param name="Counts">Rows by columns.</param>
/// <param name="Names">Names of the classes, where they stand there.</param>
/// <param name="Rows">What its rows are.</param>
internal sealed partial record FoundMatrix(int FirstLine, long[,] Counts, IReadOnlyList<string>? Names, MatrixRows Rows = MatrixRows.Unsaid)
{
    /// <summary>What messages call it.</summary>
    public string Title { get; init; } = $"the confusion matrix at line {FirstLine}";

    /// <summary>Whether its classes have other names than those of the table beside it: in which order they stand is not known.</summary>
    public bool IsInAnyOrder { get; private init; }

    /// <summary>Whether its classes have numbers, and not those of the table beside it: in which order they stand is not known.</summary>
    public bool IsNumbered { get; private init; }

    /// <summary>Whether its columns have numbers where its rows have names: they may be folds or sites, and no classes.</summary>
    public bool MayBeOfOthers { get; init; }

    /// <summary>Whether counts of each class were given, of which it is one matrix of many.</summary>
    public bool IsOfCounts { get; init; }

    /// <summary>Whether only scores of a class's own hits, misses and false alarms are held against it.</summary>
    public bool IsOfSingleClasses { get; init; }

    /// <summary>The class that is the positive one, where the counts are called after it.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// The same with its last row and column as a class like the others, where these are taken for sums by nothing but their numbers.
    /// </summary>
    public FoundMatrix? WithSums { get; private init; }

    /// <summary>
    /// The matrix without its last row and column where nothing has a name and they are the sums of the others, as a cross table with
    /// margins has them.
    /// </summary>
    public FoundMatrix WithoutSums => Names is null && Classes > 2 && EndsInSums(Counts) && EndsInSums(Transposed())
        ? this with { Counts = Filled(Classes - 1, (i, j) => Counts[i, j]), WithSums = this }
        : this;

    /// <summary>The matrix of so many classes, if that is the one with its last row and column as a class.</summary>
    /// <param name="classes">How many classes are beside it.</param>
    public FoundMatrix WithClasses(int classes) => WithSums is { } whole && whole.Classes == classes ? whole : this;

    /// <summary>Whether nothing says which of its classes is which of the table's.</summary>
    public bool HasNoOrder => !IsOfCounts && (Names is null || IsNumbered || IsInAnyOrder);

    /// <summary>Whether all its rows, or all its columns, add up to 100, as shares in whole per cents do.</summary>
    public bool MayBePerCent =>
        new[] { Counts, Transposed() }.Any(counts => Supports(counts).All(sum => sum is >= 99 and <= 101));

    /// <summary>How many classes.</summary>
    public int Classes => Counts.GetLength(0);

    /// <summary>Names of its classes, or their numbers.</summary>
    public IReadOnlyList<string> ClassNames => Names ?? [.. Enumerable.Range(0, Classes).Select(c => $"{c}")];

    /// <summary>The counts with the images of a class in a row, in each way that they may be meant; the usual one first.</summary>
    public IReadOnlyList<long[,]> Labelled => Rows switch
    {
        MatrixRows.Labels => [Counts],
        MatrixRows.Predictions => [Transposed()],
        _ => [Counts, Transposed()],
    };

    /// <summary>The matrix with its classes in a table's order, where its names are the table's.</summary>
    public FoundMatrix InOrderOf(IReadOnlyList<string> classes)
    {
        if (Names is null || classes.Count != Classes) return this;
        string[] own = [.. Names.Select(Bare)];
        int[] places =
            [.. classes.Select(name => Array.FindIndex(own, other => other.Equals(Bare(name), StringComparison.OrdinalIgnoreCase)))];
        if (!places.Contains(-1) && places.Distinct().Count() == Classes) return Placed(places);
        var isNumbered = own.All(IsNumber);
        return this with { IsInAnyOrder = !isNumbered, IsNumbered = isNumbered };
    }

    /// <summary>The matrix with its classes in another order.</summary>
    /// <param name="places">Of each class, where it stands now.</param>
    public FoundMatrix Placed(int[] places) => this with
    {
        Counts = Filled(Classes, (i, j) => Counts[places[i], places[j]]),
        Names = Names is { } names ? [.. places.Select(place => names[place])] : null,
    };

    /// <summary>Images of each class, of counts with the images of a class in a row.</summary>
    public static long[] Supports(long[,] counts) =>
        [.. Enumerable.Range(0, counts.GetLength(0)).Select(label => Enumerable.Range(0, counts.GetLength(1)).Sum(c => counts[label, c]))];

    /// <summary>Counts of so many classes, each by its row and column.</summary>
    public static long[,] Filled(int classes, Func<int, int, long> count)
    {
        var counts = new long[classes, classes];
        for (var i = 0; i < classes; i++)
            for (var j = 0; j < classes; j++) counts[i, j] = count(i, j);
        return counts;
    }

    /// <summary>Classes turned round, of two that stand in any order.</summary>
    public FoundMatrix Reversed => this with
    {
        Counts = Filled(Classes, (i, j) => Counts[Classes - 1 - i, Classes - 1 - j]),
        Names = Names?.Reverse().ToArray(),
    };

    /// <summary>A class's name without what a row says that it is: of <c>Actual: cat</c> and of <c>cat</c> the same.</summary>
    public static string Bare(string name) => Dimension().Replace(name.Trim().Trim('*', '`', '"'), "");

    private long[,] Transposed() => Filled(Classes, (i, j) => Counts[j, i]);

    private static bool EndsInSums(long[,] counts)
    {
        var last = counts.GetLength(1) - 1;
        var rows = Enumerable.Range(0, counts.GetLength(0)).ToArray();
        return rows.Any(row => counts[row, last] > 0)
            && rows.All(row => counts[row, last] == Enumerable.Range(0, last).Sum(c => counts[row, c]));
    }

    private static bool IsNumber(string name) => name.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^(?:actual|true|reference|observed|predicted|pred|class|label)[\s.:_-]+(?=\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Dimension();
}
