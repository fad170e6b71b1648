using Reproduction.Data.Preparation;
using Reproduction.Files;

namespace Reproduction.Runs;

/// <summary>Views of the training images about which a teacher can be asked beforehand, because they are known beforehand.</summary>
/// <param name="Augmentation">How views are drawn; none where an image is always the same.</param>
/// <param name="Seed">Of their stream; null where there is none.</param>
/// <param name="Epochs">
/// Epochs with views of their own: those of the longest training among the students, or those after which views come again.
/// </param>
public sealed record AnsweredViews(IReadOnlyList<Augmentation> Augmentation, long? Seed, int Epochs)
{
    /// <summary>What the files' names begin with.</summary>
    internal const string Beginning = "answers";

    /// <summary>The images as they are.</summary>
    public static AnsweredViews Plain { get; } = new([], null, 1);

    /// <summary>Eight hexadecimal digits that tell these views from others.</summary>
    public string Id => Checksum.OfText($"{Seed}/{string.Join("/", Augmentation)}").Hex[..8];

    /// <summary>The files' name without its end.</summary>
    public string FileName => Augmentation.Count == 0 ? Beginning : $"{Beginning}-{Id}";

    /// <summary>
    /// The files: one where an image is always the same, otherwise one an epoch, so that a kill costs one epoch's answers.
    /// </summary>
    public IReadOnlyList<string> Files => [.. Enumerable.Range(1, Epochs).Select(FileOf).Distinct()];

    /// <summary>The file of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public string FileOf(int epoch) =>
        Augmentation.Count == 0 ? $"{FileName}.safetensors" : $"{FileName}.epoch-{(epoch - 1) % Epochs + 1}.safetensors";
}
