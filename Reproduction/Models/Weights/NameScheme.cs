namespace Reproduction.Models.Weights;

/// <summary>
/// What a library calls the parts of an EfficientNet. Only names differ between them: shapes and order are the same, and where
/// a library computes otherwise, its architecture says so.
/// </summary>
public sealed class NameScheme
{
    private readonly Func<int, int, int, string> block;
    private readonly BlockParts expanded;
    private readonly BlockParts plain;

    private NameScheme(
        string title, (string Convolution, string Norm) stem, Func<int, int, int, string> block, BlockParts expanded, BlockParts plain,
        Func<int, (string Convolution, string Norm)> head, Func<EfficientNetArchitecture, EfficientNetArchitecture> architecture)
    {
        (Title, Stem, this.block, this.expanded, this.plain, Head, Architecture) =
            (title, stem, block, expanded, plain, head, architecture);
    }

    /// <summary>torchvision's, which are ours.</summary>
    public static NameScheme Torchvision { get; } = new(
        "torchvision", ("features.0.0", "features.0.1"), (stage, layer, _) => $"features.{stage}.{layer}.block",
        new("0.0", "0.1", "1.0", "1.1", "2.fc1", "2.fc2", "3.0", "3.1"), new("", "", "0.0", "0.1", "1.fc1", "1.fc2", "2.0", "2.1"),
        stages => ($"features.{stages + 1}.0", $"features.{stages + 1}.1"), architecture => architecture);

    /// <summary>
    /// timm's (<c>efficientnet_b0</c> and <c>tf_efficientnet_b0</c> have the same names; the name tells how it computes).
    /// </summary>
    public static NameScheme Timm { get; } = new(
        "timm", ("conv_stem", "bn1"), (stage, layer, _) => $"blocks.{stage - 1}.{layer}",
        new("conv_pw", "bn1", "conv_dw", "bn2", "se.conv_reduce", "se.conv_expand", "conv_pwl", "bn3"),
        new("", "", "conv_dw", "bn1", "se.conv_reduce", "se.conv_expand", "conv_pw", "bn2"),
        _ => ("conv_head", "bn2"), architecture => architecture.InTimm);

    /// <summary>Those of Luke Melas-Kyriazi's EfficientNet-PyTorch, which computes as TensorFlow does.</summary>
    public static NameScheme EfficientNetPyTorch { get; } = new(
        "EfficientNet-PyTorch (lukemelas)", ("_conv_stem", "_bn0"), (_, _, index) => $"_blocks.{index}",
        new("_expand_conv", "_bn0", "_depthwise_conv", "_bn1", "_se_reduce", "_se_expand", "_project_conv", "_bn2"),
        new("", "", "_depthwise_conv", "_bn1", "_se_reduce", "_se_expand", "_project_conv", "_bn2"),
        _ => ("_conv_head", "_bn1"), architecture => architecture.InTensorFlow);

    /// <summary>Those of Hugging Face's transformers, which compute as TensorFlow does.</summary>
    public static NameScheme HuggingFace { get; } = new(
        "Hugging Face transformers", ("embeddings.convolution", "embeddings.batchnorm"), (_, _, index) => $"encoder.blocks.{index}",
        new("expansion.expand_conv", "expansion.expand_bn", "depthwise_conv.depthwise_conv", "depthwise_conv.depthwise_norm",
            "squeeze_excite.reduce", "squeeze_excite.expand", "projection.project_conv", "projection.project_bn"),
        new("", "", "depthwise_conv.depthwise_conv", "depthwise_conv.depthwise_norm", "squeeze_excite.reduce", "squeeze_excite.expand",
            "projection.project_conv", "projection.project_bn"),
        _ => ("encoder.top_conv", "encoder.top_bn"), architecture => architecture.InTensorFlow);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<NameScheme> All { get; } = [Torchvision, Timm, EfficientNetPyTorch, HuggingFace];

    /// <summary>Whose names they are.</summary>
    public string Title { get; }

    /// <summary>The first convolution and its norm, by which the names are recognised.</summary>
    public (string Convolution, string Norm) Stem { get; }

    /// <summary>An architecture as the library computes it.</summary>
    public Func<EfficientNetArchitecture, EfficientNetArchitecture> Architecture { get; }

    private Func<int, (string Convolution, string Norm)> Head { get; }

    /// <summary>The names of all parts but the classifier, in the order of an image's way; equally many in every scheme.</summary>
    /// <param name="architecture">The architecture.</param>
    public IEnumerable<string> Parts(EfficientNetArchitecture architecture)
    {
        var stages = architecture.Stages().ToList();
        yield return Stem.Convolution;
        yield return Stem.Norm;
        var index = 0;
        for (var stage = 1; stage <= stages.Count; stage++)
        {
            var names = stages[stage - 1].Expansion == 1 ? plain : expanded;
            for (var layer = 0; layer < stages[stage - 1].Layers; layer++, index++)
                foreach (var part in names.All.Where(part => part.Length > 0))
                    yield return $"{block(stage, layer, index)}.{part}";
        }
        var (convolution, norm) = Head(stages.Count);
        yield return convolution;
        yield return norm;
    }

    /// <summary>What the parts of a bottleneck are called; without expansion there are no first two.</summary>
    private sealed record BlockParts(
        string Expand, string ExpandNorm, string Depthwise, string DepthwiseNorm, string Reduce, string Excite, string Project,
        string ProjectNorm)
    {
        public IEnumerable<string> All => [Expand, ExpandNorm, Depthwise, DepthwiseNorm, Reduce, Excite, Project, ProjectNorm];
    }
}
