using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class DataPlacesSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_places_are_the_variable_the_data_folder_and_Debians()
    {
        var variable = Environment.GetEnvironmentVariable("REPRODUCTION_DATA");

        DataPlaces.From(null).Folders.Should()
            .Equal(new[] { variable, "data", "/usr/share/datasets" }.Where(place => !string.IsNullOrEmpty(place)));
    }

    [Fact]
    public void A_place_that_is_named_is_the_only_place() => DataPlaces.From(folder.Path).Folders.Should().Equal(folder.Path);

    [Fact]
    public void The_first_place_that_holds_the_data_set_is_taken_and_an_empty_or_absent_folder_passed_over()
    {
        var empty = folder.MakeFolder("empty");
        folder.MakeFolder("hollow/cifar-10-batches-bin");
        CifarFiles.Write(folder["first/cifar-10-batches-bin"]);
        CifarFiles.Write(folder["second/cifar-10-batches-bin"]);

        var places = new DataPlaces([folder["absent"], empty, folder["hollow"], folder["first"], folder["second"]]);

        places.Find("cifar-10").Path.Should().Be(folder["first/cifar-10-batches-bin"]);
    }

    [Fact]
    public void A_place_may_be_the_folder_of_batches_itself()
    {
        var batches = CifarFiles.Write(folder["somewhere"]);

        HeldDataset.In(batches, "cifar-10")!.Path.Should().Be(batches);
        HeldDataset.In(batches, "fashion-mnist").Should().BeNull();
        HeldDataset.In(batches, "my-images").Should().BeNull("batches that say nothing about themselves are CIFAR-10's");
    }

    [Theory]
    [InlineData("fashion-mnist", "fashion-mnist")]
    [InlineData("fashion-mnist", "FashionMNIST/raw")]
    [InlineData("mnist", "mnist")]
    [InlineData("mnist", "MNIST/raw")]
    public void IDX_files_are_found_where_Debian_and_torchvision_put_them(string name, string below)
    {
        IdxSpecs.WriteAll(folder.MakeFolder(below), ".gz");

        HeldDataset.In(folder.Path, name)!.Path.Should().Be(folder[below]);
        HeldDataset.In(folder[below], name)!.Path.Should().Be(folder[below]);
    }

    [Fact]
    public void MNIST_is_not_taken_for_Fashion_MNIST_though_its_files_have_the_same_names()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("mnist"), "");

        HeldDataset.In(folder["mnist"], "fashion-mnist").Should().BeNull();
        HeldDataset.In(folder["mnist"] + "/", "fashion-mnist").Should().BeNull();
    }

    [Fact]
    public void Where_nothing_holds_it_the_message_names_all_places_and_says_how_to_get_it()
    {
        var finding = () => new DataPlaces(["/one", "/two"]).Find("cifar-10");

        finding.Should().Throw<BadInputException>()
            .WithMessage("data set cifar-10: not found in /one, /two; get it with: reproduction data fetch cifar-10");
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var finding = () => new DataPlaces(["/one"]).Find("cifar10");

        finding.Should().Throw<BadInputException>()
            .WithMessage("data set cifar10: not found in /one; known are cifar-10, cifar-100, fashion-mnist, mnist,*");
    }

    [Fact]
    public void A_given_folder_that_does_not_exist_is_a_slip_and_no_reason_to_look_elsewhere()
    {
        var opening = () => DataPlaces.Open("fashion-mnist", folder["slip"]);

        opening.Should().Throw<BadInputException>().WithMessage($"--data {folder["slip"]}: no such folder*");
    }

    [Fact]
    public void A_data_set_of_one_class_is_refused_before_anything_is_trained_on_it()
    {
        Directory.CreateDirectory(folder["single-batches-bin"]);
        foreach (var file in CifarFiles.TrainNames.Append(CifarFiles.TestName))
            File.WriteAllBytes(folder[$"single-batches-bin/{file}"], CifarFiles.Batch(0, 0));
        File.WriteAllText(folder["single-batches-bin/batches.meta.txt"], "cat\n");

        var opening = () => DataPlaces.Open("single", folder.Path);

        opening.Should().Throw<BadInputException>().WithMessage("data set single: only the class cat, expected at least two to tell apart");
    }

    [Theory]
    [InlineData("a file", "passwd")]
    [InlineData("a folder without the data set", "empty")]
    public void A_named_place_without_the_data_set_is_no_reason_to_look_elsewhere(string what, string place)
    {
        folder.MakeFolder("empty");
        File.WriteAllText(folder["passwd"], "root:x:0:0");

        var opening = () => DataPlaces.Open("fashion-mnist", folder[place]);

        opening.Should().Throw<BadInputException>(what)
            .WithMessage($"data set fashion-mnist: not found in {folder[place]}; get it with: reproduction data fetch fashion-mnist");
    }

    [Fact]
    public void Opening_says_of_the_data_set_where_it_was_what_it_is_and_its_fingerprint()
    {
        CifarFiles.Write(folder["cifar-10-batches-bin"]);

        var data = DataPlaces.Open("cifar-10", folder.Path);

        data.Place.Should().Be(folder["cifar-10-batches-bin"]);
        data.Sentence.Should().Be($"data: cifar-10 in {data.Place}: {data.Source}; fingerprint {data.Fingerprint}");
        data.ToJson().ToJsonString().Should()
            .Contain("\"place\":").And.Contain("\"source\":").And.Contain($"\"fingerprint\":\"{data.Fingerprint}\"");
    }

    [Fact]
    public void Opening_reads_the_data_set_of_the_given_folder()
    {
        CifarFiles.Write(folder["cifar-10-batches-bin"]);

        DataPlaces.Open("cifar-10", folder.Path).Test.Labels.Should().Equal(3, 1, 4);
    }
}
