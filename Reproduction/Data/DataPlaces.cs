using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>
/// The places where data sets are looked for, in order. The first that <em>holds</em> the data set is taken: one that
/// does not exist or holds something else is passed over. A place that <c>--data</c> names is the only one.
/// </summary>
/// <param name="Folders">Folders (or archives), first choice first.</param>
public sealed record DataPlaces(IReadOnlyList<string> Folders)
{
    /// <summary>The environment variable that names a folder of data sets.</summary>
    public const string Variable = "REPRODUCTION_DATA";

    /// <summary>
    /// Where data sets are written unless <c>--data</c> says otherwise, and looked for: <c>data</c> in the working folder.
    /// </summary>
    public const string Default = "data";

    /// <summary>Where Debian's packages put data sets, such as <c>dataset-fashion-mnist</c>.</summary>
    public const string Debian = "/usr/share/datasets";

    /// <summary><c>--data</c> alone if given, else <c>REPRODUCTION_DATA</c> if set, <c>data</c>, and Debian's folder.</summary>
    /// <param name="given">The value of <c>--data</c>, or null.</param>
    /// <exception cref="BadInputException"><paramref name="given"/> does not exist: a slip that must not pick other data.</exception>
    public static DataPlaces From(string? given)
    {
        if (!string.IsNullOrEmpty(given))
            return Path.Exists(given)
                ? new([given])
                : throw new BadInputException($"--data {given}: no such folder, expected one that holds data sets");
        string?[] places = [Environment.GetEnvironmentVariable(Variable), Default, Debian];
        return new DataPlaces([.. places.Where(place => !string.IsNullOrEmpty(place)).Select(place => place!).Distinct()]);
    }

    /// <summary>Finds and reads a data set: the one call that a stage needs.</summary>
    /// <param name="name"><c>cifar-10</c>, <c>cifar-100</c>, <c>fashion-mnist</c>, <c>mnist</c>, or the name of imported images.</param>
    /// <param name="given">The value of <c>--data</c>, or null.</param>
    /// <exception cref="BadInputException">No place holds it, what holds it is damaged, or it has a single class.</exception>
    public static Dataset Open(string name, string? given = null)
    {
        var held = From(given).Find(name);
        var dataset = held.Read() with { Place = Path.GetFullPath(held.Path) };
        return dataset.ClassNames.Count > 1
            ? dataset
            : throw new BadInputException(
                $"data set {name}: only the class {OneLine.Name(dataset.ClassNames[0])}, expected at least two to tell apart");
    }

    /// <summary>The first place's data set of that name.</summary>
    /// <param name="name">A data set's name.</param>
    /// <exception cref="BadInputException">No place holds it; the message lists them and says how to get it.</exception>
    public HeldDataset Find(string name) =>
        FindAll(name).FirstOrDefault() ?? throw new BadInputException(
            $"data set {name}: not found in {string.Join(", ", Folders)}; {HowToGet(name)}");

    /// <summary>Every place's data set of that name, first choice first.</summary>
    /// <param name="name">A data set's name.</param>
    public IEnumerable<HeldDataset> FindAll(string name) =>
        Folders.Select(folder => HeldDataset.In(folder, name)).Where(held => held is not null).Select(held => held!);

    /// <summary>Names that can be looked for here: the known ones, then those of imported images.</summary>
    public IReadOnlyList<string> Names()
    {
        string[] suffixes = [CifarBatchFolder.FolderName(""), ImportedImages.FolderName("")];
        var imported = suffixes.SelectMany(suffix => Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, "*" + suffix))
            .Select(folder => Path.GetFileName(folder)[..^suffix.Length]));
        return [.. KnownDataset.All.Select(known => known.Name).Concat(imported.Order(StringComparer.Ordinal)).Distinct()];
    }

    private static string HowToGet(string name) => KnownDataset.Named(name) is null
        ? $"known are {string.Join(", ", KnownDataset.All.Select(known => known.Name))}, and what `reproduction data import SOURCE "
            + $"--name {name}` makes"
        : $"get it with: reproduction data fetch {name}";
}
