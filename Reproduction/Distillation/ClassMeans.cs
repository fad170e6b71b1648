using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>Which images of a batch are of which class.</summary>
internal static class ClassMeans
{
    /// <summary>N×K, 1 where an image is of a class and 0 elsewhere.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="like">N×K; gives number of classes and dtype.</param>
    public static Tensor Members(Tensor labels, Tensor like) => nn.functional.one_hot(labels, like.shape[1]).to(like.dtype);

    /// <summary>Mean over the images of each class, K; 0 where a class has none.</summary>
    /// <param name="values">N, one for each image.</param>
    /// <param name="members">As <see cref="Members"/> has them.</param>
    public static Tensor Of(Tensor values, Tensor members) => members.t().mv(values) / members.sum(dim: 0).clamp(min: HeldScalars.One);
}
