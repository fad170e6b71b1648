using Reproduction.Data;
using Reproduction.Data.Import;

namespace Reproduction.Specs.Data;

public sealed class DatasetVerificationSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private DatasetVerification Verify(string name) => DatasetVerification.Of(HeldDataset.In(folder.Path, name)!);

    [Fact]
    public void The_official_content_is_called_bit_equal_however_its_files_are_packed()
    {
        Assert.SkipWhen(HeldDataset.In(DataPlaces.Debian, "fashion-mnist") is null, "Debian's dataset-fashion-mnist is not installed");

        var verification = DatasetVerification.Of(HeldDataset.In(DataPlaces.Debian, "fashion-mnist")!);

        verification.Failures.Should().BeEmpty();
        verification.Findings.Should()
            .Contain("bit-equal to the official files: yes").And.Contain("images: 60000 training, 10000 test, 1×28×28");
    }

    [Fact]
    public void Images_of_another_size_and_number_than_the_official_ones_are_named()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("fashion-mnist"), "");

        var verification = Verify("fashion-mnist");

        verification.Findings.Should().Contain("bit-equal to the official files: no");
        verification.Failures.Should().StartWith([
            "3 training images; official are 60000",
            "training images of 1×2×4; official are 1×28×28",
            "3 test images; official are 10000",
            "test images of 1×2×4; official are 1×28×28",
            "1 test images of T-shirt/top; official are 1000",
        ]);
    }

    [Fact]
    public void Imported_images_are_never_called_the_official_ones()
    {
        Import();

        Verify("cifar-10").Findings.Should().Contain("bit-equal to the official files: no, they were imported from images");
    }

    [Fact]
    public void Class_names_other_than_the_official_ones_are_named_and_no_class_counted()
    {
        Import();

        Verify("cifar-10").Failures.Should()
            .ContainSingle(failure => failure.StartsWith("classes cat, dog; official are airplane", StringComparison.Ordinal))
            .And.NotContain(failure => failure.Contains(" test images of ", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_changed_since_they_were_imported_are_found_by_their_fingerprint()
    {
        Import();
        var file = folder["cifar-10-batches-bin/test_batch.bin"];
        var bytes = File.ReadAllBytes(file);
        bytes[100] ^= 1;
        File.WriteAllBytes(file, bytes);

        Verify("cifar-10").Failures.Should().Contain(failure => failure.Contains("the files have changed", StringComparison.Ordinal));
        Verify("cifar-10").Findings.Should().Contain("bit-equal to the official files: not known, nothing records where they came from");
    }

    [Fact]
    public void Class_names_that_changed_since_the_import_are_found_since_labels_would_mean_others()
    {
        new ImageImport("pets", null).Run(ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree()), folder.Path);
        var names = Directory.GetFiles(folder.Path, "*.txt", SearchOption.AllDirectories).Single();
        File.WriteAllText(names, "dog\ncat\n");

        Verify("pets").Failures.Should().ContainSingle().Which.Should()
            .Be("classes dog, cat are not cat, dog, which source.json recorded: labels would mean other classes");
        Verify("pets").Data.Source.Should().StartWith("files that have changed since source.json");
    }

    /// <summary>Test images of each digit, as LeCun's files have them.</summary>
    [Fact]
    public void MNISTs_test_images_are_not_equally_many_of_each_digit()
    {
        int[] official = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

        Enumerable.Range(0, 10).Select(KnownDataset.Mnist.TestImagesOf).Should().Equal(official);
        official.Sum().Should().Be(KnownDataset.Mnist.TestImages);
        KnownDataset.FashionMnist.TestImagesOf(3).Should().Be(1000);
    }

    [Fact]
    public void Images_of_another_data_set_in_files_of_the_same_names_are_refused()
    {
        Assert.SkipWhen(HeldDataset.In(DataPlaces.Debian, "fashion-mnist") is null, "Debian's dataset-fashion-mnist is not installed");
        Directory.CreateSymbolicLink(folder["mnist"], HeldDataset.In(DataPlaces.Debian, "fashion-mnist")!.Path);

        FluentActions.Invoking(() => Verify("mnist")).Should().Throw<BadInputException>()
            .WithMessage("*mnist: holds the images of fashion-mnist, expected those of mnist");
    }

    [Fact]
    public void A_folder_that_says_it_is_another_data_sets_is_passed_over()
    {
        new ImageImport("pets", null).Run(ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree()), folder.Path);
        IdxSpecs.WriteAll(folder.MakeFolder("mnist"), "");
        File.Copy(Directory.GetFiles(folder.Path, "source.json", SearchOption.AllDirectories).Single(), folder["mnist/source.json"]);

        HeldDataset.In(folder.Path, "mnist").Should().BeNull();
        File.Delete(folder["mnist/source.json"]);
        HeldDataset.In(folder.Path, "mnist").Should().NotBeNull();
    }

    [Theory]
    [InlineData("test_batch.bin")]
    [InlineData("data_batch_3.bin")]
    public void A_batch_that_is_another_one_under_its_name_is_found(string copy)
    {
        var batches = CifarFiles.Write(folder["cifar-10-batches-bin"]);
        Verify("cifar-10").Failures.Should().NotContain(failure => failure.Contains("expected other", StringComparison.Ordinal));

        File.Copy(Path.Combine(batches, "data_batch_1.bin"), Path.Combine(batches, copy), overwrite: true);

        Verify("cifar-10").Failures.Should().Contain($"data_batch_1.bin, {copy} have the same bytes, expected other images in each");
    }

    [Fact]
    public void Test_images_that_all_are_training_images_are_found_in_any_form_and_single_ones_are_not_reproached()
    {
        var tree = ImageFiles.Tree();
        tree["test/cat/0000.png"] = tree["train/cat/0002.png"];
        new ImageImport("pets", null).Run(ImageFiles.WriteFolder(folder["images"], tree), folder.Path);
        Verify("pets").Failures.Should().BeEmpty("one of two occurs in both splits");

        tree["test/dog/0000.png"] = tree["train/dog/0000.png"];
        new ImageImport("pets", null).Run(ImageFiles.WriteFolder(folder["images"], tree), folder.Path);
        Verify("pets").Failures.Should().Equal("every one of 2 test images has the pixels of a training image, expected others");
    }

    [Fact]
    public void Empty_batches_of_few_images_are_equal_and_no_fault()
    {
        var tree = ImageFiles.Tree().Where(image => !image.Key.EndsWith("1.png", StringComparison.Ordinal)).ToDictionary();
        new ImageImport("pets", null).Run(ImageFiles.WriteFolder(folder["images"], tree), folder.Path);

        Verify("pets").Data.Train.Count.Should().Be(3, "of five batches two hold none");
        Verify("pets").Failures.Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_nobody_publishes_has_nothing_to_be_compared_with()
    {
        new ImageImport("pets", null).Run(ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree()), folder.Path);

        Verify("pets").Failures.Should().BeEmpty();
        Verify("pets").Findings.Should().Contain("bit-equal to the official files: no such data set is published under this name");
    }

    private void Import() =>
        new ImageImport("cifar-10", null).Run(ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree()), folder.Path);
}
