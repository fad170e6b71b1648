using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Reproduction.Specs.Commands;

/// <summary>What stands on a terminal after a program wrote to it: the part of ECMA-48 that moving lines need.</summary>
/// <param name="columns">Its width.</param>
internal sealed partial class Screen(int columns)
{
    private readonly List<StringBuilder> rows = [new()];
    private int row, column;

    /// <summary>The rows from top to bottom, without blanks at their ends.</summary>
    internal IReadOnlyList<string> Rows => [.. rows.Select(line => line.ToString().TrimEnd())];

    /// <summary>Takes what the program wrote.</summary>
    internal Screen Write(string text)
    {
        foreach (Match part in Part().Matches(text))
        {
            if (part.Groups["code"] is { Success: true, Value: var code }) Move(code[0], part.Groups["numbers"].Value);
            else if (part.Value[0] == '\r') column = 0;
            else if (part.Value[0] == '\n') Down();
            else if (part.Value[0] >= ' ') Put(part.Value[0]);
        }
        return this;
    }

    private void Put(char letter)
    {
        if (column == columns)
        {
            column = 0;
            Down();
        }
        var line = rows[row];
        if (line.Length <= column) line.Append(' ', column + 1 - line.Length);
        line[column++] = letter;
    }

    private void Down()
    {
        if (++row == rows.Count) rows.Add(new());
    }

    private void Move(char code, string numbers)
    {
        var n = int.TryParse(numbers, CultureInfo.InvariantCulture, out var number) ? number : 0;
        switch (code)
        {
            case 'A': row = Math.Max(0, row - Math.Max(1, n)); break;
            case 'B': row = Math.Min(rows.Count - 1, row + Math.Max(1, n)); break;
            case 'G': column = Math.Max(1, n) - 1; break;
            case 'K':
                if (n == 2) rows[row].Clear();
                else if (n == 0) rows[row].Length = Math.Min(rows[row].Length, column);
                else throw new NotSupportedException($"erase in line {n}");
                break;
            case 'h' or 'l' or 'm': break;
            default: throw new NotSupportedException($"control sequence {numbers}{code}");
        }
    }

    [GeneratedRegex(@"\e\[\??(?<numbers>[0-9;]*)(?<code>[A-Za-z])|\e[=>]|[\s\S]")]
    private static partial Regex Part();
}
