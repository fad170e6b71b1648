using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>A column that may say of how many images each row is.</summary>
/// <param name="column">Which column, from 0.</param>
/// <param name="isCalledSo">Whether its name says so; else it may say anything else of an image, or number the rows.</param>
internal sealed class CountColumn(int column, bool isCalledSo)
{
    private bool areAmounts = true, areWhole = true, areOnes = true, numberRows = true;
    private double first;
    private int rows;

    /// <summary>Which column, from 0.</summary>
    public int Column => column;

    /// <summary>Whether its numbers may be those of images: shares of all images may be too where the name says so.</summary>
    public bool MayCount => areAmounts && !areOnes && (isCalledSo || areWhole && !numberRows);

    /// <summary>Whether its name and its numbers say that rows are to count more than once.</summary>
    public bool Counts => isCalledSo && areAmounts && areWhole && !areOnes && !numberRows;

    /// <summary>Adds a row.</summary>
    /// <param name="text">Its field.</param>
    public void Add(string text)
    {
        areAmounts &=
            double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            && number >= 0;
        if (rows == 0) first = number;
        areWhole &= number == Math.Floor(number);
        areOnes &= number == 1;
        numberRows &= first is 0 or 1 && number == first + rows;
        rows++;
    }
}
