using System.Text.Json.Nodes;
using Reproduction.Data;

namespace Reproduction.Commands;

/// <summary>What several verbs of <c>data</c> print of a data set or of weights with --json.</summary>
internal static class DataJson
{
    /// <summary>A data set that is there.</summary>
    /// <param name="held">The data set.</param>
    /// <param name="fingerprint">Its fingerprint; null where it was not read.</param>
    internal static JsonObject Of(HeldDataset held, string? fingerprint = null)
    {
        var json = new JsonObject { ["name"] = held.Name, ["form"] = held.Form, ["path"] = held.Path };
        if (fingerprint is not null) json["fingerprint"] = fingerprint;
        return json;
    }

    /// <summary>ImageNet weights that are there.</summary>
    /// <param name="architecture">Of which architecture.</param>
    /// <param name="path">Their file.</param>
    internal static JsonObject OfWeights(string architecture, string path) => new() { ["name"] = architecture, ["path"] = path };

    /// <summary>A list of texts.</summary>
    /// <param name="items">The texts.</param>
    internal static JsonArray Array(IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];
}
