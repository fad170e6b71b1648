namespace Reproduction.Specs.Data;

/// <summary>A folder of a spec's own, gone after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("data-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string MakeFolder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
