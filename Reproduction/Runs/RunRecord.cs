using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Reproduction.Files;
using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Text;

namespace Reproduction.Runs;

/// <summary>The content of <c>run.json</c>: what was run, on what, with what, and what came out.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="RecipeHash">Hash of the resolved recipe.</param>
/// <param name="ResolvedRecipe">The recipe with every override.</param>
/// <param name="Dataset">The data.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Device">cpu or cuda.</param>
/// <param name="Threads">Threads that share one operation.</param>
/// <param name="Versions">Of the program and the libraries.</param>
/// <param name="Commit">The program's commit.</param>
/// <param name="Segments">The processes that worked on the run, in order.</param>
/// <param name="Models">What each model came to; empty until the run is whole.</param>
public sealed record RunRecord(
    string Recipe, string RecipeHash, JsonElement ResolvedRecipe, DatasetRecord Dataset, long Seed, string Device, int Threads,
    IReadOnlyDictionary<string, string> Versions, string Commit, IReadOnlyList<RunSegment> Segments,
    IReadOnlyDictionary<string, ModelRecord> Models)
{
    /// <summary>What a run did not record.</summary>
    internal const string Unknown = "unknown";

    /// <summary>What decides bits besides recipe and seed.</summary>
    [JsonIgnore]
    public Surroundings Surroundings =>
        new(Dataset.Fingerprint, Device, Threads, Version("libtorch"), Version("kernels"), Version(Machine.InstructionsKey));

    /// <summary>What was run.</summary>
    /// <param name="path">The record's file, for complaints.</param>
    /// <exception cref="BadInputException">The resolved recipe is none, neither of today's format nor of the one before.</exception>
    public Recipe Experiment(string path) =>
        Format1.Is(ResolvedRecipe) ? Format1.Upgrade(ResolvedRecipe, path) : RecipeFile.Read(ResolvedRecipe, path);

    /// <summary>Whether another run's recipe compares the same pairs of models, which decide a report and no model.</summary>
    /// <param name="other">The other run.</param>
    public bool AsksAs(RunRecord other)
    {
        static JsonElement? Pairs(RunRecord run) => run.ResolvedRecipe.TryGetProperty("compare", out var pairs) ? pairs : null;
        var (mine, its) = (Pairs(this), Pairs(other));
        return mine is { } one && its is { } two ? JsonElement.DeepEquals(one, two) : mine.HasValue == its.HasValue;
    }

    /// <summary>Whether a model has a seed of its own, so that all seeds of the recipe share the one model.</summary>
    /// <param name="model">The model's name.</param>
    public bool IsMadeOnce(string model) =>
        ResolvedRecipe.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Object
        && models.TryGetProperty(model, out var made) && made.ValueKind == JsonValueKind.Object && made.TryGetProperty("seed", out _);

    /// <summary>The hash of <see cref="ResolvedRecipe"/>, as its format has it.</summary>
    public string HashOfResolvedRecipe() => Format1.Is(ResolvedRecipe) ? Format1.Hash(ResolvedRecipe) : Protocol.Of(ResolvedRecipe).Hash();

    private string Version(string part) => Versions.TryGetValue(part, out var version) ? version : Unknown;

    /// <summary>Reads the file.</summary>
    /// <param name="path">run.json.</param>
    /// <exception cref="BadInputException">The file is not a run.json of this program.</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize<RunRecord>(WholeFile.ReadText(path), RecordJson.Options)
                ?? throw new BadInputException($"{path}: found null, expected the record of a run");
            if (record.Models.Keys.FirstOrDefault(model => !PlainName.Is(model)) is { } odd)
                throw new BadInputException($"{path}: model {OneLine.Quote(odd)}, expected {PlainName.Rule}");
            CheckEntries(path, record);
            foreach (var (model, made) in record.Models) CheckMetrics($"{path}: models.{model}.metrics", made.Metrics);
            return record;
        }
        catch (JsonException e)
        {
            throw new BadInputException(
                $"{path}: not the record of a run ({JsonProblem.Place(e)}), expected a {RunFiles.Record} as this program writes it", e);
        }
    }

    /// <summary>The serializer refuses null where a value must be, but not as an entry of a list or of a dictionary.</summary>
    private static void CheckEntries(string path, RunRecord record)
    {
        void Entries<T>(string place, IEnumerable<(string Place, T Entry)> entries)
        {
            foreach (var (at, entry) in entries)
                if (entry is null) throw new BadInputException($"{path}: {place}{at}: found null, expected something");
        }
        void Items<T>(string place, IEnumerable<T> items) => Entries(place, items.Select((item, i) => ($"[{i}]", item)));

        Entries("models", record.Models.Select(model => ($".{model.Key}", model.Value)));
        Entries("versions", record.Versions.Select(part => ($".{OneLine.Name(part.Key)}", part.Value)));
        Items("segments", record.Segments);
        Items("dataset.class_names", record.Dataset.ClassNames);
        foreach (var (model, made) in record.Models) Items($"models.{model}.doubts", made.Doubts ?? []);
    }

    /// <summary>A figure is a number, or null where it is undefined; so are the ends of its interval.</summary>
    private static void CheckMetrics(string place, JsonNode? metrics)
    {
        if (metrics is not JsonObject section) throw new BadInputException($"{place}: found no section, expected every metric");
        void Number(string key, JsonNode? value)
        {
            if (value is not null && value.GetValueKind() != JsonValueKind.Number)
                throw new BadInputException($"{place}.{key}: found {OneLine.Name(value.ToJsonString())}, expected a number or null");
        }
        foreach (var key in FigureCatalogue.Keys.Append("intervals_method")) Number(key, section[key]);
        if (section["intervals"] is not { } all) return;
        if (all is not JsonObject intervals) throw new BadInputException($"{place}.intervals: found no section, expected every interval");
        foreach (var (key, interval) in intervals)
        {
            if (interval is null) continue;
            if (interval is not JsonObject ends) throw new BadInputException($"{place}.intervals.{key}: expected low and high, or null");
            foreach (var end in new[] { "low", "high" })
                if (ends[end]?.GetValueKind() != JsonValueKind.Number)
                    throw new BadInputException($"{place}.intervals.{key}.{end}: expected a number");
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">run.json.</param>
    public void Write(string path) => WholeFile.WriteText(path, PlainText.Lines(JsonSerializer.Serialize(this, RecordJson.Options)) + "\n");
}
