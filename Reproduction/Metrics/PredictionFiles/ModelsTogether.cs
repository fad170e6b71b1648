using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Scores of several models in one file, of which no class is to be made each: every name is a model's and a class's, as logit_resnet_0,
/// logit_resnet_1, logit_vit_0, logit_vit_1, and labels know the classes alone.
/// </summary>
internal static class ModelsTogether
{
    private static readonly char[] Between = ['_', '.', '-', ' ', '/'];

    /// <summary>
    /// What the models are called, and whether nothing else can be meant: else names are of two parts, as left_hand and right_foot are;
    /// <see langword="null"/> where columns are of one.
    /// </summary>
    /// <param name="names">What follows the columns' prefixes.</param>
    /// <param name="truth">Gives the classes of the truth.</param>
    public static (IReadOnlyList<string> Models, bool AreCertain)? Of(IReadOnlyList<string> names, Func<TrueClasses> truth)
    {
        foreach (var isLast in new[] { true, false })
        {
            var cuts = names.Select(name => isLast ? name.LastIndexOfAny(Between) : name.IndexOfAny(Between)).ToList();
            if (cuts.Index().Any(cut => cut.Item <= 0 || cut.Item == names[cut.Index].Length - 1)) continue;
            List<string> Parts(Func<string, int, string> of) => [.. names.Zip(cuts, of).Distinct(StringComparer.OrdinalIgnoreCase)];
            var (heads, tails) = (Parts((name, cut) => name[..cut]), Parts((name, cut) => name[(cut + 1)..]));
            // Each model has each class.
            if (heads.Count < 2 || tails.Count < 2 || heads.Count * tails.Count != names.Count || truth().AreAmong(names)) continue;
            if (truth().AreAmong(heads)) return (tails, true);
            if (truth().AreAmong(tails)) return (heads, true);
            // Numbers that would be the places of the first columns alone.
            if (truth().AreNumbers && truth().Largest < Math.Max(heads.Count, tails.Count))
                return (heads.Count < tails.Count ? heads : tails, CountFromZero(heads) || CountFromZero(tails));
        }
        return null;
    }

    private static bool CountFromZero(List<string> parts) =>
        Enumerable.Range(0, parts.Count).All(number => parts.Contains(number.ToString(CultureInfo.InvariantCulture)));
}
