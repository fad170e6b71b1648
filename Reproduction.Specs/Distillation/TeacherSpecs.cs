using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>The three places that a teacher's logits come from.</summary>
[Collection(nameof(Computing))]
public sealed class TeacherSpecs : IDisposable
{
    private static readonly Origin Teacher = new(new Dictionary<string, string> { ["key"] = "1" });

    private readonly TemporaryFolder folder = new();
    private readonly EfficientNet network = new(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10, seed: 3);

    public void Dispose()
    {
        network.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Of_a_teacher_that_diverged_no_answers_are_stored(float odd)
    {
        var storing = () => StoredLogits.Write(folder["teacher-logits.safetensors"], [1, 2, 3, odd], count: 2, Teacher);

        storing.Should().Throw<CheckFailedException>().WithMessage("*of training image 1 of 2 the teacher's logits are not finite*");
        File.Exists(folder["teacher-logits.safetensors"]).Should().BeFalse();
    }

    [Fact]
    public void A_live_teacher_answers_the_view_at_full_size_in_evaluation_mode_and_stays_as_it_was()
    {
        using var scope = NewDisposeScope();
        var images = RandomTensor.Uniform([4, 3, 32, 32], seed: 1);
        var before = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        network.train();

        var smaller = RandomTensor.Uniform([4, 3, 24, 24], seed: 2);
        var logits = new LiveTeacher(network).Answer(new([0, 1, 2, 3], smaller, 1, () => images), []).Logits;

        network.training.Should().BeFalse();
        logits.requires_grad.Should().BeFalse();
        using (no_grad()) logits.equal(network.call(images)).all().item<bool>().Should().BeTrue();
        foreach (var (name, value) in network.state_dict()) value.equal(before[name]).all().item<bool>().Should().BeTrue(name);
    }

    [Fact]
    public void Gradients_pass_through_a_live_teachers_classifier_which_drops_nothing_and_gets_none()
    {
        using var scope = NewDisposeScope();
        using var dropping = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10, seed: 3, dropout: 0.5);
        var teacher = new LiveTeacher(dropping);
        var pooled = RandomTensor.Uniform([4, teacher.Taps[^1].Channels], seed: 1).requires_grad_();
        dropping.train();

        teacher.Classify(pooled).sum().backward();

        var (weight, bias) = (dropping.state_dict()["classifier.1.weight"], dropping.state_dict()["classifier.1.bias"]);
        (pooled.grad! - weight.sum(dim: 0)).abs().max().item<float>().Should().BeLessThan(1e-6f);
        (teacher.Classify(pooled) - (pooled.matmul(weight.t()) + bias)).abs().max().item<float>().Should().BeLessThan(1e-5f);
        dropping.parameters().Should().AllSatisfy(parameter => (parameter.grad is null).Should().BeTrue());
    }

    [Fact]
    public void The_published_mistake_moves_the_teachers_batch_norm_statistics()
    {
        using var scope = NewDisposeScope();
        var before = network.state_dict()["features.0.1.running_mean"].clone();
        network.eval();

        var images = RandomTensor.Uniform([4, 3, 32, 32], seed: 1);
        var logits = new SelfTeacher(network).Answer(new([0, 1, 2, 3], images, 1, NotAsked), []).Logits;

        network.training.Should().BeTrue();
        logits.requires_grad.Should().BeFalse();
        network.state_dict()["features.0.1.running_mean"].equal(before).all().item<bool>().Should().BeFalse();
    }

    [Fact]
    public void Stored_logits_are_given_back_to_the_bit_for_the_image_that_they_belong_to()
    {
        using var scope = NewDisposeScope();
        float[] logits = [0.1f, -2.5f, 1e-7f, 3.4e38f, 5, 6];
        StoredLogits.Write(folder["teacher-logits.safetensors"], logits, count: 3, Teacher);

        using var stored = new StoredLogits(_ => folder["teacher-logits.safetensors"], [40, 7, 12], classes: 2, Teacher, CPU);

        stored.Answer(new([12, 40, 12], Images(3), 1, NotAsked), []).Logits.data<float>().ToArray().Should()
            .Equal(5, 6, 0.1f, -2.5f, 5, 6);
    }

    [Fact]
    public void Stored_logits_share_no_memory_with_what_they_hand_out()
    {
        using var scope = NewDisposeScope();
        StoredLogits.Write(folder["teacher-logits.safetensors"], [1, 2, 3, 4], count: 2, Teacher);
        using var stored = new StoredLogits(_ => folder["teacher-logits.safetensors"], [0, 1], 2, Teacher, CPU);

        stored.Answer(new([0], Images(1), 1, NotAsked), []).Logits.zero_();

        stored.Answer(new([0], Images(1), 1, NotAsked), []).Logits.data<float>().ToArray().Should().Equal(1, 2);
    }

    [Fact]
    public void Stored_logits_of_another_number_of_images_or_classes_or_of_another_teacher_are_damage()
    {
        var file = folder["teacher-logits.safetensors"];
        StoredLogits.Write(file, [1, 2, 3, 4], count: 2, Teacher);
        using (NewDisposeScope()) ChecksummedTensors.Write(folder["other.safetensors"], [("weights", zeros(3, 2))], Teacher.Metadata());
        using (NewDisposeScope())
            ChecksummedTensors.Write(folder["whole.safetensors"], [("logits", zeros([2, 2], ScalarType.Int64))], Teacher.Metadata());
        List<string> warnings = [];

        Has(file, [0, 1, 2], 2, Teacher, warnings).Should().BeFalse();
        Has(file, [0, 1], 3, Teacher, warnings).Should().BeFalse();
        Has(file, [0, 1], 2, new Origin(new Dictionary<string, string> { ["key"] = "2" }), warnings).Should().BeFalse();
        Has(folder["other.safetensors"], [0, 1, 2], 2, Teacher, warnings).Should().BeFalse();
        Has(folder["whole.safetensors"], [0, 1], 2, Teacher, warnings).Should().BeFalse();

        warnings.Select(warning => warning[(warning.LastIndexOf('/') + 1)..]).Should().Equal(
            "teacher-logits.safetensors: expected a tensor 'logits' of 3×2 finite float32; the teacher is asked again",
            "teacher-logits.safetensors: expected a tensor 'logits' of 2×3 finite float32; the teacher is asked again",
            "teacher-logits.safetensors: of another origin: key 1, expected 2; the teacher is asked again",
            "other.safetensors: expected a tensor 'logits' of 3×2 finite float32; the teacher is asked again",
            "whole.safetensors: expected a tensor 'logits' of 2×2 finite float32; the teacher is asked again");
    }

    [Fact]
    public void Damaged_stored_logits_are_told_of_and_not_used()
    {
        StoredLogits.Write(folder["teacher-logits.safetensors"], [1, 2, 3, 4], count: 2, Teacher);
        var bytes = File.ReadAllBytes(folder["teacher-logits.safetensors"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(folder["teacher-logits.safetensors"], bytes);
        List<string> warnings = [];

        Has(folder["teacher-logits.safetensors"], [0, 1], 2, Teacher, warnings).Should().BeFalse();

        warnings.Should().ContainSingle().Which.Should()
            .Contain(folder["teacher-logits.safetensors"]).And.EndWith("the teacher is asked again");
    }

    [Fact]
    public void Answers_to_varying_views_are_those_of_the_epoch()
    {
        using var scope = NewDisposeScope();
        StoredLogits.Write(folder["epoch-1"], [1, 2], count: 1, Teacher);
        StoredLogits.Write(folder["epoch-2"], [3, 4], count: 1, Teacher);
        using var stored = new StoredLogits(epoch => folder[$"epoch-{epoch}"], [5], 2, Teacher, CPU);

        float[] Of(int epoch) => stored.Answer(new([5], Images(1), epoch, NotAsked), []).Logits.data<float>().ToArray();

        Of(1).Should().Equal(1, 2);
        Of(2).Should().Equal(3, 4);
        Of(1).Should().Equal(1, 2);
    }

    private static bool Has(string file, int[] indices, int classes, Origin teacher, List<string> warnings)
    {
        using var stored = new StoredLogits(_ => file, indices, classes, teacher, CPU);
        return stored.Has(1, warnings.Add);
    }

    /// <summary>At which who stored answers does not look.</summary>
    private static Tensor Images(int count) => RandomTensor.Uniform([count, 3, 2, 2], seed: 1);

    private static Tensor NotAsked() => throw new InvalidOperationException("asked for the view at full size");
}
