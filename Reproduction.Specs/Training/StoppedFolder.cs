using Reproduction.Specs.Data;
using static Reproduction.Specs.Training.StoppedTraining;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>A folder in which files of a stopped training are laid, and from which it goes on.</summary>
internal sealed class StoppedFolder(StoppedTraining stopped) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string this[string file] => folder[file];

    public void Dispose() => folder.Dispose();

    public void Lay(string name, byte[] content) => File.WriteAllBytes(folder[name], content);

    public List<string> ShouldEndAsIfNothingHadHappened(int steps)
    {
        var listener = new Listener();

        var resumed = Train(folder.Path, stopped.Recipe, listener)!;

        listener.Steps.Should().Be(steps);
        resumed.History.Should().Equal(stopped.Whole.History);
        resumed.ChosenEpoch.Should().Be(stopped.Whole.ChosenEpoch);
        File.ReadAllBytes(folder[Final]).Should().Equal(stopped.WholeFinal);
        return listener.Warnings;
    }
}
