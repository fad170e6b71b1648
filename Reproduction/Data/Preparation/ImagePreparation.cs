using Reproduction.Kernels;
using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>Prepares one image after the other for the network, on one thread.</summary>
internal sealed class ImagePreparation(ImageSet images, Preprocessing preprocessing, float[][] tables, BatchLayout layout, int viewSize)
{
    private readonly PixelBuffer buffer = new();
    private readonly float[] channel = preprocessing.Resize == ResizeMethod.Tensor
        ? new float[preprocessing.ImageSize * preprocessing.ImageSize]
        : [];

    /// <summary>Writes what the network sees of an image.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="views">The epoch whose view is asked for, or none for the image as it is.</param>
    /// <param name="to">3×S×S values in the batch's layout.</param>
    public void Write(int index, EpochSeed? views, Span<float> to)
    {
        buffer.Load(images.Image(index), images.Channels, images.Height, images.Width);
        if (views is { } seed && preprocessing.IsRandom)
            Augment(seed.View(index));

        var size = preprocessing.ImageSize;
        if (preprocessing.Resize == ResizeMethod.Tensor && (buffer.Height, buffer.Width) != (size, size))
        {
            for (var colour = 0; colour < tables.Length; colour++)
            {
                TensorResize.Apply(Source(colour), buffer.Height, buffer.Width, size, channel);
                Normalise(colour, to);
            }
        }
        else
        {
            PillowResize.Apply(buffer, size, size);
            LookUp(to);
        }
    }

    /// <summary>
    /// Draws what happens to the image as it would be for the size of views, and does it to the image as it is: whether a rectangle fits is
    /// asked in whole pixels, and at two sizes chance would not always answer the same.
    /// </summary>
    private void Augment(CounterRandom random)
    {
        var (height, width) = (buffer.Height, buffer.Width);
        foreach (var augmentation in preprocessing.Augmentations)
        {
            var drawn = augmentation.Draw(height, width, viewSize, random);
            var here = viewSize == preprocessing.ImageSize
                ? drawn
                : drawn.At((double)buffer.Height / height, (double)buffer.Width / width, preprocessing.ImageSize);
            here.Apply(buffer);
            if (drawn is ResizedCrop) (height, width) = (viewSize, viewSize);
        }
    }

    // A grey image shows its one channel as red, green and blue.
    private ReadOnlySpan<byte> Source(int colour) => buffer.Channel(Math.Min(colour, buffer.Channels - 1));

    private void Normalise(int colour, Span<float> to)
    {
        var (mean, std) = (preprocessing.Normalisation.Mean[colour], preprocessing.Normalisation.Std[colour]);
        var (start, step) = layout == BatchLayout.ChannelsLast ? (colour, tables.Length) : (colour * channel.Length, 1);
        for (var pixel = 0; pixel < channel.Length; pixel++)
            to[start + pixel * step] = (channel[pixel] - mean) / std;
    }

    private void LookUp(Span<float> to)
    {
        if (layout == BatchLayout.ChannelsLast)
        {
            var red = Source(0);
            var green = Source(1)[..red.Length];
            var blue = Source(2)[..red.Length];
            var (reds, greens, blues) = (tables[0], tables[1], tables[2]);
            for (var pixel = 0; pixel < red.Length; pixel++)
            {
                var three = to.Slice(3 * pixel, 3);
                three[0] = reds[red[pixel]];
                three[1] = greens[green[pixel]];
                three[2] = blues[blue[pixel]];
            }
            return;
        }
        for (var colour = 0; colour < tables.Length; colour++)
        {
            var from = Source(colour);
            var table = tables[colour];
            var target = to.Slice(colour * from.Length, from.Length);
            for (var pixel = 0; pixel < from.Length; pixel++)
                target[pixel] = table[from[pixel]];
        }
    }
}
