using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>
/// Grad-CAM (Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", ICCV 2017,
/// equations 1 and 2): where in an image a network saw what speaks for a class. The last feature map before pooling is A, each of its
/// channels weighs the mean of the class logit's gradient over its places, α_k = 1/Z Σ_ij ∂y/∂A_kij, and the map is ReLU(Σ_k α_k A_k).
/// Behind a global average and one linear layer α_k is that layer's weight over Z: the class activation map, scaled.
/// </summary>
public static class GradCam
{
    /// <summary>Maps of a batch, in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">N×3×H×W normalised images.</param>
    /// <param name="classes">N class indices: whose logit is explained in each image.</param>
    /// <exception cref="ArgumentException">There are not as many classes as images.</exception>
    /// <returns>N×h×w maps, not below 0, in the resolution of the last feature map; they belong to the caller.</returns>
    public static Tensor Of(Network network, Tensor images, IReadOnlyList<int> classes)
    {
        if (classes.Count != images.shape[0])
            throw new ArgumentException($"{classes.Count} classes of {images.shape[0]} images, expected one of each.", nameof(classes));
        network.eval();
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var tap = network.Taps.Last(tap => tap.Stride is not null).Name;
        // Weights may be frozen: what is asked for is the gradient of the map, which the image leads to.
        var output = network.Outputs(images.detach().requires_grad_(), [tap]);
        var map = output.Features[tap];
        var chosen = tensor(classes.Select(c => (long)c).ToArray(), device: images.device).unsqueeze(1);
        // Each image's logits depend on that image alone, so that the sum's gradient is each one's own.
        var gradient = autograd.grad([output.Logits.gather(1, chosen).sum()], [map])[0];
        var weights = gradient.mean([2, 3], keepdim: true);
        return (weights * map).sum(1).relu().detach().MoveToOuterDisposeScope();
    }
}
