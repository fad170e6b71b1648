using System.Globalization;

namespace Reproduction.Models.Weights;

/// <summary>Which RedNet the tensors of a file are, and how they differ from its own.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Classes">The classes that the file's classifier tells apart.</param>
/// <param name="Advisors">Whose heads it has beside its own; the mean of all heads' logits predicts.</param>
/// <param name="Differences">Each missing, unexpected, differently shaped or wrongly typed tensor; none where the file fits.</param>
public sealed record RedNetMatch(
    NetworkArchitecture Architecture, int Classes, IReadOnlyList<string> Advisors, IReadOnlyList<string> Differences)
    : WeightsMatch(Architecture, Classes, Advisors, Differences)
{
    private const int MostChannels = 640;

    /// <summary>
    /// Recognises depth, width and kernels by the names and shapes of blocks; null where they are no RedNet's of this program.
    /// </summary>
    /// <param name="tensors">What the file lists.</param>
    public static new RedNetMatch? Of(IReadOnlyList<TensorEntry> tensors)
    {
        var shapes =
            tensors.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
        long Size(string name) => shapes.TryGetValue($"{name}.weight", out var shape) && shape.Count > 0 ? shape[0] : 0;
        var channels = Size("stages.0.0.branch.0");
        if (channels is <= 0 or > MostChannels) return null;
        int[] blocks =
            [.. Enumerable.Range(0, 4)
                .Select(stage => Enumerable.Range(0, shapes.Count)
                    .TakeWhile(block => shapes.ContainsKey($"stages.{stage}.{block}.branch.0.weight")).Count())];
        // A kernel of K² numbers for each of 16 channels.
        var kernels = Enumerable.Range(0, 4).Select(stage =>
        {
            var (numbers, width) = (Size($"stages.{stage}.0.branch.3.span"), Size($"stages.{stage}.0.branch.0"));
            return (int)Math.Round(Math.Sqrt(numbers * Involution.ChannelsOfGroup / (double)Math.Max(1, width)));
        }).ToList();
        if (RedNetArchitecture.DepthOf(blocks) is not { } depth) return null;
        var width = channels == 64 ? "" : string.Create(CultureInfo.InvariantCulture, $"_w{channels / 64.0}");
        var kernel = kernels.TrueForAll(side => side == 7)
            ? ""
            : $"_k{(kernels.Distinct().Count() == 1 ? $"{kernels[0]}" : string.Join("-", kernels))}";
        if (RedNetArchitecture.Find($"rednet{depth}{width}{kernel}") is not { } architecture) return null;
        var classes = Size("classifier.1") is > 0 and <= MostClasses and var rows ? (int)rows : 1000;
        var advisors = AdvisedNetwork.AdvisorsIn(shapes.Keys, classes);
        var wanted = architecture.Tensors(classes, advisors);
        return new(architecture, classes, advisors,
            [
                .. StateDict.Differences(wanted, tensors.Select(tensor => (tensor.Name, tensor.Shape))),
                .. StateDict.OtherTypes(wanted, tensors.Select(tensor => ((string?)tensor.Name, tensor.Dtype))),
            ]);
    }
}
