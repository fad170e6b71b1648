using Reproduction.Corrections;
using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>Teachers whose answers are corrected or averaged before anyone learns from them, live and stored alike.</summary>
[Collection(nameof(Computing))]
public sealed class CorrectedTeacherSpecs : IDisposable
{
    private static readonly Origin Origin = new(new Dictionary<string, string> { ["key"] = "1" });
    private static readonly LogitCorrection Correction = new([0.5, 2, 1], [0, -1, 0.25]);

    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Tensor images = RandomTensor.Uniform([4, 3, 32, 32], seed: 1);

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_corrected_teacher_answers_its_teachers_logits_corrected_whether_these_are_asked_or_stored()
    {
        using var live = new CorrectedTeacher(new LiveTeacher(Network(3)), Correction);
        using var stored = new CorrectedTeacher(Stored("a", Logits(3)), Correction);

        var answer = Answer(live);

        (answer - (Logits(3) * tensor(new[] { 0.5f, 2, 1 }) + tensor(new[] { 0, -1, 0.25f }))).abs().max().item<float>().Should()
            .BeLessThan(1e-6f);
        Answer(stored).equal(answer).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void An_ensemble_answers_the_logarithm_of_its_teachers_mean_probability_whether_these_are_asked_or_stored()
    {
        using var live = new EnsembleTeacher([new LiveTeacher(Network(3)), new LiveTeacher(Network(4))]);
        using var stored = new EnsembleTeacher([Stored("a", Logits(3)), Stored("b", Logits(4))]);

        var answer = Answer(live);

        (answer.exp() - (Logits(3).softmax(1) + Logits(4).softmax(1)) / 2).abs().max().item<float>().Should().BeLessThan(1e-6f);
        Answer(stored).equal(answer).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void From_a_teacher_that_is_not_corrected_and_from_an_ensemble_of_it_alone_a_student_learns_the_same()
    {
        using var teacher = new LiveTeacher(Network(3));
        using var corrected = new CorrectedTeacher(new LiveTeacher(Network(3)), LogitCorrection.None(3));
        using var alone = new EnsembleTeacher([new LiveTeacher(Network(3))]);

        Answer(corrected).equal(Answer(teacher)).all().item<bool>().Should().BeTrue();
        (Answer(alone).softmax(1) - Answer(teacher).softmax(1)).abs().max().item<float>().Should().BeLessThan(1e-6f);
    }

    [Fact]
    public void Neither_has_features_nor_moves_what_it_asks()
    {
        var network = Network(3);
        var before = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        using var corrected = new CorrectedTeacher(new LiveTeacher(network), Correction);
        using var together = new EnsembleTeacher([corrected]);

        Answer(together).requires_grad.Should().BeFalse();

        foreach (var (name, value) in network.state_dict()) value.equal(before[name]).all().item<bool>().Should().BeTrue(name);
        foreach (var teacher in new ITeacher[] { corrected, together })
        {
            var asking = () => teacher.Answer(Views(), ["pooled"]);
            asking.Should().Throw<ArgumentException>().WithMessage("asked for pooled, but *logits alone*");
        }
    }

    [Fact]
    public void A_correction_of_other_classes_and_teachers_of_different_classes_are_refused()
    {
        using var corrected = new CorrectedTeacher(new LiveTeacher(Network(3)), LogitCorrection.None(4));
        using var together = new EnsembleTeacher([new LiveTeacher(Network(3)), new LiveTeacher(Network(3, classes: 4))]);

        var correcting = () => Answer(corrected);
        var averaging = () => Answer(together);

        correcting.Should().Throw<ArgumentException>().WithMessage("a teacher of 3 classes, expected the 4 of its correction*");
        averaging.Should().Throw<ArgumentException>().WithMessage("expected logits of the same images among the same classes*");
    }

    private static EfficientNet Network(ulong seed, int classes = 3) =>
        new(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), classes, seed: seed);

    private Tensor Logits(ulong seed)
    {
        using var network = Network(seed);
        using var gradients = no_grad();
        network.eval();
        return network.call(images);
    }

    private StoredLogits Stored(string name, Tensor logits)
    {
        StoredLogits.Write(folder[$"{name}.safetensors"], logits.data<float>().ToArray(), 4, Origin);
        return new(_ => folder[$"{name}.safetensors"], [0, 1, 2, 3], 3, Origin, CPU);
    }

    private Tensor Answer(ITeacher teacher) => teacher.Answer(Views(), []).Logits;

    private Views Views() => new([0, 1, 2, 3], RandomTensor.Uniform([4, 3, 16, 16], seed: 2), 1, () => images);
}
