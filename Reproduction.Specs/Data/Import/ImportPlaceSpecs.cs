using Reproduction.Data.Import;
using SkiaSharp;

namespace Reproduction.Specs.Data.Import;

/// <summary>An import takes the place of a former import and of nothing else, and is what is read afterwards.</summary>
public sealed class ImportPlaceSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("pets-images", 40)]
    [InlineData("pets-batches-bin", 32)]
    public void Somebodys_own_images_in_that_place_are_left_there(string place, int size)
    {
        var own = Path.Combine(folder[place], "train/cat/0000.png");
        Write(place, size);

        var import = () => new ImageImport("pets").Run(folder[place], folder.Path);

        import.Should().Throw<BadInputException>()
            .WithMessage($"*{place}: holds '*', which no import wrote, expected a former import's files alone*");
        File.Exists(own).Should().BeTrue();
    }

    [Fact]
    public void A_former_import_is_replaced()
    {
        Write("pictures", 40);
        new ImageImport("pets").Run(folder["pictures"], folder.Path);

        new ImageImport("pets").Run(folder["pictures"], folder.Path).Replaced.Should().BeNull();
    }

    [Fact]
    public void Images_that_would_never_be_read_because_others_of_the_name_are_found_first_are_refused()
    {
        CifarFiles.Write(folder["cifar-10-batches-bin"]);
        Directory.Move(folder["cifar-10-batches-bin"], folder["cifar-10-batches-bin.away"]);
        File.WriteAllText(folder["cifar-10-binary.tar.gz"], "");
        Write("pictures", 40);

        var import = () => new ImageImport("cifar-10").Run(folder["pictures"], folder.Path);

        import.Should().Throw<BadInputException>()
            .WithMessage("*cifar-10-binary.tar.gz: holds cifar-10 already (*) and would be read in the place*");
    }

    private void Write(string name, int size)
    {
        (string, int)[] images =
            [("train/cat/0000.png", 1), ("train/dog/0000.png", 2), ("test/cat/0000.png", 3), ("test/dog/0000.png", 4)];
        foreach (var (path, seed) in images)
        {
            var file = Path.Combine(folder[name], path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, ImageFiles.Encoded(SKEncodedImageFormat.Png, seed, size, size));
        }
    }
}
