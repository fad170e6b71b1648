using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Randomness;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>What a step of training sees: each image of the batch in its own place, in the epoch's view, with its label.</summary>
public sealed class BatchesSpecs
{
    private const int Size = 8;

    private static readonly Normalisation Bytes = new(new(0, 0, 0), new(1 / 255f, 1 / 255f, 1 / 255f));

    [Theory]
    [InlineData(BatchLayout.Contiguous)]
    [InlineData(BatchLayout.ChannelsLast)]
    public void A_batch_holds_its_images_in_order_with_their_labels(BatchLayout layout)
    {
        using var scope = NewDisposeScope();
        var set = Images(5, channels: 3);
        var batches = new Batches(set, new(Size, ResizeMethod.Pil, Bytes, []), CPU, layout);

        var images = batches.Images([4, 0, 2]);

        images.shape.Should().Equal(3, 3, Size, Size);
        for (var row = 0; row < 3; row++)
            Numbers(images[row]).Should()
                .Equal(set.Image(new[] { 4, 0, 2 }[row]).ToArray().Select(pixel => (float)pixel), (a, b) => Math.Abs(a - b) < 1e-3f);
        batches.Labels([4, 0, 2]).data<long>().ToArray().Should().Equal(4, 0, 2);
    }

    [Fact]
    public void A_grey_image_is_red_green_and_blue_alike()
    {
        using var scope = NewDisposeScope();
        var set = Images(2, channels: 1);

        var image = new Batches(set, new(Size, ResizeMethod.Pil, Bytes, []), CPU).Images([1])[0];

        var grey = set.Image(1).ToArray().Select(pixel => (float)pixel).ToArray();
        Numbers(image).Should().Equal([.. grey, .. grey, .. grey], (a, b) => Math.Abs(a - b) < 1e-3f);
    }

    [Fact]
    public void An_epochs_view_is_augmented_and_the_image_itself_is_not()
    {
        using var scope = NewDisposeScope();
        var batches = new Batches(Images(2, channels: 3), new(Size, ResizeMethod.Pil, Bytes, [new RandomHorizontalFlip(1)]), CPU);

        var (plain, view) = (batches.Images([1])[0], batches.Images([1], new EpochSeed(1, 1))[0]);

        Numbers(view).Should().Equal(Numbers(plain.flip(2)));
        Numbers(view).Should().NotEqual(Numbers(plain));
    }

    [Fact]
    public void Augmentations_change_the_original_image_in_their_order_before_it_is_resized()
    {
        using var scope = NewDisposeScope();
        var (set, crop, erasing) = (Images(2, channels: 3), new RandomCrop(4), new RandomErasing(1, 0.1, 0.3, Value: 255));
        var batches = new Batches(set, new(2 * Size, ResizeMethod.Pil, Bytes, [crop, erasing]), CPU);

        foreach (var epoch in Enumerable.Range(1, 5))
        {
            var random = new EpochSeed(1, epoch).View(1);
            var byHand = new PixelBuffer();
            byHand.Load(set.Image(1), 3, Size, Size);
            crop.Draw(Size, Size, 2 * Size, random).Apply(byHand);
            erasing.Draw(Size, Size, 2 * Size, random).Apply(byHand);
            PillowResize.Apply(byHand, 2 * Size, 2 * Size);

            Numbers(batches.Images([1], new EpochSeed(1, epoch))[0]).Should()
                .Equal(byHand.Pixels.ToArray().Select(pixel => (float)pixel), (a, b) => Math.Abs(a - b) < 1e-3f);
        }
    }

    /// <summary>
    /// A teacher sees the full size while a student begins at a smaller one. On black images a white rectangle is seen to the pixel,
    /// whatever window was cut before: at half the size its edges are at half of theirs.
    /// </summary>
    [Fact]
    public void A_rectangle_is_erased_in_the_same_part_of_an_image_at_a_smaller_size()
    {
        using var scope = NewDisposeScope();
        const int count = 3000;
        var set = new ImageSet(new byte[count * Size * Size], new int[count], 1, Size, Size);
        Preprocessing At(int size) => new(size, ResizeMethod.Pil, Bytes, [new RandomResizedCrop(), new RandomErasing(1, 0.1, Value: 255)]);
        int[] all = [.. Enumerable.Range(0, count)];

        var full = new Batches(set, At(4 * Size), CPU).Images(all, new EpochSeed(1, 1));
        var half = new Batches(set, At(2 * Size), CPU, viewSize: 4 * Size).Images(all, new EpochSeed(1, 1));

        int Half(int edge) => (int)Math.Round(edge / 2.0, MidpointRounding.ToEven);
        for (var image = 0; image < count; image++)
        {
            var (top, left, bottom, right) = White(full[image]);
            White(half[image]).Should().Be((Half(top), Half(left), Half(bottom), Half(right)), $"of image {image}");
        }
    }

    [Fact]
    public void An_image_that_is_not_there_is_refused()
    {
        var batches = new Batches(Images(2, channels: 3), new(Size, ResizeMethod.Pil, Bytes, []), CPU);

        foreach (var index in new[] { -1, 2 })
            new Action(() => batches.Images([0, index])).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("indices");
    }

    [Fact]
    public void A_batch_that_takes_more_than_2_GiB_is_refused_before_it_is_made()
    {
        var batches = new Batches(Images(2, channels: 3), new(1024, ResizeMethod.Pil, Bytes, []), CPU);

        new Action(() => batches.Images(new int[171])).Should().Throw<BadInputException>()
            .WithMessage("a batch of 171 images at 1024 px: expected at most 170, which take 2 GiB");
    }

    [Fact]
    public void Drawn_crops_lie_inside_the_image_and_reach_all_its_edges()
    {
        var crop = new RandomResizedCrop(0.25, 1, 0.75, 4 / 3.0);
        var drawn = Enumerable.Range(0, 300)
            .Select(image => (ResizedCrop)crop.Draw(12, 9, Size, new CounterRandom(1, RandomPurpose.View, 1, image))).ToList();

        drawn.Should().OnlyContain(at => at.Top >= 0 && at.Left >= 0 && at.Top + at.Height <= 12 && at.Left + at.Width <= 9);
        drawn.Should()
            .Contain(at => at.Top == 0).And.Contain(at => at.Left == 0).And.Contain(at => at.Top
                + at.Height == 12).And.Contain(at => at.Left + at.Width == 9);
    }

    /// <summary>The first row and column that are white, and the first behind them that are not.</summary>
    private static (int Top, int Left, int Bottom, int Right) White(Tensor image)
    {
        var (numbers, side) = (Numbers(image[0]), (int)image.shape[1]);
        var white = Enumerable.Range(0, numbers.Length).Where(at => numbers[at] > 254).ToList();
        return (white.Min(at => at / side), white.Min(at => at % side), white.Max(at => at / side) + 1, white.Max(at => at % side) + 1);
    }

    private static float[] Numbers(Tensor image) => image.contiguous().data<float>().ToArray();

    /// <summary>Images of which no two pixels in a row are alike, labelled by their number.</summary>
    private static ImageSet Images(int count, int channels)
    {
        var pixels = Enumerable.Range(0, count * channels * Size * Size).Select(i => (byte)(i * 37 % 251)).ToArray();
        return new ImageSet(pixels, [.. Enumerable.Range(0, count)], channels, Size, Size);
    }
}
