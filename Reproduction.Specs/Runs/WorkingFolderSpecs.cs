using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Runs;

/// <summary>The working folder is the whole process's.</summary>
[Collection(nameof(Alone))]
public sealed class WorkingFolderSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_working_folder_is_not_moved_aside()
    {
        Directory.CreateDirectory(folder["run"]);
        File.WriteAllText(folder["run/run.json"], "{}");
        var before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder["run"];
            foreach (var path in new[] { ".", folder["run"] + "/" })
            {
                using var taken = RunFolder.Take(path, _ => Assert.Fail("nobody holds it"), CancellationToken.None);
                var moving = () => taken.MovedAside(_ => Assert.Fail("nobody holds it"), CancellationToken.None);
                moving.Should().Throw<BadInputException>().WithMessage("*the working folder is in it*from another folder");
            }
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
        File.Exists(folder["run/run.json"]).Should().BeTrue();
    }
}
