using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// The other text round a table or matrix: what stands between it and a figure, above the figure or anywhere may say that the figure is of
/// something else.
/// </summary>
internal sealed partial class TextAround
{
    private readonly bool isOfOtherSets;
    private readonly int[] texts;
    private readonly int[] parting;
    private readonly int[] ends;
    private readonly int first;
    private readonly int last;

    /// <param name="others">The lines that are of no table or matrix, in their order.</param>
    /// <param name="areFigures">Numbers of those among them that have figures and nothing else.</param>
    /// <param name="cellEnds">Numbers of the empty lines at which cells of a notebook end, in their order.</param>
    /// <param name="first">The first line of the table or matrix.</param>
    /// <param name="last">Its last.</param>
    public TextAround(
        IReadOnlyList<PastedLine> others, IReadOnlySet<int> areFigures, IReadOnlyList<int> cellEnds, int first, int last)
    {
        (this.first, this.last) = (first, last);
        isOfOtherSets = others.Any(line => OtherSets().IsMatch(line.Text));
        PastedLine[] said = [.. others.Where(line => !areFigures.Contains(line.Number))];
        texts = [.. said.Select(line => line.Number).Distinct().Order()];
        ends = [.. cellEnds.Distinct().Order()];
        parting = [.. said.Where(line => !Title().IsMatch(line.Text)).Select(line => line.Number).Concat(ends).Distinct().Order()];
    }

    /// <summary>Whether a figure in a line may be of something else than the table or matrix.</summary>
    public bool MayBeOfOthers(int line) => isOfOtherSets
        || (line < first && (LastBelow(parting, first) > line || HasHeading(line)))
        || (line > last && LastBelow(parting, line) > last);

    /// <summary>Whether the text next above a line, in its cell of a notebook, says what the figures below it are of.</summary>
    private bool HasHeading(int line) => LastBelow(texts, line) is var above && above > LastBelow(ends, line)
        && Array.BinarySearch(parting, above) >= 0;

    /// <summary>The last of some numbers in their order that is less than another; 0 where none is.</summary>
    private static int LastBelow(int[] numbers, int line)
    {
        var at = Array.BinarySearch(numbers, line);
        if (at < 0) at = ~at;
        return at > 0 ? numbers[at - 1] : 0;
    }

    /// <summary>What a heading over a table, a matrix or figures says, which does not part them, and MATLAB's name of a matrix.</summary>
    [GeneratedRegex(@"^\W*(?:" + StatedFigure.Tag + @"\s*)?"
        + @"(?:(?:full|detailed|overall|final|test|evaluation|classification|performance|confusion|the)[\s_-]+)*"
        + @"(?:report|matrix|results?|metrics|evaluation)\W*$|^\W*(?:metrics?|measures?|scores?)\W+(?:values?|scores?|results?)\W*$"
        + @"|^\p{L}\w*\s*=$", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    /// <summary>Words for other images than those of a test, and for other models than the one.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?:" + Column.OtherSets + @"|trained|dev|development|folds?|cross|cv|epochs?|baselines?|oob)(?![\p{L}\p{N}])",
        RegexOptions.IgnoreCase)]
    private static partial Regex OtherSets();
}
