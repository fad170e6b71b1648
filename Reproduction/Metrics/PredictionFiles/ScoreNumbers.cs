using System.Globalization;
using System.Text;
using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Reads the numbers of a table's scores, also with a comma before their decimals where commas do not divide the fields: pandas' and R's
/// semicolons. Which commas those are is decided for the whole table, since one may stand before thousands too.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What the columns mean.</param>
/// <param name="mayHaveCommas">Whether something else divides the fields.</param>
internal sealed class ScoreNumbers(string path, PredictionColumns columns, bool mayHaveCommas)
{
    /// <summary>A number with a comma that is longer is none.</summary>
    private const int Longest = 64;

    private (int Line, int Column, string Field)? withComma;
    private bool havePoints, areDecimals;

    /// <summary>The number of a field, −∞ of what NumPy and R write for it; NaN of what is none.</summary>
    /// <param name="field">The field.</param>
    /// <param name="line">Its line.</param>
    /// <param name="column">Its column.</param>
    public double Of(ReadOnlyMemory<byte> field, int line, int column)
    {
        var text = field.Span.Trim((byte)' ');
        if (double.TryParse(text, PredictionRows.Real, CultureInfo.InvariantCulture, out var number))
        {
            havePoints |= mayHaveCommas && text.Contains((byte)'.');
            return Finite(number, text);
        }
        if (Ascii.EqualsIgnoreCase(text, "-inf"u8)) return double.NegativeInfinity;
        var comma = text.IndexOf((byte)',');
        if (!mayHaveCommas || comma < 0 || text.Length > Longest) return double.NaN;
        Span<byte> pointed = stackalloc byte[text.Length];
        text.CopyTo(pointed);
        pointed[comma] = (byte)'.';
        if (!double.TryParse(pointed, PredictionRows.Real, CultureInfo.InvariantCulture, out number)) return double.NaN;
        withComma ??= (line, column, DelimitedText.Shown(field));
        // Thousands are three digits behind one to three, of which the first is no zero.
        var before = text[..comma].TrimStart("+-"u8);
        var after = text[(comma + 1)..];
        if (after.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var exponent) after = after[..exponent];
        areDecimals |= after.Length != 3 || before.Length is 0 or > 3 || before[0] == '0';
        return Finite(number, pointed);
    }

    /// <summary>Refuses commas that may stand before thousands.</summary>
    /// <exception cref="BadInputException">Others have points, or none is certain to stand before decimals.</exception>
    public void Check()
    {
        if (withComma is not { } first || areDecimals && !havePoints) return;
        throw new BadInputException(
            $"{path}:{first.Line}: {columns.Shown(first.Column)} is {first.Field}, "
            + (havePoints ? "and others have a point before their decimals, expected one sign for them in all scores."
                : "which may be thousands, expected a finite number with a point before its decimals."));
    }

    /// <summary>What is written in digits is no infinity, though it may be beyond what a double holds: -1e400 masks no class.</summary>
    private static double Finite(double number, ReadOnlySpan<byte> text) =>
        double.IsInfinity(number) && text.ContainsAnyInRange((byte)'0', (byte)'9') ? Math.CopySign(double.MaxValue, number) : number;
}
