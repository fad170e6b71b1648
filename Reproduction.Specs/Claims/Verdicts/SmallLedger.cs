using Reproduction.Claims.Figures;
using Reproduction.Claims.Published;

namespace Reproduction.Specs.Claims.Verdicts;

/// <summary>
/// A publication small enough to count by hand: 3 classes of 5 images. The first model's matrix is 4 1 0 / 1 3 1 / 0 0 5: 12 of 15
/// right, recalls 0.8, 0.6 and 1, precisions 4/5, 3/4 and 5/6, DI 12/(3·5). The second has 14 right, so that its best class has 5.
/// </summary>
internal static class SmallLedger
{
    private static readonly PublishedModel
        First = new("first", "the first model", "last of 3 epochs", 3, 5, "published", "baseline", null),
        Second = new("second", "the second | model", "best of 3 epochs", 3, 5, null, null, "no recipe trains the second model");

    /// <summary>The table of the first model, its accuracy, and further figures.</summary>
    public static Ledger With(params PublishedFigure[] further) => new(
        3, "a small publication", 0.05, 0.8, 50_000, new Dictionary<string, string>(),
        new Dictionary<string, IReadOnlyList<long>> { ["published"] = [1, 2] }, [First, Second],
        [
            Figure("first", FigureKind.Accuracy, "0.8000", evidence: Evidence.Counts | Evidence.Figures),
            Figure("first", FigureKind.Precision, "0.80 0.75 0.83"),
            Figure("first", FigureKind.Recall, "0.80 0.60 1.00"),
            Figure("first", FigureKind.F1, "0.80 0.67 0.91"),
            Figure("first", FigureKind.MacroAverage, "0.79 0.80 0.79"),
            Figure("second", FigureKind.Accuracy, "0.9333"),
            .. further,
        ],
        [], []);

    /// <summary>A figure as published: a model's identifier, a kind, the text.</summary>
    public static PublishedFigure Figure(
        string model, FigureKind kind, string published, Evidence evidence = Evidence.Counts, Acceptance? acceptance = null) => new(
        $"{model}.{kind}", model == "first" ? First : Second, kind, published,
        [.. published.Split(' ').Select(text => PrintedFigure.Parse(text)!)],
        PrintedAs.Printf, "page 1", evidence, acceptance);
}
