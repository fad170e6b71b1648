using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>Where the teacher's logits of a batch come from. They are constants: no gradient reaches the teacher.</summary>
public interface ITeacherLogits
{
    /// <summary>The teacher's logits of a batch, N×K on the images' device.</summary>
    /// <param name="indices">Which images of the training split.</param>
    /// <param name="images">The view of them that the student gets, N×3×H×W.</param>
    /// <param name="fullSize">The same view at the size that the teacher's training ended with, N×3×S×S; made when asked for.</param>
    Tensor Of(IReadOnlyList<int> indices, Tensor images, Func<Tensor> fullSize);
}
