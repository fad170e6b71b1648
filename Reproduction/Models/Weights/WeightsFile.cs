using Reproduction.Files;
using Reproduction.Native;

namespace Reproduction.Models.Weights;

/// <summary>
/// Weights in any of the formats: safetensors, alone or in shards, and <c>torch.save</c>, old and new; which one it is, the
/// content says and not the file's name. Files and pipes are read alike.
/// </summary>
public static class WeightsFile
{
    private const string Expected = "weights";

    /// <summary>
    /// Reads every tensor to the CPU. They belong to the current dispose scope, or to the caller where there is none. What
    /// wrappers put before every name, such as DistributedDataParallel's <c>module.</c>, is dropped (<see cref="WrappedNames"/>).
    /// </summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <exception cref="BadInputException">The file is in another format or damaged, or asks for code to be run.</exception>
    /// <exception cref="IOException">
    /// The file cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static StoredTensors Read(string path)
    {
        using var source = Open(path);
        var (entries, names) = WrappedNames.Dropped(source.Tensors);
        return StoredTensors.Of(source, entries, names);
    }

    /// <summary>Reads what a file holds without its data, with names as <see cref="Read"/> gives them.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="key">Which part of a file is meant, a checkpoint's key or the beginning of names; null for the only one.</param>
    /// <exception cref="BadInputException">The file is in another format or damaged, or asks for code to be run.</exception>
    /// <exception cref="IOException">
    /// The file cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static WeightsHeader ReadHeader(string path, string? key = null)
    {
        using var source = Open(path, key);
        var (entries, names) = WrappedNames.Dropped(source.Tensors);
        return new WeightsHeader(source.Format, source.Metadata, [.. entries.Zip(names, (entry, name) => entry with { Name = name })])
        {
            Outside = [.. source.Outside.Tensors.Select(tensor => tensor.Name)],
        };
    }

    /// <summary>Reads what a file lists; the values can be read afterwards.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="key">Which part of a file is meant, a checkpoint's key or the beginning of names; null for the only one.</param>
    /// <exception cref="BadInputException">
    /// The file is in another format or damaged, holds nothing under the key, or asks for code to be run.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    internal static ITensorSource Open(string path, string? key = null) => Opened(path, stream =>
    {
        var source = Open(path, InputFile.Name(path), stream, key);
        return key is null || source is TorchSave { TakesKey: true } ? source : new PartOfWeights(InputFile.Name(path), source, key);
    });

    /// <summary>The same of a shard, which is a file of weights itself and no index of others.</summary>
    /// <param name="path">The file.</param>
    internal static ITensorSource OpenShard(string path)
    {
        RegularFile.Check(path);
        return Opened(path, stream => Open(path, path, stream, key: null, mayBeIndex: false));
    }

    private static ITensorSource Opened(string path, Func<Stream, ITensorSource> open)
    {
        var stream = InputFile.Open(path, Expected);
        try
        {
            return open(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static ITensorSource Open(string path, string name, Stream stream, string? key, bool mayBeIndex = true)
    {
        var bytes = new byte[LegacyTorchFile.BeginningBytes];
        var begin = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (begin is [(byte)'P', (byte)'K', 3, 4, ..]) return TorchSave.Open(name, TorchArchive.Open(name, stream), key);
        if (LegacyTorchFile.Begins(begin)) return TorchSave.Open(name, new LegacyTorchFile(name, stream), key);
        // Eight bytes of length, of which the upper ones are zero, and the header's brace.
        if (begin is [_, _, _, _, _, _, _, 0, (byte)'{', ..]) return SafeTensors.Open(name, stream);
        if (mayBeIndex && ShardedWeights.Begins(stream)) return ShardedWeights.Open(path, stream);
        if (OtherFile.Reason(stream) is { } reason) throw new BadInputException($"{name}: {reason}");
        if (Path.GetExtension(path) == ".safetensors") return SafeTensors.Open(name, stream);
        if (BarePickle.Begins(begin)) throw BarePickle.Refusal(name, stream);
        throw new BadInputException(
            stream.Length == 0 ? $"{name}: an empty file, expected weights" : $"{name}: neither safetensors nor a file of torch.save");
    }
}
