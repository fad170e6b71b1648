using Reproduction.Files;

namespace Reproduction.Data;

/// <summary>Whether a data set is whole and what it is: readable, of the official counts, balanced, and from where.</summary>
/// <param name="Held">Where it lies.</param>
/// <param name="Data">What was read.</param>
/// <param name="Official">Whether it is bit-equal to the official files: yes, no or not known, and why.</param>
/// <param name="Failures">What is not as it should be, one line each; empty when all is well.</param>
public sealed record DatasetVerification(HeldDataset Held, Dataset Data, string Official, IReadOnlyList<string> Failures)
{
    /// <summary>What was found, one line each.</summary>
    public IReadOnlyList<string> Findings =>
    [
        $"{Held.Name}: {Held.Form} in {Held.Path}",
        $"images: {Data.Train.Count} training, {Data.Test.Count} test, {Data.Train.Channels}×{Data.Train.Height}×{Data.Train.Width}",
        $"classes: {string.Join(", ", Data.ClassNames)}",
        $"fingerprint: {Data.Fingerprint}",
        $"source: {Data.Source}",
        $"bit-equal to the official files: {Official}",
    ];

    /// <summary>
    /// Reads everything and checks it: sizes and label ranges (damage is an exception), the published checksum of an
    /// official archive, then counts, classes, balance of the test split, that nothing changed since it was imported, and that no
    /// batch stands in the place of another.
    /// </summary>
    /// <param name="held">The data set.</param>
    /// <exception cref="BadInputException">A file is damaged.</exception>
    public static DatasetVerification Of(HeldDataset held)
    {
        var data = held.Read();
        var known = KnownDataset.Named(held.Name);
        var otherArchive = held is CifarArchive archive ? new Checksum(archive.Official.Sha256).Difference(archive.Path) : null;
        var isOfficialArchive = held is CifarArchive && otherArchive is null;
        return new(
            held, data, OfficialEquality(held, data, known, isOfficialArchive),
            [
                .. new[] { otherArchive }.OfType<string>(), .. Changes(held, data),
                .. known is null ? [] : Deviations(data, known),
                .. isOfficialArchive ? [] : Repetitions(held, data),
            ]);
    }

    private static IEnumerable<string> Changes(HeldDataset held, Dataset data)
    {
        if (held is CifarArchive || DataSource.Of(held.Path) is not { } record) yield break;
        if (record.Fingerprint != data.Fingerprint)
            yield return $"fingerprint {data.Fingerprint} is not {record.Fingerprint}, which {DataSource.FileName} recorded: the files "
                + "have changed";
        if (!record.Classes.SequenceEqual(data.ClassNames))
            yield return $"classes {string.Join(", ", data.ClassNames)} are not {string.Join(", ", record.Classes)}, which "
                + $"{DataSource.FileName} recorded: labels would mean other classes";
    }

    private static IEnumerable<string> Deviations(Dataset data, KnownDataset known)
    {
        var size = known.Name.StartsWith("cifar", StringComparison.Ordinal) ? (3, 32, 32) : (1, 28, 28);
        foreach (var (split, images, official) in new[] { ("training", data.Train, known.TrainImages),
            ("test", data.Test, known.TestImages) })
        {
            if (images.Count != official) yield return $"{images.Count} {split} images; official are {official}";
            if ((images.Channels, images.Height, images.Width) != size)
                yield return $"{split} images of {images.Channels}×{images.Height}×{images.Width}; official are "
                    + $"{size.Item1}×{size.Item2}×{size.Item3}";
        }
        if (!data.ClassNames.SequenceEqual(known.ClassNames))
        {
            yield return $"classes {string.Join(", ", data.ClassNames)}; official are {string.Join(", ", known.ClassNames)}";
            yield break;
        }
        for (var label = 0; label < known.ClassNames.Count; label++)
        {
            var count = data.Test.Labels.Count(found => found == label);
            if (known.TestImagesOf(label) is var official && count != official)
                yield return $"{count} test images of {known.ClassNames[label]}; official are {official}";
        }
    }

    private static IEnumerable<string> Repetitions(HeldDataset held, Dataset data)
    {
        foreach (var same in held.Batches().GroupBy(batch => batch.Sum, batch => batch.File).Where(same => same.Count() > 1))
            yield return $"{string.Join(", ", same)} have the same bytes, expected other images in each";
        // Single images occur in both splits of many a data set.
        var learned = ImageSums.Of(data.Train).ToHashSet();
        if (Array.TrueForAll(ImageSums.Of(data.Test), learned.Contains))
            yield return $"every one of {data.Test.Count} test images has the pixels of a training image, expected others";
    }

    private static string OfficialEquality(HeldDataset held, Dataset data, KnownDataset? known, bool isOfficialArchive)
    {
        if (known is null) return "no such data set is published under this name";
        if (isOfficialArchive || (known.Fingerprint is { } official && official == data.Fingerprint)) return "yes";
        if (known.Fingerprint is not null) return "no";
        var record = DataSource.Of(held.Path);
        if (record?.Fingerprint == data.Fingerprint && record.Name == known.Name)
            return record.Encoding == DataSource.OfficialBytes
                ? "yes, as they were fetched with the published checksum"
                : "no, they were imported from images";
        return "not known, nothing records where they came from";
    }
}
