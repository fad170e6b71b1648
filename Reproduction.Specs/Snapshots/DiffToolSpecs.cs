using DiffEngine;

namespace Reproduction.Specs.Snapshots;

[Collection(nameof(Alone))]
public sealed class DiffToolSpecs : IDisposable
{
    private const string Touch = "/usr/bin/touch";

    private readonly string folder = Directory.CreateTempSubdirectory("snapshots-").FullName;

    private readonly bool disabledBefore = DiffRunner.Disabled;

    private readonly bool buildServerBefore = BuildServerDetector.Detected;

    private string Opened => Path.Combine(folder, "opened");

    public void Dispose()
    {
        DiffRunner.Disabled = disabledBefore;
        BuildServerDetector.Detected = buildServerBefore;
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_developer_is_shown_the_difference_in_a_tool_and_a_build_server_is_not()
    {
        Assert.SkipUnless(System.IO.File.Exists(Touch), $"There is no {Touch} to stand in for a diff tool.");
        DiffTools.TryFindForText(out var developersTool);
        UseAsTool("touches a file", Touch, (_, _) => $"\"{Opened}\"");
        try
        {
            DiffRunner.Disabled = false;

            BuildServerDetector.Detected = true;
            await Differ();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
            System.IO.File.Exists(Opened).Should().BeFalse("a build server has nobody to look at a tool");

            BuildServerDetector.Detected = false;
            await Differ();
            for (var wait = 0; wait < 100 && !System.IO.File.Exists(Opened); wait++)
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            System.IO.File.Exists(Opened).Should().BeTrue("a developer looks at the difference");
        }
        finally
        {
            if (developersTool is not null)
                UseAsTool(developersTool.Name + " as before", developersTool.ExePath, developersTool.LaunchArguments.Right);
        }
    }

    private async Task Differ()
    {
        var verifying = () => Verify("accuracy 0.9143", extension: "md").UseDirectory(folder).DisableRequireUniquePrefix().ToTask();
        await verifying.Should().ThrowAsync<Exception>();
    }

    private static void UseAsTool(string name, string path, BuildArguments arguments) => DiffTools.AddTool(
        name, autoRefresh: false, isMdi: false, supportsText: true, requiresTarget: false, useShellExecute: false,
        new LaunchArguments(arguments, arguments), path, binaryExtensions: []);
}
