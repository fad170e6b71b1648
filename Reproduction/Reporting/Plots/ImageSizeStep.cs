using Reproduction.Training;

namespace Reproduction.Reporting.Plots;

/// <summary>An epoch from which a model's images have another size.</summary>
/// <param name="Epoch">The first epoch at the new size, from 1.</param>
/// <param name="Sizes">Sides of the square images in pixels, before and from then on, of each model that changes there.</param>
internal sealed record ImageSizeStep(int Epoch, IReadOnlyList<(int Before, int After)> Sizes)
{
    /// <summary>The new size, such as <c>40 px</c>.</summary>
    public string Label => $"{string.Join(" / ", Sizes.Select(size => size.After).Distinct())} px";

    /// <summary>In words, such as <c>images of 40 instead of 32 px from epoch 7 on</c>.</summary>
    public string Words =>
        $"images of {string.Join(" and ", Sizes.Select(size => $"{size.After} instead of {size.Before} px"))} from epoch {Epoch} on";

    /// <summary>Every step of a history, in the order of the epochs.</summary>
    /// <param name="history">The epochs of all models, each model's in order.</param>
    public static IReadOnlyList<ImageSizeStep> Of(IEnumerable<HistoryRow> history) =>
    [
        .. history.GroupBy(row => row.Model)
            .SelectMany(model => model.Zip(model.Skip(1)).Where(pair => pair.First.ImageSize != pair.Second.ImageSize))
            .GroupBy(pair => pair.Second.Epoch).OrderBy(step => step.Key)
            .Select(step => new ImageSizeStep(
                step.Key, [.. step.Select(pair => (pair.First.ImageSize, pair.Second.ImageSize)).Distinct()])),
    ];
}
