namespace Reproduction.Claims.Counting;

/// <summary>A table that scikit-learn's <c>classification_report</c> printed, read back from its text.</summary>
/// <param name="ClassNames">K names in the table's order.</param>
/// <param name="Question">The supports, every figure of the table as a claim, and what its lines say of other classes.</param>
public sealed record PrintedReport(IReadOnlyList<string> ClassNames, CountQuestion Question)
{
    /// <summary>Reads a table from a file.</summary>
    /// <param name="path">A text file.</param>
    /// <param name="rule">How its figures were rounded.</param>
    /// <param name="supports">Images a class where the table has no such column: K numbers, or one for all.</param>
    /// <exception cref="BadInputException">Not such a table; the message names file and line and says what was expected.</exception>
    public static PrintedReport Read(string path, RoundingRule rule, IReadOnlyList<long>? supports = null) => throw new NotImplementedException();

    /// <summary>Reads a table from text.</summary>
    /// <param name="source">What messages call the text, such as its path.</param>
    /// <param name="text">The table.</param>
    /// <param name="rule">How its figures were rounded.</param>
    /// <param name="supports">Images a class where the table has no such column: K numbers, or one for all.</param>
    /// <exception cref="BadInputException">Not such a table; the message names source and line and says what was expected.</exception>
    public static PrintedReport Parse(string source, string text, RoundingRule rule, IReadOnlyList<long>? supports = null) =>
        throw new NotImplementedException();
}
