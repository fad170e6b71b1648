using Reproduction.Distillation;
using Reproduction.Models;
using static Reproduction.Specs.Training.TinyTraining;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>Every term of a loss for the very small student, and a teacher for it.</summary>
internal static class TinyTerms
{
    public static TheoryData<string> Terms =>
    [
        "class_reweighted", "class_reweighted as published", "class_trust", "group_dro", "group_dro of teacher", "hint", "srrl",
        "similarity", "advice",
    ];

    internal static LossTerm Term(string name, Network student, LiveTeacher teacher)
    {
        int Width(IReadOnlyList<Tap> taps, string at) => taps.First(tap => tap.Name == at).Channels;
        (int, int) Channels(string at) => (Width(student.Taps, at), Width(teacher.Taps, at));
        return name switch
        {
            "class_reweighted" => new ClassReweighted(1, 10),
            "class_reweighted as published" => new ClassReweighted(1, 10, countsAsPublished: true),
            "class_trust" => new ClassTrust(1, "teacher", 2, linspace(0, 1, 10, float64)),
            "group_dro" => new GroupDro(1, 10, 0.01),
            "group_dro of teacher" => new GroupDro(1, 10, 0.01, "teacher", 4, labelWeight: 1),
            "hint" => new Hint(1, "teacher", "stage_4", "stage_4", Channels("stage_4"), 1),
            "srrl" => new Srrl(1, "teacher", "pooled", "pooled", 1, Channels("pooled"), 1, teacher.Classify),
            "similarity" => new Similarity(3000, "teacher", "pooled", "pooled"),
            _ => new Advice(1, "teacher", 1),
        };
    }

    /// <summary>It tells images apart: its batch norms know the images, and its classifier is drawn at random.</summary>
    internal static EfficientNet Teacher()
    {
        var architecture = EfficientNetArchitecture.Named("efficientnet_w0.2_d0.2");
        var teacher = new EfficientNet(architecture, 10, Initialisation.FanIn, seed: 3, stochasticDepth: 0);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var generator = new Generator(5, CPU);
        ChannelsLast.Apply(teacher);
        teacher.state_dict()["classifier.1.weight"].uniform_(-0.3, 0.3, generator);
        var images = FirstBatch(Recipe()).Images;
        for (var pass = 0; pass < 30; pass++) teacher.call(images);
        return teacher;
    }
}
