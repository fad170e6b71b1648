namespace Reproduction.Metrics.SignificanceTests;

/// <summary>McNemar's exact test within one class: has its recall changed?</summary>
/// <param name="Test">The test over the images of the class.</param>
/// <param name="Difference">Recall of the first − recall of the second; <see langword="null"/> of a class without images.</param>
/// <param name="Adjusted">The p-value after <see cref="Holm"/>'s correction for all classes.</param>
public sealed record ClassMcNemar(McNemar Test, double? Difference, double Adjusted)
{
    /// <summary>Compares two models class by class.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <returns>One a class, in class order.</returns>
    /// <exception cref="ArgumentException">The labels differ.</exception>
    public static IReadOnlyList<ClassMcNemar> Of(Predictions first, Predictions second)
    {
        var tests = McNemar.OfEachClass(first, second);
        var images = first.CountByClass(_ => true);
        var adjusted = Holm.Adjusted([.. tests.Select(test => test.PValue)]);
        return
        [
            .. tests.Select((test, c) => new ClassMcNemar(
                test, images[c] == 0 ? null : (double)(test.OnlyFirst - test.OnlySecond) / images[c], adjusted[c])),
        ];
    }
}
