namespace Reproduction.Models.Weights;

/// <summary>
/// The tensors of a checkpoint that stand beside the dictionary of its network, as a calibrator beside <c>state_dict</c>; without those of
/// a training's state.
/// </summary>
/// <param name="Key">The key that chooses the network alone.</param>
/// <param name="Tensors">The tensors by their keys within each other, such as <c>calibrator.weight</c>.</param>
internal sealed record OutsideTensors(string Key, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>None.</summary>
    public static OutsideTensors None { get; } = new("", []);
}
