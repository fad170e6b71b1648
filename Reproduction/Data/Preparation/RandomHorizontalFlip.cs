using System.Text;
using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>
/// torchvision's <c>RandomHorizontalFlip</c>: left and right change places, or they don't. Alternating, that is drawn once for each
/// image; every second epoch turns all of them, so that two epochs on end see both views of every image (Jordan, "94% on CIFAR-10 in
/// 3.29 Seconds on a Single GPU", 2024, arXiv 2404.00498, 3.6).
/// </summary>
/// <param name="Probability">How often they do; alternating, in the epochs 1, 3, 5 and so on.</param>
/// <param name="Alternating">Whether epochs alternate.</param>
public sealed record RandomHorizontalFlip(double Probability = 0.5, bool Alternating = false) : Augmentation
{
    /// <inheritdoc/>
    internal override int Period => Alternating ? 2 : base.Period;

    /// <inheritdoc/>
    public override PixelOperation Draw(int height, int width, int imageSize, CounterRandom random)
    {
        var isTurned = Alternating && random.Epoch % 2 == 0;
        var draws = Alternating ? random.OfEveryEpoch(RandomPurpose.FirstFlip) : random;
        return (draws.NextUniform() < Probability) != isTurned ? new HorizontalFlip() : PixelOperation.None;
    }

    // The text names files of stored answers: that of a flip which does not alternate stays as it was.
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"{nameof(Probability)} = {Probability}");
        if (Alternating) builder.Append($", {nameof(Alternating)} = {Alternating}");
        return true;
    }
}
