using Reproduction.Distillation;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>A teacher that remembers what it was asked about.</summary>
internal sealed class AskedTeacher(ITeacher teacher) : ITeacher
{
    public List<Question> Questions { get; } = [];

    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        Questions.Add(new([.. views.Indices], views.Epoch, Numbers(views.Images), Numbers(views.FullSize())));
        return teacher.Answer(views, taps);
    }

    public void Dispose() => teacher.Dispose();

    internal static float[] Numbers(Tensor images) => images.contiguous().data<float>().ToArray();

    /// <summary>Which images, and what the student and a teacher at full size see of them, image by image.</summary>
    internal sealed record Question(int[] Indices, int Epoch, float[] Images, float[] FullSize);
}
