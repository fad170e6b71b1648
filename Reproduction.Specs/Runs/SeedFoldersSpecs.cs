using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Runs;

/// <summary>Which folders of an experiment are its seeds.</summary>
public sealed class SeedFoldersSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_that_was_moved_aside_and_what_is_no_number_are_no_seeds_and_seeds_come_by_number()
    {
        foreach (var name in new[] { "seed-10", "seed-2", "seed-2.old-1", "seed--1", "seed-+1", "seed- 1", "seed-", "seed-x", "shared" })
            folder.MakeFolder(name);
        File.WriteAllText(folder["seed-3"], "a file");

        SeedFolders.In(folder.Path).Should().Equal(folder["seed-2"], folder["seed-10"]);
        SeedFolders.In(folder["nowhere"]).Should().BeEmpty();
    }

    [Fact]
    public void A_seed_that_has_begun_nothing_has_no_run()
    {
        folder.MakeFolder("seed-1");
        folder.MakeFolder("seed-2");
        File.WriteAllText(folder["seed-2/run.json"], "{}");

        SeedFolders.WithRuns(folder.Path).Should().Equal(folder["seed-2"]);
    }
}
