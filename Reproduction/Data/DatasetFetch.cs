using Reproduction.Files;

namespace Reproduction.Data;

/// <summary>Gets a known data set from its official address into a data folder.</summary>
/// <param name="download">Does the downloading.</param>
public sealed class DatasetFetch(Download download)
{
    /// <summary>
    /// Downloads the official files, checks their length and SHA-256 and records where they came from. CIFAR's archives are unpacked
    /// beside it; IDX files stay compressed. What is there already with the right checksum is not downloaded again.
    /// </summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="progress">Told each file's bytes.</param>
    /// <returns>What is held now.</returns>
    /// <exception cref="BadInputException">A file cannot be had, has another checksum or is not what it should be.</exception>
    public HeldDataset Fetch(KnownDataset dataset, string folder, IProgress<Amount>? progress = null)
    {
        var isArchive = CifarVersion.Of(dataset.Name)[0].Archive is not null;
        var place = isArchive ? folder : Path.Combine(folder, dataset.Name);
        foreach (var file in dataset.Files)
            download.Fetch(new Uri(dataset.Address, file.FileName), Path.Combine(place, file.FileName), new Checksum(file.Sha256),
                file.Bytes, progress);

        if (isArchive) UnpackBatches(dataset, folder);
        else RecordOrigin(dataset, place, HeldDataset.In(place, dataset.Name)!.Read(), place);
        return HeldDataset.In(folder, dataset.Name)!;
    }

    private static void UnpackBatches(KnownDataset dataset, string folder)
    {
        var batches = CifarVersion.Of(dataset.Name)[0].Folder;
        WholeFolder.Write(Path.Combine(folder, batches), fresh =>
        {
            var unpacked = Path.Combine(fresh, "unpacked");
            TarArchive.Unpack(Path.Combine(folder, dataset.Files[0].FileName), unpacked);
            foreach (var file in Directory.GetFiles(Path.Combine(unpacked, batches)))
                File.Move(file, Path.Combine(fresh, Path.GetFileName(file)));
            Directory.Delete(unpacked, recursive: true);
            RecordOrigin(dataset, fresh, HeldDataset.In(fresh, dataset.Name)!.Read(), folder);
        });
    }

    private static void RecordOrigin(KnownDataset dataset, string place, Dataset read, string official)
    {
        using var hash = new FileListHash();
        foreach (var file in dataset.Files) hash.Add(file.FileName, File.ReadAllBytes(Path.Combine(official, file.FileName)));
        var record = new DataSource(
            dataset.Name, dataset.Address.ToString(), hash.Hex(), DataSource.OfficialBytes, read.ClassNames, "official",
            read.Train.Count, read.Test.Count, read.Fingerprint);
        WholeFile.WriteText(Path.Combine(place, DataSource.FileName), record.ToJson());
    }
}
