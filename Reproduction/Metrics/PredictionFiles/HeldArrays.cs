using System.Text;
using Reproduction.Numpy;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>The arrays of an opened <c>.npz</c> file, by the names that say what they hold.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="stream">The file.</param>
internal sealed class HeldArrays(string path, Stream stream)
{
    /// <summary>
    /// Most arrays that are looked at for what tells images apart, and most bytes of one for each image: a text of a thousand characters.
    /// </summary>
    private const int MostOthers = 16, MostBytes = 4096;

    private readonly IReadOnlyList<(string Name, long Bytes)> contents = NpzFile.Contents(path, stream);

    /// <summary>The names of all arrays.</summary>
    public IReadOnlyList<string> Names => [.. contents.Select(array => array.Name)];

    /// <summary>Those of some names, in any case, that the file has, in the order of the names.</summary>
    /// <param name="known">The names, in lower case with _ between words.</param>
    public IReadOnlyList<string> FindAll(IEnumerable<string> known)
    {
        var held = Names.Distinct().ToLookup(Kind);
        return [.. known.Distinct().SelectMany(name => held[name])];
    }

    /// <summary>Reads an array.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BadInputException">There is none of that name, or it is damaged or holds no plain numbers or texts.</exception>
    public HeldArray Array(string name) => new(OneLine.Name(name), Kind(name), NpzFile.Read(path, stream, name)[0]);

    /// <summary>
    /// The sizes of an array, as its header says; the elements are not read. <see langword="null"/> of one that holds neither numbers nor
    /// texts.
    /// </summary>
    /// <param name="name">Its name.</param>
    public IReadOnlyList<long>? Shape(string name) => Head(name)?.Shape;

    /// <summary>
    /// An array of one value for each image; <see langword="null"/> of others, and of one that is none of numbers or texts: nobody has
    /// asked for it, and objects of Python beside the predictions do no harm.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">How many images there are.</param>
    public HeldArray? OfEachImage(string name, int count)
    {
        if (Head(name) is not var (shape, _) || !shape.Contains(count) || !shape.All(side => side == 1 || side == count)) return null;
        try
        {
            return Array(name) is var array && array.Values.Count == count ? array : null;
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    /// <summary>What tells the images apart in another file too: arrays of a different value for each.</summary>
    /// <param name="count">How many images there are.</param>
    /// <param name="note">Told of names of images that repeat.</param>
    /// <param name="others">Arrays that are something else.</param>
    public IReadOnlyList<ImageNames> NamesOfImages(int count, Action<string> note, params IReadOnlyList<string> others)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        List<ImageNames> names = [];
        List<ImageKeyColumn> ids = [];
        foreach (var (name, bytes) in contents.Where(array => !others.Contains(OneLine.Name(array.Name))).Take(MostOthers))
        {
            var kind = Kind(name);
            var areIds = kind is "index" or "indices" || ColumnNames.Images.Contains(kind);
            var mayBeNumbers = ImageKeyColumn.MayBeNumbers(kind, areIds);
            if (bytes > (count + 1L) * MostBytes || Texts(name, count, mayBeNumbers) is not { } texts) continue;
            var keys = new ImageKeyColumn(OneLine.Name(name), areIds);
            foreach (var text in texts) keys.Add(Encoding.UTF8.GetBytes(text));
            if (areIds) ids.Add(keys);
            if (keys.InOrder(rows) is { } found) names.Add(found);
        }
        if (ImageKeyColumn.Repeats(ids) is { } repeats) note($"{path}: {repeats}");
        return names;
    }

    /// <summary>A name in lower case with _ between words, by which an array says what it holds.</summary>
    /// <param name="name">The name.</param>
    public static string Kind(string name) => ColumnNames.Lower(name);

    private (IReadOnlyList<long> Shape, bool AreTexts)? Head(string name)
    {
        try
        {
            var (dtype, shape) = NpzFile.Head(path, stream, name);
            return (shape, dtype[1] is 'U' or 'S');
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    /// <summary>The texts of an array of one value for each image; <see langword="null"/> of others.</summary>
    private string[]? Texts(string name, int count, bool mayBeNumbers)
    {
        try
        {
            return mayBeNumbers || Head(name) is (_, true) ? OfEachImage(name, count)?.Values.ToTexts() : null;
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}
