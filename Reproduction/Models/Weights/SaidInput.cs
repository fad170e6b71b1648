using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Reproduction.Models.Weights;

/// <summary>
/// What a file says in words of the images that its network was made for: timm's <c>pretrained_cfg</c>, a script's arguments, Lightning's
/// <c>hyper_parameters</c> or the metadata of a safetensors file. What it does not say is null.
/// </summary>
/// <param name="Mean">Three numbers, of the red, green and blue channel, in [0, 1].</param>
/// <param name="Std">Their standard deviations, where there is a mean.</param>
/// <param name="Side">The side of the network's input in pixels.</param>
/// <param name="Crop">Which share of an image's side is seen.</param>
/// <param name="Interpolation">How an image is resized, such as <c>bicubic</c>.</param>
public sealed record SaidInput(
    IReadOnlyList<float>? Mean, IReadOnlyList<float>? Std, int? Side, double? Crop, string? Interpolation)
{
    /// <summary>What a network may be asked at: other numbers under such keys are of features, or of something else.</summary>
    private const int LeastSide = 8, MostSide = 1024;

    /// <summary>What a mean and a deviation are called, alone or behind another word: <c>image_mean</c>.</summary>
    private static readonly (string Mean, string Std)[] NormalisationKeys = [("mean", "std"), ("means", "stds")];

    /// <summary>What is said of images at evaluation before what may be of training.</summary>
    private static readonly string[] SideKeys =
        ["val_crop_size", "image_size", "img_size", "input_size", "imgsz", "im_size", "resolution", "crop_size"];

    private static readonly string[] ResizeKeys = ["val_resize_size", "resize_size"], CropKeys = ["crop_pct"];

    private static readonly string[] InterpolationNames = ["nearest", "bilinear", "bicubic", "lanczos", "box", "hamming", "area"];

    /// <summary>Words of keys under which a mean is of figures.</summary>
    private static readonly FrozenSet<string> OfFigures = FrozenSet.ToFrozenSet(
    [
        "metric", "metrics", "result", "results", "score", "scores", "history", "figures", "folds", "summary", "performance", "acc", "accs",
        "accuracy", "accuracies", "loss", "losses",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>What metadata say; null where they say nothing of images.</summary>
    /// <param name="metadata">The metadata.</param>
    internal static SaidInput? Of(IReadOnlyDictionary<string, string> metadata) => In(SaidBeside.Root(metadata));

    /// <summary>What a checkpoint and the dictionaries in it say, the outer ones first; null where they say nothing of images.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    internal static SaidInput? In(PickledDictionary checkpoint)
    {
        var levels = SaidBeside.Levels(checkpoint, key => NameWords.Have(key, OfFigures));
        // timm has there what its weights were made for, which a script's own arguments may replace.
        var made = levels.SelectMany(level => SaidBeside.Dictionaries(level.GetValueOrDefault("pretrained_cfg"))).Select(SaidBeside.Named);
        List<Dictionary<string, object?>> all = [.. levels, .. made];
        var (mean, std) = all.Select(NormalisationOf).FirstOrDefault(found => found.Mean is not null);
        var side = First<int>(all, SideKeys, SideOf);
        var resized = First<int>(all, ResizeKeys, SideOf);
        double? ofResized = side is { } seen && resized is { } whole && seen < whole ? (double)seen / whole : null;
        var crop = First<double>(all, CropKeys, ShareOf) ?? ofResized;
        var interpolation = all.SelectMany(level => Values(level, "interpolation")).OfType<string>().Select(text => text.Trim())
            .FirstOrDefault(text => InterpolationNames.Contains(text, StringComparer.OrdinalIgnoreCase));
        return mean is null && side is null && crop is null && interpolation is null ? null : new(mean, std, side, crop, interpolation);
    }

    /// <summary>The same as metadata, of which <see cref="Of"/> makes it again.</summary>
    internal string Json() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["mean"] = Mean,
        ["std"] = Std,
        ["image_size"] = Side,
        ["crop_pct"] = Crop,
        ["interpolation"] = Interpolation,
    }.Where(said => said.Value is not null).ToDictionary(said => said.Key, said => said.Value));

    /// <summary>Where it says something else than what is computed, each in words.</summary>
    /// <param name="normalisation">How images are normalised.</param>
    /// <param name="side">The side to which whole images are resized, bilinearly.</param>
    public IEnumerable<string> Differences(Normalisation normalisation, int side)
    {
        if (Mean is { } mean && Std is { } std && !(ChannelFigures.AreNear(mean, normalisation.Mean.ToArray(), isMean: true)
            && ChannelFigures.AreNear(std, normalisation.Std.ToArray(), isMean: false)))
            yield return $"{Options(mean, std)}, found {Options(normalisation.Mean.ToArray(), normalisation.Std.ToArray())}";
        if (Side is { } its && its != side)
            yield return string.Create(CultureInfo.InvariantCulture, $"--image-size {its}, found {side}");
        if (Crop < 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"the inner {Crop:0.###} of each side, found the whole image");
        if (Interpolation is not null && !Interpolation.Equals("bilinear", StringComparison.OrdinalIgnoreCase))
            yield return $"{Interpolation} interpolation, found bilinear";
    }

    private static string Options(IEnumerable<float> mean, IEnumerable<float> std) =>
        $"--mean {ChannelFigures.Text(mean)} --std {ChannelFigures.Text(std)}";

    private static T? First<T>(
        IEnumerable<Dictionary<string, object?>> levels, IReadOnlyList<string> keys, Func<object?, T?> read) where T : struct =>
        levels.SelectMany(level => keys.SelectMany(key => Values(level, key))).Select(read).FirstOrDefault(value => value is not null);

    /// <summary>The values under a key in any case, as yacs has them in capitals.</summary>
    private static IEnumerable<object?> Values(Dictionary<string, object?> level, string key) =>
        level.Where(item => item.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(item => item.Value);

    /// <summary>Both, or nothing: three numbers under a name alone may be a mean of anything.</summary>
    private static (float[]? Mean, float[]? Std) NormalisationOf(Dictionary<string, object?> level)
    {
        foreach (var (key, value) in level)
        {
            if (SaidBeside.IsOfAnother(key)) continue;
            var word = key.Split('_', '.')[^1];
            foreach (var (mean, std) in NormalisationKeys)
            {
                if (!word.Equals(mean, StringComparison.OrdinalIgnoreCase) || Channels(value) is not { } means) continue;
                if (Values(level, key[..^word.Length] + std).Select(Channels).FirstOrDefault(found => found is not null) is not { } stds
                    || stds.Any(each => each <= 0))
                    continue;
                var unit = ChannelFigures.Unit(means.Concat(stds));
                return ([.. means.Select(each => each / unit)], [.. stds.Select(each => each / unit)]);
            }
        }
        return (null, null);
    }

    private static float[]? Channels(object? value) =>
        Numbers(value) is { Length: 3 } numbers ? [.. numbers.Select(number => (float)number)] : null;

    /// <summary>One side of a square, as a number or as the last two of a shape.</summary>
    private static int? SideOf(object? value)
    {
        double[] sizes = Number(value) is { } one ? [one, one] : Numbers(value) is { Length: 2 or 3 } shape ? shape[^2..] : [];
        return sizes is [var height, var width] && height.Equals(width) && height.Equals(Math.Floor(height))
            && height is >= LeastSide and <= MostSide ? (int)height : null;
    }

    private static double? ShareOf(object? value) => Number(value) is { } share && share > 0 && share <= 1 ? share : null;

    private static double? Number(object? value) => value switch
    {
        long whole => whole,
        double real => real,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>Numbers of a list, or of a text as scripts and Python's <c>str</c> write them; null where one is none.</summary>
    private static double[]? Numbers(object? value)
    {
        IEnumerable<object?>? items = value switch
        {
            PickledList list => list.Select(SaidBeside.Unwrapped),
            PickledTuple tuple => tuple.Items.Select(SaidBeside.Unwrapped),
            string text => text.Trim().Trim('(', ')', '[', ']').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
            _ => null,
        };
        double?[] numbers = [.. (items ?? []).Take(4).Select(Number)];
        return numbers.Length > 0 && Array.TrueForAll(numbers, number => number is { } real && double.IsFinite(real))
            ? Array.ConvertAll(numbers, number => number!.Value)
            : null;
    }
}
