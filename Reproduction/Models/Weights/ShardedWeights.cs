using System.Text.Json;
using Reproduction.Files;
using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// Weights in several files beside an index (<c>model.safetensors.index.json</c>, <c>pytorch_model.bin.index.json</c>):
/// <c>{"metadata": …, "weight_map": {"name": "model-00001-of-00002.safetensors", …}}</c>, as Hugging Face's libraries write them.
/// </summary>
internal sealed class ShardedWeights : ITensorSource
{
    private const int LongestIndex = 16 << 20;
    private const int MostShards = 1 << 10;
    private const int MostDepth = 8;

    private readonly Dictionary<TensorEntry, ITensorSource> owners = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ITensorSource> shards = new(StringComparer.Ordinal);

    private ShardedWeights(string path, IReadOnlyDictionary<string, string> fileByName)
    {
        try
        {
            OpenShards(path, Path.GetDirectoryName(Path.GetFullPath(path))!, fileByName);
            Metadata = SaidBeside.Together(path, shards);
        }
        catch
        {
            Dispose();
            throw;
        }
        Tensors = [.. owners.Keys];
        Format = $"{shards.Values.First().Format} in {shards.Count} shards";
    }

    /// <inheritdoc />
    public string Format { get; }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc />
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>Whether a file is such an index, to be told from other JSON by its weight_map.</summary>
    /// <param name="stream">The file; it is left at its beginning.</param>
    public static bool Begins(Stream stream)
    {
        if (stream.Length > LongestIndex || stream.ReadByte() is not ('{' or 0xef or ' ' or '\r' or '\n'))
        {
            stream.Position = 0;
            return false;
        }
        try
        {
            stream.Position = 0;
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MostDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("weight_map", out _);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Names that are no valid text end the search for one.
            return false;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    /// <summary>Opens an index and its shards.</summary>
    /// <param name="path">The index, beside which the shards lie.</param>
    /// <param name="stream">The index; it is disposed.</param>
    /// <exception cref="BadInputException">
    /// The index is none, a shard is missing, damaged or lacks a tensor, or two shards say that they are of different networks.
    /// </exception>
    public static ShardedWeights Open(string path, Stream stream)
    {
        if (InputFile.Name(path) != path)
            throw new BadInputException($"{InputFile.Name(path)}: an index of shards, which lie beside it, expected it as a file");
        using (stream)
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MostDepth });
            var map = document.RootElement.GetProperty("weight_map");
            if (map.ValueKind != JsonValueKind.Object)
                throw new BadInputException($"{path}: weight_map is a JSON {map.ValueKind}, expected tensors' names with their files");
            var files = FileByName(path, map);
            return files.Count > 0 ? new ShardedWeights(path, files) : throw new BadInputException($"{path}: an index of no tensors");
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<Tensor> Read(IReadOnlyList<TensorEntry> chosen)
    {
        var read = new Tensor[chosen.Count];
        foreach (var part in chosen.Index().GroupBy(tensor => owners[tensor.Item]))
        {
            var all = part.ToList();
            foreach (var ((i, _), tensor) in all.Zip(part.Key.Read([.. all.Select(each => each.Item)]))) read[i] = tensor;
        }
        return read;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var shard in shards.Values) shard.Dispose();
    }

    private static OrderedDictionary<string, string> FileByName(string path, JsonElement map)
    {
        var files = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var item in map.EnumerateObject())
            {
                if (item.Value.ValueKind != JsonValueKind.String || item.Value.GetString() is not { Length: > 0 } file)
                    throw new BadInputException(
                        $"{path}: tensor {OneLine.Quote(item.Name)} has a JSON {item.Value.ValueKind}, expected the name of a file");
                files[item.Name] = file;
            }
        }
        catch (InvalidOperationException)
        {
            throw new BadInputException($"{path}: has text that is not valid UTF-8");
        }
        return files;
    }

    private void OpenShards(string path, string folder, IReadOnlyDictionary<string, string> fileByName)
    {
        var known = new Dictionary<string, Dictionary<string, TensorEntry>>(StringComparer.Ordinal);
        foreach (var (name, file) in fileByName)
        {
            if (!shards.TryGetValue(file, out var shard))
            {
                if (shards.Count == MostShards) throw new BadInputException($"{path}: more than {MostShards} shards");
                shards.Add(file, shard = OpenShard(path, folder, file));
                known.Add(file, shard.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal));
            }
            if (!known[file].TryGetValue(name, out var entry))
                throw new BadInputException(
                    $"{path}: says that tensor {OneLine.Quote(name)} is in {OneLine.Quote(file)}, which does not have it");
            owners.Add(entry, shard);
        }
    }

    private static ITensorSource OpenShard(string path, string folder, string file)
    {
        // A name with a folder in it could lead anywhere on this machine.
        if (file is "." or ".." || file.AsSpan().ContainsAny('/', '\\', '\0'))
            throw new BadInputException($"{path}: names the shard {OneLine.Quote(file)}, expected a file beside the index");
        if (file.EndsWith(".json", StringComparison.Ordinal))
            throw new BadInputException($"{path}: names the shard {OneLine.Quote(file)}, expected a file of weights");
        var shard = Path.Combine(folder, file);
        return File.Exists(shard) ? WeightsFile.OpenShard(shard) : throw new BadInputException(
            $"{path}: names the shard {OneLine.Quote(file)}, which is not beside it");
    }
}
