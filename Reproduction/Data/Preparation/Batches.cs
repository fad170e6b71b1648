using System.Runtime.InteropServices;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.Data.Preparation;

/// <summary>
/// Batches of a set of images as the network takes them. The work is done on the CPU, image by image on all cores; what
/// an image becomes depends on nothing but the image, the preprocessing and the epoch's seed.
/// </summary>
/// <param name="images">The images; grey ones become three equal channels.</param>
/// <param name="preprocessing">What happens to them.</param>
/// <param name="device">Where the batches shall live.</param>
/// <param name="layout">How the images lie in memory.</param>
/// <param name="viewSize">
/// The size of images for which augmented views are drawn, so that those of another size show the same; null for their own.
/// </param>
public sealed class Batches(
    ImageSet images, Preprocessing preprocessing, Device device, BatchLayout layout = BatchLayout.Contiguous, int? viewSize = null)
{
    private const int Colours = 3;

    private readonly float[][] tables = [.. Enumerable.Range(0, Colours).Select(preprocessing.Normalisation.Table)];

    /// <summary>The images.</summary>
    public ImageSet Set { get; } = images;

    /// <summary>What happens to them.</summary>
    public Preprocessing Preprocessing { get; } = preprocessing;

    /// <summary>How many images a batch can have: those that take 2 GiB.</summary>
    /// <param name="size">Their side in pixels.</param>
    public static int MostImages(int size) => int.MaxValue / sizeof(float) / (Colours * size * size);

    /// <summary>Preprocessed images, N×3×S×S, float32, on the device.</summary>
    /// <param name="indices">Which images, in the order of the batch.</param>
    /// <param name="views">The epoch whose augmented views are asked for; without it, the images as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="BadInputException">They take more than 2 GiB.</exception>
    public unsafe Tensor Images(ReadOnlySpan<int> indices, EpochSeed? views = null)
    {
        foreach (var index in indices)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Set.Count, nameof(indices));
        }
        var (count, size) = (indices.Length, Preprocessing.ImageSize);
        var mostImages = MostImages(size);
        if (count > mostImages)
            throw new BadInputException($"a batch of {count} images at {size} px: expected at most {mostImages}, which take 2 GiB");
        using var scope = NewDisposeScope();
        var batch = layout == BatchLayout.ChannelsLast
            ? empty([count, size, size, Colours], float32, CPU)
            : empty([count, Colours, size, size], float32, CPU);

        var chosen = indices.ToArray();
        var imageFloats = Colours * size * size;
        fixed (float* start = MemoryMarshal.Cast<byte, float>(batch.bytes))
        {
            var floats = start;
            Parallel.For(0, count, () => NewPreparation(), (position, _, preparation) =>
            {
                preparation.Write(chosen[position], views, new Span<float>(floats + (long)position * imageFloats, imageFloats));
                return preparation;
            }, _ => { });
        }
        var shaped = layout == BatchLayout.ChannelsLast ? batch.permute(0, 3, 1, 2) : batch;
        return shaped.to(device).MoveToOuterDisposeScope();
    }

    private ImagePreparation NewPreparation() => new(Set, Preprocessing, tables, layout, viewSize ?? Preprocessing.ImageSize);

    /// <summary>The classes of images, N, int64, on the device.</summary>
    /// <param name="indices">Which images, in the order of the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public Tensor Labels(ReadOnlySpan<int> indices)
    {
        var labels = new long[indices.Length];
        for (var position = 0; position < labels.Length; position++)
            labels[position] = Set.Labels[indices[position]];
        return tensor(labels, int64, device);
    }
}
