using System.Text.Json;
using System.Text.RegularExpressions;
using Reproduction.Data;
using Reproduction.Specs.Data;
using SkiaSharp;

namespace Reproduction.Specs.Commands;

public sealed class DataCommandSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_imported_folder_of_images_is_found_listed_and_verified()
    {
        var tree = ImageFiles.Tree();
        tree["test/cat/0000.png"] = tree["train/cat/0002.png"];
        var source = ImageFiles.WriteFolder(folder["images"], tree);

        var import = Program.Run("data", "import", source, "--name", "pets", "--classes", "dog,cat", "--data", folder.MakeFolder("data"));
        import.ExitCode.Should().Be(0, import.Error);
        import.Output.Should()
            .Contain($"pets: 5 training and 2 test images (PNG) in {folder["data/pets-batches-bin"]}")
            .And.Contain("classes: dog, cat").And.Contain(
                "\nrepeated: 1 test image is also a training image, the first test/cat/0000.png (train/cat/0002.png)\n");

        Program.Run("data", "list", "--data", folder["data"]).Output.Should()
            .Contain($"pets: binary batches in {folder["data/pets-batches-bin"]}\n");
        var json = JsonDocument.Parse(Program.Run("data", "list", "--data", folder["data"], "--json").Output).RootElement;
        var pets = json.GetProperty("data_sets")[0];
        (pets.GetProperty("name").GetString(), pets.GetProperty("form").GetString(), pets.GetProperty("path").GetString()).Should()
            .Be(("pets", "binary batches", folder["data/pets-batches-bin"]));
        json.GetProperty("weights").GetArrayLength().Should().Be(0);
        json.GetProperty("looked_at")[0].GetString().Should().Be(folder["data"]);
        var whole = JsonDocument.Parse(Program.Run("data", "verify", "pets", "--data", folder["data"], "--json").Output).RootElement;
        (whole.GetProperty("name").GetString(), whole.GetProperty("path").GetString()).Should()
            .Be(("pets", folder["data/pets-batches-bin"]));
        (whole.GetProperty("train_images").GetInt32(), whole.GetProperty("test_images").GetInt32()).Should().Be((5, 2));
        whole.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Should().Equal("dog", "cat");
        whole.GetProperty("failures").GetArrayLength().Should().Be(0);
        var verify = Program.Run("data", "verify", "pets", "--data", folder["data"]);
        verify.ExitCode.Should().Be(0, verify.Error);
        verify.Output.Should()
            .Contain("images: 5 training, 2 test, 3×32×32\n").And.Contain("classes: dog, cat\n").And.MatchRegex(
                "fingerprint: [0-9a-f]{64}\n");
    }

    [Fact]
    public void Images_of_other_classes_that_are_imported_without_a_name_are_said_to_be_called_cifar_10()
    {
        ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree());
        string Said(params string[] more) =>
            Program.Run(["data", "import", folder["images"], "--data", folder.MakeFolder("data"), .. more]).Error;

        Said().Should().Contain("called cifar-10 from now on, whose classes are others: --name gives them a name of their own");
        Said("--name", "pets").Should().NotContain("from now on");
    }

    [Fact]
    public void Images_of_the_classes_of_CIFAR_10_are_called_so_without_a_word()
    {
        var tree = KnownDataset.Cifar10.ClassNames.Index().SelectMany(of => new[]
        {
            ($"train/{of.Item}/0.png", ImageFiles.Encoded(SKEncodedImageFormat.Png, of.Index)),
            ($"test/{of.Item}/0.png", ImageFiles.Encoded(SKEncodedImageFormat.Png, 100 + of.Index)),
        }).ToDictionary();

        var import = Program.Run("data", "import", ImageFiles.WriteFolder(folder["images"], tree), "--data", folder.MakeFolder("data"));

        import.ExitCode.Should().Be(0, import.Error);
        import.Output.Should().Contain("cifar-10: 10 training and 10 test images (PNG) in ");
        import.Error.Should().NotContain("from now on");
    }

    [Fact]
    public void Other_images_of_the_same_name_that_an_import_replaces_are_said()
    {
        string Import(params string[] more) =>
            Program.Run(["data", "import", folder["images"], "--data", folder["data"], .. more]).Output;
        ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree());
        CifarFiles.Write(folder["data/cifar-10-batches-bin"]);

        Import().Should().Contain("\nreplaced: images of unrecorded origin\n", "cifar-10 is the name that an import has unless told one");
        Import().Should().NotContain("replaced");
        Import("--classes", "dog,cat").Should().MatchRegex("\nreplaced: PNG images of images .*; fingerprint [0-9a-f]{64}\n");
        JsonDocument.Parse(Import("--json")).RootElement.GetProperty("replaced").GetString().Should().StartWith("PNG images of images");
        File.WriteAllText(folder["data/cifar-10-batches-bin/source.json"], "{");
        Import().Should().Contain("\nreplaced: images with a damaged source.json\n");
    }

    [Fact]
    public void A_data_set_that_is_whole_but_not_the_official_one_fails_verification_with_every_reason_on_one_line()
    {
        CifarFiles.Write(folder["data/cifar-10-batches-bin"]);

        var run = Program.Run("data", "verify", "cifar-10", "--data", folder["data"]);

        run.ExitCode.Should().Be(1);
        Regex.Count(run.Error, "\n").Should().Be(1);
        run.Error.Should().StartWith("reproduction: data set cifar-10: ")
            .And.Contain("10 training images; official are 50000").And.Contain("3 test images; official are 10000").And.Contain(
                "1 test images of cat; official are 1000");
        run.Output.Should().Contain("bit-equal to the official files: not known, nothing records where they came from");
    }

    [Fact]
    public void A_machine_gets_one_object_of_what_was_imported_or_verified_and_the_same_exit_code()
    {
        var source = ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree());

        var import = Program.Run("data", "import", source, "--name", "pets", "--data", folder.MakeFolder("data"), "--json");

        import.ExitCode.Should().Be(0, import.Error);
        import.Error.Should().Contain("images", "how far it is goes to stderr");
        var imported = JsonDocument.Parse(import.Output).RootElement;
        (imported.GetProperty("name").GetString(), imported.GetProperty("path").GetString(), imported.GetProperty("encoding").GetString())
            .Should().Be(("pets", folder["data/pets-batches-bin"], "PNG"));
        imported.GetProperty("repeated").GetArrayLength().Should().Be(0);
        var fingerprint = imported.GetProperty("fingerprint").GetString();
        JsonDocument.Parse(Program.Run("data", "verify", "pets", "--data", folder["data"], "--json").Output).RootElement
            .GetProperty("fingerprint").GetString().Should().Be(fingerprint);
        CifarFiles.Write(folder["other/cifar-10-batches-bin"]);
        var no = Program.Run("data", "verify", "cifar-10", "--data", folder["other"], "--json");
        no.ExitCode.Should().Be(1);
        JsonDocument.Parse(no.Output).RootElement.GetProperty("failures").EnumerateArray().Select(failure => failure.GetString())
            .Should().Contain("10 training images; official are 50000");
    }

    [Fact]
    public void What_is_listed_says_of_what_is_missing_how_to_get_it_and_where_was_looked()
    {
        var run = Program.Run("data", "list", "--data", folder.Path);

        run.Output.Should()
            .Contain("cifar-10: not found (reproduction data fetch cifar-10)\n").And.Contain(
                "mnist: not found (reproduction data fetch mnist)\n")
            .And.EndWith($"looked at: {folder.Path}\n", "a place that is named is the only one");
        Program.Run("data", "list").Output.Should().Contain("looked at: ").And.Contain("hub/checkpoints\n");
    }

    [Fact]
    public void ImageNet_weights_are_listed_and_verified_by_the_published_checksum()
    {
        var file = ImageNetWeights.Named("efficientnet_b0")!.Files[1].Name;
        File.WriteAllBytes(folder[file], [1, 2, 3]);

        Program.Run("data", "list", "--data", folder.Path).Output.Should()
            .Contain($"efficientnet_b0: ImageNet weights in {folder[file]}\n");
        var verify = Program.Run("data", "verify", "efficientnet_b0", "--data", folder.Path);
        var failure = $"{folder[file]}: SHA256 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81, expected "
            + "7f5810bc96def8f7552d5b7e68d53c4786f81167d28291b21c0d90e1fca14934, the published checksum";
        verify.ExitCode.Should().Be(1, "the file is whole, but not what it should be");
        verify.Error.Should().Be($"reproduction: ImageNet weights of efficientnet_b0: {failure}\n");
        var json = Program.Run("data", "verify", "efficientnet_b0", "--data", folder.Path, "--json");
        json.ExitCode.Should().Be(1);
        var said = JsonDocument.Parse(json.Output).RootElement;
        said.GetProperty("path").GetString().Should().Be(folder[file]);
        said.GetProperty("failures").EnumerateArray().Select(each => each.GetString()).Should().Equal(failure);
    }

    [Theory]
    [InlineData("fashion-mnist")]
    [InlineData("efficientnet_b0")]
    public void Nothing_is_vouched_for_but_what_lies_in_the_named_place(string name) =>
        Program.Run("data", "verify", name, "--data", folder.Path)
            .ShouldBeBadInput(folder.Path, $"get {(name[0] == 'e' ? "them" : "it")} with: reproduction data fetch {name}");

    [Theory]
    [InlineData("data fetch cifar-11", "cifar-11: not known", "cifar-10, cifar-100, fashion-mnist, mnist",
        "efficientnet_b0 to efficientnet_b7")]
    [InlineData("data verify cifar-11", "data set cifar-11: not found in")]
    [InlineData("data import images --name .pets", "--name .pets", "begins with a letter or digit")]
    [InlineData("data import images --name mnist", "--name mnist", "kept for the official files")]
    [InlineData("data import images --classes a,,b", "--classes a,,b", "empty or appears twice")]
    [InlineData("data import images --classes a,a", "--classes a,a", "empty or appears twice")]
    [InlineData("data import nowhere", "nowhere")]
    [InlineData("data list --data nowhere", "--data nowhere: no such folder")]
    [InlineData("data", "`reproduction data` needs a command", "fetch, import, verify, list", "see `reproduction data --help`")]
    public void A_slip_is_answered_with_what_was_expected(string line, params string[] words) =>
        Program.Run(line.Split(' ')).ShouldBeBadInput(words);
}
