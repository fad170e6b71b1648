using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Models.Weights;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary><c>inspect FILE</c>: what a weights file holds, without reading its data.</summary>
public static class InspectCommand
{
    internal const string Name = "inspect";

    /// <summary>The command with its option.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A .pth, .pt, .ckpt or .safetensors file, the index of shards, or - for standard input."
        };
        var key = KeyOption.Create();
        var json = JsonOption.Create();
        var command = new Verb(
            Name,
            "Names, shapes and types of a weights file's tensors, and whether they fit one of EfficientNet B0 to B7, or a RedNet.",
            "reproduction inspect out/quick/seed-1/student/weights.safetensors")
        {
            file, key, json,
        };
        command.SetAction(parsed =>
        {
            var header = WeightsFile.ReadHeader(parsed.GetValue(file)!, parsed.GetValue(key));
            var match = WeightsMatch.Of(header.Tensors);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(Json(header, match).ToJsonString());
            else Print(header, match, output);
            return CommandLine.Done;
        });
        return command;
    }

    private static void Print(WeightsHeader header, WeightsMatch? match, TextWriter output)
    {
        var rows = header.Tensors.Select(tensor => (
            Name: OneLine.Name(tensor.Name), Dtype: Type(tensor), Shape: OneLine.Shape(tensor.Shape), Bytes: Count(tensor.Bytes))).ToList();
        int Width(Func<(string Name, string Dtype, string Shape, string Bytes), string> column, string title) =>
            rows.Select(row => column(row).Length).Append(title.Length).Max();
        var (names, dtypes, shapes, bytes) =
            (Width(row => row.Name, "tensor"), Width(row => row.Dtype, "dtype"), Width(row => row.Shape, "shape"),
                Width(row => row.Bytes, "bytes"));
        foreach (var (name, dtype, shape, size) in rows.Prepend(("tensor", "dtype", "shape", "bytes")))
            output.WriteLine($"{name.PadRight(names)}  {dtype.PadRight(dtypes)}  {shape.PadRight(shapes)}  {size.PadLeft(bytes)}");
        output.WriteLine();
        foreach (var (key, text) in header.Metadata) output.WriteLine($"metadata {OneLine.Name(key)}: {OneLine.Name(text)}");
        if (header.Outside.Count > 0) output.WriteLine($"beside them in the checkpoint: {Listed(header.Outside)}");
        output.WriteLine(
            $"{header.Format}: {Count(header.Tensors.Count)} tensors, {Count(Parameters(header))} parameters, {Count(Bytes(header))} "
            + "bytes");
        if (match is null)
        {
            output.WriteLine(NamedNetwork.In(header.Tensors) is var networks && networks.Count > 1
                ? $"holds several networks: {string.Join(", ", networks)}; choose one with --key NAME"
                : "fits none of efficientnet_b0 to efficientnet_b7"
                + (networks.Count == 1 ? "; if it is one of other multipliers, evaluate --model efficientnet_wW_dD takes it" : ""));
            return;
        }
        if (match is ArchitectureMatch named) PrintNames(named, output);
        if (match.Advisors.Count > 0)
            output.WriteLine(
                $"has heads for advice beside its own, of {Listed(match.Advisors)}: the mean of all heads' logits is its answer");
        output.WriteLine(
            $"{(match.Fits ? "fits" : "does not fit")} {match.Architecture.Name} with {match.Classes} classes{(match.Fits ? "" : ":")}");
        foreach (var difference in match.Differences) output.WriteLine($"  {difference}");
    }

    private static void PrintNames(ArchitectureMatch match, TextWriter output)
    {
        if (match.Network.Scheme != NameScheme.Torchvision || match.Network.Prefix.Length > 0) output.WriteLine($"{match.Network}");
        if (match.Network.Scheme == NameScheme.Timm)
            output.WriteLine(
                $"(timm's tf_{match.Architecture.Name} has the same names: if these are its weights, say --model "
                + $"tf_{match.Architecture.Name})");
        if (match.PassedOver.Count > 0) output.WriteLine($"beside the network, not its own: {Listed(match.PassedOver)}");
    }

    private static string Type(TensorEntry tensor) => tensor.Dtype.InPyTorch() + (tensor.Kind is null ? "" : $" {tensor.Kind}");

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(6).Select(OneLine.Name)) + (names.Count > 6 ? $" and {names.Count - 6} more" : "");

    private static JsonObject Json(WeightsHeader header, WeightsMatch? match) => new()
    {
        ["format"] = header.Format,
        ["metadata"] = new JsonObject(header.Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["tensors"] = new JsonArray([.. header.Tensors.Select(tensor => (JsonNode)new JsonObject
        {
            ["name"] = tensor.Name,
            ["dtype"] = tensor.Dtype.InPyTorch(),
            ["kind"] = tensor.Kind,
            ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
            ["bytes"] = tensor.Bytes,
        })]),
        ["total_parameters"] = Parameters(header),
        ["total_bytes"] = Bytes(header),
        ["names"] = match is RedNetMatch ? "this program" : (match as ArchitectureMatch)?.Network.Scheme.Title,
        ["prefix"] = match is RedNetMatch ? "" : (match as ArchitectureMatch)?.Network.Prefix,
        ["architecture"] = match?.Architecture.Name,
        ["classes"] = match?.Classes,
        ["advisors"] = new JsonArray([.. (match?.Advisors ?? []).Select(name => (JsonNode)name)]),
        ["fits"] = match?.Fits ?? false,
        ["differences"] = new JsonArray([.. (match?.Differences ?? []).Select(difference => (JsonNode)difference)]),
    };

    // Decimals, because views of one storage may sum up to more than a long holds.
    private static decimal Parameters(WeightsHeader header) =>
        header.Tensors.Where(tensor => !BatchNormStatistics.Include(tensor.Name)).Sum(tensor => (decimal)tensor.Elements);

    private static decimal Bytes(WeightsHeader header) => header.Tensors.Sum(tensor => (decimal)tensor.Bytes);

    private static string Count(decimal number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
