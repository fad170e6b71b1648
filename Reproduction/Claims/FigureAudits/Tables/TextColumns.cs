using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>How the rows below a header of words are read: as many numbers as it has titles, behind a name or before it.</summary>
internal sealed partial class TextColumns
{
    private readonly bool nameLast;
    private readonly int[] order;

    /// <param name="columns">Those of the header.</param>
    public TextColumns(IReadOnlyList<Column> columns)
    {
        nameLast = columns[^1].Kind == ColumnKind.Name;
        Printed = [.. columns.Where(column => column.Kind != ColumnKind.Name)];
        order = [.. Enumerable.Range(0, Printed.Count).OrderBy(i => Printed[i].Kind == ColumnKind.Support)];
        Data = [.. order.Select(i => Printed[i])];
    }

    /// <summary>Columns of numbers, as they are printed.</summary>
    public IReadOnlyList<Column> Printed { get; }

    /// <summary>The same, that of images the last.</summary>
    public IReadOnlyList<Column> Data { get; }

    /// <summary>A line as a row; <see langword="null"/> if it is none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="hasRows">Whether rows stand above.</param>
    public FoundRow? Row(PastedLine line, bool hasRows)
    {
        var text = line.Text.Replace(" %", "%", StringComparison.Ordinal);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = Printed.Count;
        if (nameLast && AverageName.Leading(text) is null)
        {
            var leading = words.TakeWhile(CellText.IsNumberLike).Take(numbers).ToArray();
            return leading.Length == numbers && words.Length > numbers
                ? Row(line, string.Join(' ', words[numbers..]), leading)
                : null;
        }
        if (AverageName.Leading(text) is { } average)
        {
            var cells = text[average.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length > 0 && cells.Length <= numbers && cells.All(CellText.IsNumberLike))
            {
                var name = text[..average.Length];
                if (AverageName.Kind(name) == Average.Accuracy && cells.Length <= 2) return new(line.Number, name, Accuracy(cells));
                if (cells.Length == numbers) return Row(line, name, cells);
                if (cells.Length == numbers - 1 && hasRows) return new(line.Number, name, WithoutSupport(cells));
            }
            // A class may be called Macro lens.
            if (cells.Length > 0 && CellText.IsNumberLike(cells[0])
                && AverageName.Kind(average) is not (Average.Accuracy or Average.Unsaid))
                return null;
        }
        var trailing = words.Reverse().TakeWhile(CellText.IsNumberLike).Count();
        if (trailing < numbers || words.Length <= numbers) return null;
        var before = NameOf(text, numbers);
        var rest = text[before.Length..];
        return HasMoreCells(line, numbers) || EndsInScore(before, rest, words[^numbers])
            || (Printed[0].Kind == ColumnKind.Figure && BeginsInName().IsMatch(rest))
            ? null
            : Row(line, before, words[^numbers..]);
    }

    private FoundRow Row(PastedLine line, string name, string[] printed) => new(line.Number, name, [.. order.Select(i => printed[i])]);

    /// <summary>One number or two of a line <c>accuracy</c>: its own, and the images where they have a column.</summary>
    private string[] Accuracy(string[] printed)
    {
        var cells = new string[Data.Count];
        Array.Fill(cells, "");
        var figure = Enumerable.Range(0, Data.Count).FirstOrDefault(i => Data[i].Kind == ColumnKind.Figure);
        var imagesFirst = printed.Length == 2 && order[^1] < order[figure];
        if (printed.Length == 2 && Data[^1].Kind == ColumnKind.Support) cells[^1] = printed[imagesFirst ? 0 : 1];
        cells[figure] = printed[imagesFirst ? 1 : 0];
        return cells;
    }

    /// <summary>The cells of an average that leaves out its images, or else what stands in the last column.</summary>
    private string[] WithoutSupport(string[] printed)
    {
        var (cells, taken) = (new string[Data.Count], 0);
        Array.Fill(cells, "");
        foreach (var i in Enumerable.Range(0, cells.Length).Where(i => i != order[^1]))
            cells[Array.IndexOf(order, i)] = printed[taken++];
        return cells;
    }

    /// <summary>Whether a name ends in one more score: no nearer to its words than to the scores, with as many decimals as they.</summary>
    private static bool EndsInScore(string name, string rest, string next) =>
        Ending().Match(name) is { Success: true } ending && ending.Groups[1].Length >= rest.Length - rest.TrimStart().Length
        && next.IndexOfAny(['.', ',']) is >= 0 and var point && ending.Groups[2].Length == next.TrimEnd('%').Length - 1 - point;

    /// <summary>Whether tabs part a name from more numbers than there are titles: which of them has none is not said.</summary>
    private static bool HasMoreCells(PastedLine line, int numbers)
    {
        string[] cells = [.. line.Tabbed.Where(cell => cell.Length > 0)];
        var trailing = cells.Reverse().TakeWhile(CellText.IsNumberLike).Count();
        return trailing > numbers && trailing < cells.Length;
    }

    /// <summary>What stands before the numbers, with the spaces inside as they are.</summary>
    private static string NameOf(string line, int numbers)
    {
        var end = line.Length;
        for (var i = 0; i < numbers; i++)
        {
            while (line[end - 1] == ' ') end--;
            while (line[end - 1] != ' ') end--;
        }
        return line[..end].Trim();
    }

    /// <summary>A number that stands near the name and far from the scores, and is none: <c>type 1     0.75</c>.</summary>
    [GeneratedRegex(@"^ [0-9]+ {2,}[0-9]*[.,][0-9]")]
    private static partial Regex BeginsInName();

    [GeneratedRegex(@"( +)[0-9]*[.,]([0-9]+)%?$")]
    private static partial Regex Ending();
}
