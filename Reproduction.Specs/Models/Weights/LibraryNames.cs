namespace Reproduction.Specs.Models.Weights;

/// <summary>
/// What other libraries call torchvision's tensors, rewritten name by name: timm (<c>timm/models/_efficientnet_blocks.py</c>),
/// EfficientNet-PyTorch (<c>efficientnet_pytorch/model.py</c>) and transformers (<c>models/efficientnet/modeling_efficientnet.py</c>).
/// </summary>
internal static class LibraryNames
{
    /// <summary>timm's name.</summary>
    public static string Timm(string torchvision, int[] layers) => Renamed(
        torchvision, layers, ("conv_stem", "bn1"), ("conv_head", "bn2"), "classifier", (stage, layer, _) => $"blocks.{stage - 1}.{layer}",
        part => part switch
        {
            ("first", "depthwise") => "conv_dw",
            ("first", "depthwise norm") => "bn1",
            ("first", "project") => "conv_pw",
            ("first", "project norm") => "bn2",
            (_, "expand") => "conv_pw",
            (_, "expand norm") => "bn1",
            (_, "depthwise") => "conv_dw",
            (_, "depthwise norm") => "bn2",
            (_, "project") => "conv_pwl",
            (_, "project norm") => "bn3",
            (_, "fc1") => "se.conv_reduce",
            _ => "se.conv_expand",
        });

    /// <summary>The name in EfficientNet-PyTorch.</summary>
    public static string Lukemelas(string torchvision, int[] layers) => Renamed(
        torchvision, layers, ("_conv_stem", "_bn0"), ("_conv_head", "_bn1"), "_fc", (_, _, index) => $"_blocks.{index}",
        part => part.Part switch
        {
            "expand" => "_expand_conv",
            "expand norm" => "_bn0",
            "depthwise" => "_depthwise_conv",
            "depthwise norm" => "_bn1",
            "project" => "_project_conv",
            "project norm" => "_bn2",
            "fc1" => "_se_reduce",
            _ => "_se_expand",
        });

    /// <summary>The name in transformers.</summary>
    public static string HuggingFace(string torchvision, int[] layers) => Renamed(
        torchvision, layers, ("efficientnet.embeddings.convolution", "efficientnet.embeddings.batchnorm"),
        ("efficientnet.encoder.top_conv", "efficientnet.encoder.top_bn"), "classifier",
        (_, _, index) => $"efficientnet.encoder.blocks.{index}",
        part => part.Part switch
        {
            "expand" => "expansion.expand_conv",
            "expand norm" => "expansion.expand_bn",
            "depthwise" => "depthwise_conv.depthwise_conv",
            "depthwise norm" => "depthwise_conv.depthwise_norm",
            "project" => "projection.project_conv",
            "project norm" => "projection.project_bn",
            "fc1" => "squeeze_excite.reduce",
            _ => "squeeze_excite.expand",
        });

    private static string Renamed(
        string name, int[] layers, (string Convolution, string Norm) stem, (string Convolution, string Norm) head, string classifier,
        Func<int, int, int, string> block, Func<(string Stage, string Part), string> part)
    {
        var words = name.Split('.');
        var leaf = words[^1];
        if (words[0] == "classifier") return $"{classifier}.{leaf}";
        var stage = int.Parse(words[1]);
        if (stage is 0 or 8) return $"{((stage == 0 ? stem : head) is var ends && words[2] == "0" ? ends.Convolution : ends.Norm)}.{leaf}";
        var layer = int.Parse(words[2]);
        string[] parts = stage == 1 ? ["depthwise", "excitation", "project"] : ["expand", "depthwise", "excitation", "project"];
        var what = parts[int.Parse(words[4])];
        var within = what == "excitation" ? words[5] : words[5] == "0" ? what : $"{what} norm";
        return $"{block(stage, layer, layers.Take(stage - 1).Sum() + layer)}.{part((stage == 1 ? "first" : "later", within))}.{leaf}";
    }
}
