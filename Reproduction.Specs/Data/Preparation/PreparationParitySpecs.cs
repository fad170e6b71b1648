using MathNet.Numerics.Distributions;
using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Kernels;
using Reproduction.Randomness;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Data.Preparation;

/// <summary>The whole way from bytes to the network's input, and what chance may draw, against torchvision.</summary>
public sealed class PreparationParitySpecs
{
    private const int Draws = 50_000;

    [Theory]
    [InlineData("pil", ResizeMethod.Pil)]
    [InlineData("tensor", ResizeMethod.Tensor)]
    public void Resize_scale_and_normalise_are_torchvisions_Compose(string name, ResizeMethod method) =>
        ShouldBe(name, NoiseImage.Set(3, 32, 32), new(48, method));

    [Fact]
    public void Every_byte_is_scaled_and_normalised_as_ToTensor_and_Normalize_do()
    {
        byte[] ramp = [.. Enumerable.Range(0, 3 * 256).Select(i => (byte)i)];

        ShouldBe("bytes", new ImageSet(ramp, [0], 3, 16, 16), new(16, ResizeMethod.Pil));
    }

    [Fact]
    public void The_window_where_no_drawn_one_fits_is_torchvisions()
    {
        foreach (var stored in GoldenValues.Json("preprocessing", "central_windows").EnumerateArray())
        {
            var (image, window) = (stored.GetProperty("image"), stored.GetProperty("window"));
            new RandomResizedCrop().Central(image[0].GetInt32(), image[1].GetInt32(), 24).Should().Be(
                new ResizedCrop(window[0].GetInt32(), window[1].GetInt32(), window[2].GetInt32(), window[3].GetInt32(), 24));
        }
    }

    [Theory]
    [InlineData(100, 1, 28)] // A ratio that was meant in per cent: no window fits, and the middle of the image is one row.
    [InlineData(0.01, 28, 1)]
    public void A_window_has_a_pixel_at_least(double ratio, int height, int width) =>
        new RandomResizedCrop(LeastRatio: ratio, GreatestRatio: ratio).Central(28, 28, 32).Should()
            .Be(new ResizedCrop((28 - height) / 2, (28 - width) / 2, height, width, 32));

    [Fact]
    public void Drawn_windows_are_as_frequent_as_torchvisions() =>
        ShouldBeAsFrequent(
            Operations(new RandomResizedCrop()).Cast<ResizedCrop>().Select(window => (window.Height, window.Width)), "drawn_windows");

    [Fact]
    public void Erased_rectangles_are_as_frequent_as_torchvisions() =>
        ShouldBeAsFrequent(
            Operations(new RandomErasing(Probability: 1, LeastRatio: 0.5)).Cast<Erased>()
                .Select(rectangle => (rectangle.Height, rectangle.Width)),
            "drawn_rectangles");

    [Fact]
    public void As_many_images_as_said_lose_a_rectangle_anywhere_within_them_and_one_that_would_be_a_whole_side_is_not_taken()
    {
        var erased = Operations(new RandomErasing(0.3)).OfType<Erased>().ToList();

        (erased.Count / (double)Draws).Should().BeApproximately(0.3, 0.01);
        erased.Should().OnlyContain(rectangle =>
            rectangle.Top >= 0 && rectangle.Left >= 0 && rectangle.Top + rectangle.Height <= 32 && rectangle.Left + rectangle.Width <= 32);
        erased.Average(rectangle => rectangle.Top / (32.0 - rectangle.Height)).Should().BeApproximately(0.5, 0.02);
        erased.Average(rectangle => rectangle.Left / (32.0 - rectangle.Width)).Should().BeApproximately(0.5, 0.02);
        Operations(new RandomErasing(1, 1, 1, 1, 1)).Should().OnlyContain(operation => operation == PixelOperation.None);
    }

    [Fact]
    public void Crops_flips_and_angles_are_drawn_uniformly()
    {
        var crops = Operations(new RandomCrop(4)).Cast<PaddedCrop>().CountBy(crop => (crop.Top, crop.Left)).ToList();
        crops.Should().HaveCount(81).And.OnlyContain(place => Math.Abs(place.Value - Draws / 81.0) < 5 * Math.Sqrt(Draws / 81.0));

        var flips = Operations(new RandomHorizontalFlip(0.3)).Count(operation => operation is HorizontalFlip);
        (flips / (double)Draws).Should().BeApproximately(0.3, 0.01);

        var angles = Operations(new RandomRotation(15)).Cast<Rotation>().Select(rotation => rotation.Degrees).ToList();
        angles.Should().OnlyContain(angle => angle >= -15 && angle < 15);
        angles.Average().Should().BeApproximately(0, 0.2);
        angles.Average(angle => angle * angle).Should().BeApproximately(75, 1, "the variance of a uniform number in ±15 is 15²/3");
    }

    [Fact]
    public void Alternating_flips_are_drawn_once_for_each_image_and_turned_in_every_second_epoch()
    {
        var flip = new RandomHorizontalFlip(0.3, Alternating: true);
        bool[] Epoch(int epoch, ulong seed = 5) => [.. Enumerable.Range(0, Draws).Select(image =>
        {
            var random = new CounterRandom(seed, RandomPurpose.View, epoch, image);
            new RandomCrop(4).Draw(32, 32, 24, random);
            return flip.Draw(32, 32, 24, random) is HorizontalFlip;
        })];

        var first = Epoch(1);

        (first.Count(flips => flips) / (double)Draws).Should().BeApproximately(0.3, 0.01);
        Epoch(2).Should().Equal(first.Select(flips => !flips));
        Epoch(3).Should().Equal(first);
        Epoch(1, seed: 6).Zip(first).Count(pair => pair.First != pair.Second).Should().BeCloseTo((int)(2 * 0.3 * 0.7 * Draws), 600);
    }

    private static IEnumerable<PixelOperation> Operations(Augmentation augmentation) => Enumerable.Range(0, Draws)
        .Select(image => augmentation.Draw(32, 32, 24, new CounterRandom(seed: 5, RandomPurpose.View, epoch: 0, image)));

    // Two samples of one distribution: Pearson's χ² over the shapes that both samples have often, the rest together.
    private static void ShouldBeAsFrequent(IEnumerable<(int Height, int Width)> drawn, string file)
    {
        var theirs = GoldenValues.Json("preprocessing", file).EnumerateArray()
            .ToDictionary(row => (Height: row[0].GetInt32(), Width: row[1].GetInt32()), row => row[2].GetInt32());
        var ours = drawn.CountBy(shape => shape).ToDictionary();

        double theirTotal = theirs.Values.Sum(), share = Draws / (Draws + theirTotal), squares = 0;
        var common = theirs.Keys.Where(shape => theirs[shape] >= 50).ToList();
        var cells =
            common.Select(shape => (Ours: ours.GetValueOrDefault(shape), Both: ours.GetValueOrDefault(shape) + theirs[shape])).ToList();
        cells.Add((Draws - cells.Sum(cell => cell.Ours), (int)(Draws + theirTotal) - cells.Sum(cell => cell.Both)));
        foreach (var (own, both) in cells)
            squares += Math.Pow(own - share * both, 2) / (share * (1 - share) * both);
        (1 - ChiSquared.CDF(cells.Count - 1, squares)).Should().BeGreaterThan(0.001);
    }

    private static void ShouldBe(string name, ImageSet images, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        var expected = GoldenValues.Tensors("preprocessing", "compose")[name].ToTensor();
        foreach (var layout in Enum.GetValues<BatchLayout>())
        {
            var batch = new Batches(images, preprocessing, CPU, layout).Images([0]);
            (batch[0] - expected).abs().max().item<float>().Should()
                .BeLessThan(1e-6f * 8, $"{layout}: 1e-6 of a value in 0 to 1, divided by a deviation of 0.22");
        }
    }
}
