namespace Reproduction.Metrics.PredictionFiles;

/// <summary>How a column of one file and a column of another pair their images.</summary>
/// <param name="Mine">What the one file calls its images.</param>
/// <param name="Its">What the other calls its.</param>
/// <param name="Rows">The other's row of each image; −1 where it has none.</param>
/// <param name="AreAsWritten">Whether both write it the same.</param>
internal sealed record ImagePairing(ImageNames Mine, ImageNames Its, IReadOnlyList<int> Rows, bool AreAsWritten)
{
    /// <summary>Looks for one file's images in the other.</summary>
    /// <param name="mine">What the one file calls its images.</param>
    /// <param name="its">What the other calls its.</param>
    public static ImagePairing Of(ImageNames mine, ImageNames its)
    {
        var (rows, areAsWritten) = mine.PlacesIn(its);
        return new(mine, its, rows, areAsWritten);
    }

    /// <summary>How many images the other file has too.</summary>
    public int Found { get; } = Rows.Count(row => row >= 0);

    /// <summary>Whether both have the same images.</summary>
    public bool AreTheSame => Found == Mine.Count && Its.Count == Mine.Count;

    /// <summary>Whether both columns' names say that they tell images apart.</summary>
    public bool AreIds => Mine.AreIds && Its.AreIds;

    /// <summary>Whether both columns have one name.</summary>
    public bool AreOfOneName => string.Equals(Mine.Column, Its.Column, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the columns may call the same images something else each: one only counts its rows, or one has numbers and the other names;
    /// but not two of one name that is an image's and nothing else's.
    /// </summary>
    public bool MayDiffer =>
        (EitherCounts || Mine.AreNumbers && !Its.HaveNumbers || Its.AreNumbers && !Mine.HaveNumbers)
        && !(AreOfOneName && ColumnNames.OnlyImages.Contains(ColumnNames.Lower(Mine.Column)));

    /// <summary>
    /// Whether both have the same images, as columns say that do not both count their rows, nor either where they have two names.
    /// </summary>
    public bool IsWhole => AreTheSame && !BothCount && (AreOfOneName || !EitherCounts);

    /// <summary>Whether no row changes its place.</summary>
    public bool IsRowByRow => Rows.Index().All(row => row.Item == row.Index);

    /// <summary>Whether one of them only counts its rows.</summary>
    private bool EitherCounts => Mine.CountsRows || Its.CountsRows;

    /// <summary>Whether both only count their rows, from the same number.</summary>
    public bool CountAlike => AreTheSame && BothCount;

    /// <summary>Whether both only count their rows, from different numbers.</summary>
    public bool CountOtherwise => !AreTheSame && BothCount && Mine.Count == Its.Count;

    /// <summary>The columns, as messages name them.</summary>
    public string Columns => AreOfOneName ? Mine.Column : $"{Mine.Column} and {Its.Column}";

    private bool BothCount => Mine.CountsRows && Its.CountsRows;
}
