namespace Reproduction.Models.Weights;

/// <summary>What a weights file holds, without its data.</summary>
/// <param name="Format">How the file is written: <c>safetensors</c>, <c>safetensors in N shards</c> or <c>torch.save</c>.</param>
/// <param name="Metadata">Free text that the file carries beside its tensors.</param>
/// <param name="Tensors">The tensors in the file's order.</param>
public sealed record WeightsHeader(
    string Format, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>Names of tensors that stand beside the dictionary of these in a checkpoint, without a training's state.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];
}
