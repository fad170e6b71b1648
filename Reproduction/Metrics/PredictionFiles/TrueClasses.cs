using System.Globalization;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Which classes occur in a table's truth: they tell what columns mean whose names alone leave it open.</summary>
internal sealed class TrueClasses
{
    /// <summary>Of more classes nobody asks.</summary>
    private const int Most = 1 << 16;

    private readonly HashSet<string> classes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is a class and all are whole numbers.</summary>
    public bool AreNumbers { get; private set; }

    /// <summary>Whether there is a class and all are names.</summary>
    public bool AreNames { get; private set; }

    /// <summary>The largest of those that are numbers.</summary>
    public decimal Largest { get; private set; } = decimal.MinValue;

    /// <summary>The fields of the first row; none where there is none.</summary>
    public IReadOnlyList<string> FirstRow { get; private set; } = [];

    /// <summary>Reads the truth of a table to its end.</summary>
    /// <param name="table">The table, its header read; it is left where it was.</param>
    /// <param name="column">The column of the truth.</param>
    public static TrueClasses Of(DelimitedText table, int column)
    {
        var found = new TrueClasses();
        table.Mark();
        try
        {
            while (found.classes.Count < Most && table.Row() is { } row)
            {
                var fields = table.Fields(row);
                if (fields.Count <= column) continue;
                if (found.FirstRow.Count == 0) found.FirstRow = [.. fields.Select(DelimitedText.Text)];
                found.Add(DelimitedText.Text(fields[column]).Trim());
            }
        }
        catch (BadInputException)
        {
            // What is wrong with a row is said when its scores are read.
        }
        table.Rewind();
        return found;
    }

    /// <summary>Whether a class of that name occurs, by its name without regard to case or by its number.</summary>
    /// <param name="name">A class's name.</param>
    public bool Contains(string name) => classes.Contains(Key(name, out _));

    /// <summary>Whether there are any and each has one of these names.</summary>
    /// <param name="names">Names of classes.</param>
    public bool AreAmong(IEnumerable<string> names)
    {
        var known = names.Select(name => Key(name, out _)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return classes.Count > 0 && classes.All(known.Contains);
    }

    private void Add(string text)
    {
        var key = Key(text, out var number);
        if (!classes.Add(key)) return;
        AreNumbers = number is not null && (AreNumbers || classes.Count == 1);
        AreNames = number is null && (AreNames || classes.Count == 1);
        if (number > Largest) Largest = number.Value;
    }

    private static string Key(string text, out decimal? number)
    {
        number = WholeNumber.Of(text);
        return number is { } whole ? whole.ToString(CultureInfo.InvariantCulture) : ComposedText.Of(text);
    }
}
