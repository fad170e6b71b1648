using Reproduction.Metrics;

namespace Reproduction.Reporting.Gallery;

/// <summary>Test images that exactly one of two models classifies rightly, class by class.</summary>
/// <param name="Right">The model that is right.</param>
/// <param name="Wrong">The one that is wrong.</param>
/// <param name="Classes">Each class that has such images.</param>
public sealed record ErrorGallery(ModelResult Right, ModelResult Wrong, IReadOnlyList<ErrorGallery.OfClass> Classes)
{
    /// <summary>Images of one class.</summary>
    /// <param name="Class">The true class.</param>
    /// <param name="Rows">The images' rows in the predictions, those first of whose wrong class the wrong model is surest.</param>
    public sealed record OfClass(int Class, IReadOnlyList<int> Rows);

    /// <summary>How many there are.</summary>
    public int Images => Classes.Sum(of => of.Rows.Count);

    /// <summary>Finds them.</summary>
    /// <param name="right">The model that shall be right.</param>
    /// <param name="wrong">The one that shall be wrong, on the same images.</param>
    public static ErrorGallery Of(ModelResult right, ModelResult wrong)
    {
        var (good, bad) = (right.Predictions, wrong.Predictions);
        return new(right, wrong,
        [
            .. Enumerable.Range(0, good.Count)
                .Where(row => good.Predicted[row] == good.Labels[row] && bad.Predicted[row] != bad.Labels[row])
                .GroupBy(row => good.Labels[row]).OrderBy(of => of.Key)
                .Select(of => new OfClass(of.Key, [.. of.OrderByDescending(row => Surest(bad, row)).ThenBy(row => row)])),
        ]);
    }

    private static double Surest(Predictions predictions, int row) => predictions.Probabilities(row)[predictions.Predicted[row]];
}
