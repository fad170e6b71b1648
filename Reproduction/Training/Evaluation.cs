using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Kernels;
using Reproduction.Metrics;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>What a network says of some images, in evaluation mode and unless asked otherwise without augmentation.</summary>
/// <param name="Logits">N×K row by row.</param>
/// <param name="CrossEntropy">Mean over the images.</param>
/// <param name="Accuracy">Share of the images predicted right; of equal logits the lowest index is the prediction.</param>
public sealed record Evaluation(float[] Logits, double CrossEntropy, double Accuracy)
{
    /// <summary>The place of the first logit that is not finite, as those of a network that diverged; null where all are.</summary>
    public int? NotFinite
    {
        get
        {
            var at = Array.FindIndex(Logits, logit => !float.IsFinite(logit));
            return at < 0 ? null : at;
        }
    }

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network, on the device.</param>
    /// <param name="subset">The images.</param>
    /// <param name="input">From bytes to what the network sees; its augmentation is left out unless views are drawn.</param>
    /// <param name="device">Where.</param>
    /// <param name="views">Draws views by the input's augmentation; null to leave it out.</param>
    /// <param name="batch">Images that are computed at a time; null for what suits the device.</param>
    /// <param name="stop">Asks to stop after the current batch.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static Evaluation Of(
        Network network, Subset subset, Preprocessing input, Device device, EpochSeed? views = null, int? batch = null,
        CancellationToken stop = default)
    {
        using var gradients = no_grad();
        network.eval();
        using var frozen = new FrozenWeights();
        using var use = frozen.Use();
        var batches = new Batches(subset.Images, input, device, Arithmetic.Layout);
        var logits = new float[subset.Indices.Length * network.Classes];
        double crossEntropy = 0;
        var batchSize = batch ?? BatchOf(device.type, input.ImageSize);
        for (var at = 0; at < subset.Indices.Length; at += batchSize)
        {
            using var scope = NewDisposeScope();
            var indices = subset.Indices[at..Math.Min(subset.Indices.Length, at + batchSize)];
            var labels = batches.Labels(indices);
            var output = network.call(batches.Images(indices, views));
            crossEntropy += nn.functional.cross_entropy(output, labels, reduction: nn.Reduction.Sum).item<float>();
            output.cpu().data<float>().CopyTo(logits, at * network.Classes);
            stop.ThrowIfCancellationRequested();
        }
        var correct = Enumerable.Range(0, subset.Indices.Length)
            .Count(row => Predictions.ArgMax<float>(logits.AsSpan(row * network.Classes, network.Classes))
                == subset.Images.Labels[subset.Indices[row]]);
        return new(logits, crossEntropy / subset.Indices.Length, (double)correct / subset.Indices.Length);
    }

    /// <summary>
    /// Images that are computed at a time unless told otherwise. A CPU's caches want small batches; on CUDA starting a pass takes the time
    /// where images are small, and where they are large the memory is what a batch of 500 takes at 64 px.
    /// </summary>
    /// <param name="device">Where.</param>
    /// <param name="imageSize">Side of the images in pixels.</param>
    internal static int BatchOf(TorchSharp.DeviceType device, int imageSize) =>
        device == TorchSharp.DeviceType.CPU ? 100 : (int)Math.Clamp(500L * 64 * 64 / ((long)imageSize * imageSize), 16, 500);
}
