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

    /// <summary>The first of some names, in any case, that the file has; <see langword="null"/> where it has none.</summary>
    /// <param name="known">The names, in lower case with _ between words.</param>
    public string? Find(IEnumerable<string> known)
    {
        var kinds = ColumnNames.Lower([.. contents.Select(array => array.Name)]);
        var found = known.Select(name => kinds.IndexOf(name)).FirstOrDefault(at => at >= 0, -1);
        return found >= 0 ? contents[found].Name : null;
    }

    /// <summary>Reads an array.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BadInputException">There is none of that name, or it is damaged or holds no plain numbers or texts.</exception>
    public HeldArray Array(string name) =>
        new(OneLine.Name(name), ColumnNames.Lower([name])[0], NpzFile.Read(path, stream, name)[0]);

    /// <summary>What tells the images apart in another file too: arrays of a different value for each.</summary>
    /// <param name="count">How many images there are.</param>
    /// <param name="others">Arrays that are something else.</param>
    public IReadOnlyList<ImageNames> NamesOfImages(int count, params IReadOnlyList<string> others)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        List<ImageNames> names = [];
        foreach (var (name, bytes) in contents.Where(array => !others.Contains(OneLine.Name(array.Name))).Take(MostOthers))
        {
            var kind = ColumnNames.Lower([name])[0];
            var areIds = kind is "index" or "indices" || ColumnNames.Images.Contains(kind);
            var mayBeNumbers = ImageKeyColumn.MayBeNumbers(kind, areIds);
            if (bytes > (count + 1L) * MostBytes || Texts(name, count, mayBeNumbers) is not { } texts) continue;
            var keys = new ImageKeyColumn(OneLine.Name(name), areIds);
            foreach (var text in texts) keys.Add(Encoding.UTF8.GetBytes(text));
            if (keys.InOrder(rows) is { } found) names.Add(found);
        }
        return names;
    }

    /// <summary>Of how many elements an array is and whether they are texts, as its header says; the elements are not read.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BadInputException">There is none of that name, or it holds no plain numbers or texts.</exception>
    public (IReadOnlyList<long> Shape, bool AreTexts) Head(string name)
    {
        var (dtype, shape) = NpzFile.Head(path, stream, name);
        return (shape, dtype[1] is 'U' or 'S');
    }

    /// <summary>The texts of an array of one value for each image; <see langword="null"/> of others.</summary>
    private string[]? Texts(string name, int count, bool mayBeNumbers)
    {
        try
        {
            var (shape, areTexts) = Head(name);
            return (areTexts || mayBeNumbers) && shape.Contains(count) && shape.All(side => side == 1 || side == count)
                && Array(name).Values is var values && values.Count == count ? values.ToTexts() : null;
        }
        catch (BadInputException)
        {
            // Nobody has asked for it: objects of Python beside the predictions do no harm.
            return null;
        }
    }
}
