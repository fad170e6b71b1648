using System.Runtime.CompilerServices;
using System.Text;

namespace Reproduction.Specs.Snapshots;

/// <summary>
/// What every snapshot in this project relies on. These hold for the compatible engine and for the package Verify.XunitV3 alike.
/// </summary>
public sealed class SnapshotSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("snapshots-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string kind, string extension = "md", [CallerMemberName] string spec = "") =>
        Path.Combine(folder, $"{nameof(SnapshotSpecs)}.{spec}.{kind}.{extension}");

    private async Task<string> Failure(string text)
    {
        var verifying = () => Verify(text, extension: "md").UseDirectory(folder).DisableRequireUniquePrefix().DisableDiff().ToTask();
        return (await verifying.Should().ThrowAsync<Exception>()).Which.Message;
    }

    [Fact]
    public async Task A_first_run_fails_and_leaves_what_it_received_beside_the_place_of_the_verified_file()
    {
        var message = await Failure("accuracy 0.9142");

        message.Should().Contain("New:").And.Contain(Path.GetFileName(File("received"))).And.Contain(Path.GetFileName(File("verified")));
        System.IO.File.ReadAllText(File("received")).Should().Be("accuracy 0.9142");
        System.IO.File.Exists(File("verified")).Should().BeFalse();
    }

    [Fact]
    public async Task An_equal_text_passes_and_removes_what_an_earlier_run_received()
    {
        System.IO.File.WriteAllText(File("verified"), "accuracy 0.9142");
        System.IO.File.WriteAllText(File("received"), "accuracy 0.9143");

        await Verify("accuracy 0.9142", extension: "md").UseDirectory(folder);

        Directory.GetFiles(folder).Should().Equal(File("verified"));
    }

    [Fact]
    public async Task One_changed_figure_fails_with_both_files_and_both_lines()
    {
        System.IO.File.WriteAllText(File("verified"), "baseline\naccuracy 0.9142\nstudent");

        var message = await Failure("baseline\naccuracy 0.9143\nstudent");

        message.Should().Contain("NotEqual:")
            .And.Contain($"Received: {Path.GetFileName(File("received"))}")
            .And.Contain($"Verified: {Path.GetFileName(File("verified"))}")
            .And.Contain("accuracy 0.9142").And.Contain("accuracy 0.9143");
        System.IO.File.ReadAllText(File("received")).Should().Be("baseline\naccuracy 0.9143\nstudent");
        System.IO.File.ReadAllText(File("verified")).Should().Be("baseline\naccuracy 0.9142\nstudent");
    }

    [Fact]
    public async Task A_line_feed_more_at_the_end_is_a_difference()
    {
        System.IO.File.WriteAllText(File("verified"), "accuracy 0.9142");

        (await Failure("accuracy 0.9142\n")).Should().Contain("NotEqual:");
    }

    [Fact]
    public async Task Line_ends_of_the_text_do_not_matter()
    {
        System.IO.File.WriteAllText(File("verified"), "baseline\naccuracy 0.9142");

        await Verify("baseline\r\naccuracy 0.9142", extension: "md").UseDirectory(folder);
    }

    [Fact]
    public async Task Carriage_returns_in_the_verified_file_are_named_as_the_reason()
    {
        System.IO.File.WriteAllText(File("verified"), "baseline\r\naccuracy 0.9142");

        (await Failure("baseline\naccuracy 0.9142")).Should().Contain("carriage return").And.Contain(File("verified"));
    }

    [Fact]
    public async Task A_verified_file_may_start_with_a_byte_order_mark()
    {
        System.IO.File.WriteAllText(File("verified"), "χ² = 3.84", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        await Verify("χ² = 3.84", extension: "md").UseDirectory(folder);
    }

    [Fact]
    public async Task An_empty_verified_file_counts_as_none()
    {
        System.IO.File.WriteAllText(File("verified"), "");

        (await Failure("accuracy 0.9142")).Should().Contain("New:");
    }

    [Fact]
    public async Task A_verified_file_of_another_extension_is_asked_to_be_deleted()
    {
        System.IO.File.WriteAllText(File("verified"), "accuracy 0.9142");
        System.IO.File.WriteAllText(File("verified", "txt"), "accuracy 0.9142");

        (await Failure("accuracy 0.9142")).Should().Contain("Delete:").And.Contain(Path.GetFileName(File("verified", "txt")));
    }

    [Fact]
    public async Task Without_an_extension_a_snapshot_is_a_text_file()
    {
        System.IO.File.WriteAllText(File("verified", "txt"), "accuracy 0.9142");

        await Verify("accuracy 0.9142").UseDirectory(folder);
    }

    [Theory]
    [InlineData("quick", 1, "recipe=quick_seed=1")]
    [InlineData("a/b", -2, "recipe=a-b_seed=-2")]
    public async Task A_tests_arguments_are_in_its_files_names(string recipe, int seed, string name)
    {
        var file = $"{nameof(SnapshotSpecs)}.{nameof(A_tests_arguments_are_in_its_files_names)}_{name}_name={name}.verified.txt";
        System.IO.File.WriteAllText(Path.Combine(folder, file), $"{recipe} {seed}");

        await Verify($"{recipe} {seed}").UseDirectory(folder);
    }

    [Fact]
    public async Task Two_snapshots_of_one_test_would_share_a_file_and_are_refused()
    {
        System.IO.File.WriteAllText(File("verified"), "accuracy 0.9142");
        await Verify("accuracy 0.9142", extension: "md").UseDirectory(folder);

        var again = () => Verify("accuracy 0.9142", extension: "md").UseDirectory(folder).ToTask();

        await again.Should().ThrowAsync<Exception>().WithMessage("The prefix has already been used:*");
    }

    [Fact]
    public async Task Without_a_folder_the_files_lie_beside_the_spec() =>
        await Verify("The text of a snapshot.\nIts file lies beside the spec.\n", extension: "md");
}
