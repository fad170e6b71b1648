using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Runs;

/// <summary>
/// The file <c>manifest.json</c>: the SHA-256 of every file of a whole run, by its name. Evidence is what was trained and measured
/// on, and is checked for ever; derived files are made from it again by whoever wants to, in the words of their version.
/// </summary>
/// <param name="ReportVersion">The version of the derived files.</param>
/// <param name="Evidence">SHA-256 (hexadecimal) of the evidence, by name relative to the run's folder, with slashes.</param>
/// <param name="Derived">SHA-256 of the derived files likewise.</param>
public sealed record ManifestFile(
    int ReportVersion, IReadOnlyDictionary<string, string> Evidence, IReadOnlyDictionary<string, string> Derived)
{
    /// <summary>
    /// The version of report and plots that this program writes: raised with every change of their words, figures or looks.
    /// </summary>
    public const int CurrentReport = 11;

    /// <summary>The manifest's own name.</summary>
    public const string Name = "manifest.json";

    private const string Expected = "expected file names with the SHA-256 of each; without it, --resume makes what is lacking again";

    /// <summary>Every file with its SHA-256.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Files => Evidence.Concat(Derived).ToDictionary();

    /// <summary>Whether a file can be made again from the others.</summary>
    /// <param name="name">Relative to the run's folder, with slashes.</param>
    public static bool IsDerived(string name) =>
        name is RunFiles.Report or RunFiles.Page or RunFiles.Recipe || name.StartsWith($"{RunFiles.Plots}/", StringComparison.Ordinal);

    /// <summary>The manifest of files as they are, derived ones of this program's version.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="names">The files, relative to it, with slashes.</param>
    public static ManifestFile Of(string folder, IEnumerable<string> names)
    {
        var derived = names.ToLookup(IsDerived, name => (Name: name, Hash: Checksum.Of(Path.Combine(folder, name)).Hex));
        return new(CurrentReport, derived[false].ToDictionary(file => file.Name, file => file.Hash),
            derived[true].ToDictionary(file => file.Name, file => file.Hash));
    }

    /// <summary>Reads the file; one without parts, as older programs wrote it, is of the first version.</summary>
    /// <param name="path">The manifest.</param>
    /// <exception cref="BadInputException">It is no manifest.</exception>
    public static ManifestFile Read(string path)
    {
        var text = WholeFile.ReadText(path);
        BadInputException No(string why, Exception? inner = null) => new($"{path}: not a manifest ({why}), {Expected}", inner!);
        try
        {
            var top = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text) ?? throw No("found null");
            if (!top.ContainsKey("evidence"))
            {
                var derived = JsonSerializer.Deserialize<Dictionary<string, string?>>(text)!.ToLookup(file => IsDerived(file.Key));
                return Whole(new(1, derived[false].ToDictionary()!, derived[true].ToDictionary()!), No);
            }
            return Whole(JsonSerializer.Deserialize<ManifestFile>(text, RecordJson.Options)!, No);
        }
        catch (JsonException e)
        {
            throw No(JsonProblem.Place(e), e);
        }
    }

    /// <summary>Makes sure that a run is whole, without looking at its files.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <returns>Its manifest's path.</returns>
    /// <exception cref="BadInputException">There is no manifest.</exception>
    public static string In(string folder)
    {
        var path = Path.Combine(folder, Name);
        return File.Exists(path) ? path : throw new BadInputException($"{folder}: no {Name}, expected a whole run");
    }

    /// <summary>Makes sure that a run is whole, and its evidence, but for weights, which need not be kept, as it was then.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="BadInputException">There is no manifest, or a file is gone or has changed since.</exception>
    public static void CheckWhole(string folder)
    {
        foreach (var (name, hash) in Read(In(folder)).Evidence)
            if (!name.EndsWith(".safetensors", StringComparison.Ordinal)) Check(Path.Combine(folder, name), hash);
    }

    /// <summary>Makes sure that evidence is as it was.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hash">Its SHA-256 in the manifest.</param>
    /// <exception cref="BadInputException">It is gone, or has changed.</exception>
    public static void Check(string file, string hash)
    {
        if (!File.Exists(file)) throw new BadInputException($"{file}: gone since {Name} was written, expected all of the evidence");
        if (Checksum.Of(file).Hex != hash)
            throw new BadInputException($"{file}: changed since {Name} was written, expected the evidence as it was");
    }

    private static ManifestFile Whole(ManifestFile read, Func<string, Exception?, BadInputException> no) =>
        read.Evidence.Concat(read.Derived).Any(file => file.Value is null) ? throw no("found null", null)
        : read.Evidence.Keys.FirstOrDefault(IsDerived) is { } derived ? throw no($"{derived} is no evidence", null)
        : read.Derived.Keys.FirstOrDefault(name => !IsDerived(name)) is { } evidence ? throw no($"{evidence} is not derived", null)
        : read;

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The manifest.</param>
    public void Write(string path) =>
        WholeFile.WriteText(path,
            JsonSerializer.Serialize(this with { Evidence = Sorted(Evidence), Derived = Sorted(Derived) }, RecordJson.Options) + "\n");

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> files) =>
        new(files.ToDictionary(), StringComparer.Ordinal);
}
