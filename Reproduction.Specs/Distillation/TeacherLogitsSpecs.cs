using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Specs.Data;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>The three places that a teacher's logits come from.</summary>
public sealed class TeacherLogitsSpecs : IDisposable
{
    private static readonly RunIdentity Identity = new("quick", "hash", 1, "data", "cpu", 2, "2.10.0", "1", "avx2");

    private static readonly Origin Teacher = Identity.OriginOf("teacher");

    private readonly TemporaryFolder folder = new();
    private readonly EfficientNet network = new(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10, seed: 3);

    public void Dispose()
    {
        network.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_live_teacher_answers_the_view_at_full_size_in_evaluation_mode_and_stays_as_it_was()
    {
        using var scope = NewDisposeScope();
        var images = rand(4, 3, 32, 32);
        var before = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        network.train();

        var logits = new LiveTeacher(network).Of([0, 1, 2, 3], rand(4, 3, 24, 24), () => images);

        network.training.Should().BeFalse();
        logits.requires_grad.Should().BeFalse();
        using (no_grad()) logits.equal(network.call(images)).all().item<bool>().Should().BeTrue();
        foreach (var (name, value) in network.state_dict()) value.equal(before[name]).all().item<bool>().Should().BeTrue(name);
    }

    [Fact]
    public void The_published_mistake_moves_the_teachers_batch_norm_statistics()
    {
        using var scope = NewDisposeScope();
        var before = network.state_dict()["features.0.1.running_mean"].clone();
        network.eval();

        var logits = new TheStudentItself(network).Of([0, 1, 2, 3], rand(4, 3, 32, 32), NotAsked);

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

        using var stored = StoredLogits.Read(folder["teacher-logits.safetensors"], indices: [40, 7, 12], classes: 2, Teacher, CPU, Unexpected)!;

        stored.Of([12, 40, 12], rand(3, 3, 2, 2), NotAsked).data<float>().ToArray().Should().Equal(5, 6, 0.1f, -2.5f, 5, 6);
    }

    [Fact]
    public void Stored_logits_share_no_memory_with_what_they_hand_out()
    {
        using var scope = NewDisposeScope();
        StoredLogits.Write(folder["teacher-logits.safetensors"], [1, 2, 3, 4], count: 2, Teacher);
        using var stored = StoredLogits.Read(folder["teacher-logits.safetensors"], [0, 1], 2, Teacher, CPU, Unexpected)!;

        stored.Of([0], rand(1, 3, 2, 2), NotAsked).zero_();

        stored.Of([0], rand(1, 3, 2, 2), NotAsked).data<float>().ToArray().Should().Equal(1, 2);
    }

    [Fact]
    public void Stored_logits_of_another_number_of_images_or_classes_or_of_another_teacher_are_damage()
    {
        var file = folder["teacher-logits.safetensors"];
        StoredLogits.Write(file, [1, 2, 3, 4], count: 2, Teacher);
        using (NewDisposeScope()) ChecksummedTensors.Write(folder["other.safetensors"], [("weights", zeros(3, 2))], Teacher.Metadata());
        using (NewDisposeScope()) ChecksummedTensors.Write(folder["whole.safetensors"], [("logits", zeros([2, 2], ScalarType.Int64))], Teacher.Metadata());
        List<string> warnings = [];

        StoredLogits.Read(file, [0, 1, 2], 2, Teacher, CPU, warnings.Add).Should().BeNull();
        StoredLogits.Read(file, [0, 1], 3, Teacher, CPU, warnings.Add).Should().BeNull();
        StoredLogits.Read(file, [0, 1], 2, (Identity with { Seed = 2 }).OriginOf("teacher"), CPU, warnings.Add).Should().BeNull();
        StoredLogits.Read(folder["other.safetensors"], [0, 1, 2], 2, Teacher, CPU, warnings.Add).Should().BeNull();
        StoredLogits.Read(folder["whole.safetensors"], [0, 1], 2, Teacher, CPU, warnings.Add).Should().BeNull();

        warnings.Select(warning => warning[(warning.LastIndexOf('/') + 1)..]).Should().Equal(
            "teacher-logits.safetensors: expected a tensor 'logits' of 3×2 finite float32; the teacher is asked again",
            "teacher-logits.safetensors: expected a tensor 'logits' of 2×3 finite float32; the teacher is asked again",
            "teacher-logits.safetensors: of another origin: seed 1, expected 2; the teacher is asked again",
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

        StoredLogits.Read(folder["teacher-logits.safetensors"], [0, 1], 2, Teacher, CPU, warnings.Add).Should().BeNull();

        warnings.Should().ContainSingle().Which.Should().Contain(folder["teacher-logits.safetensors"]).And.EndWith("the teacher is asked again");
    }

    private static void Unexpected(string warning) => Assert.Fail(warning);

    private static Tensor NotAsked() => throw new InvalidOperationException("asked for the view at full size");
}
