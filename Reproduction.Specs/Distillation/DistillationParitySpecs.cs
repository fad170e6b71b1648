using System.Text.Json;
using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Specs.Golden;
using Reproduction.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>A whole training, step by step: the published distillation of a B4 into a B0 (<c>golden/distillation.py</c>).</summary>
[Collection(nameof(Computing))]
public sealed class DistillationParitySpecs
{
    private const int Steps = 10, Batch = 8, Size = 32;

    private static readonly JsonElement Stored = GoldenValues.Json("distillation", "losses");

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void Ten_steps_in_float64_have_PyTorchs_losses(string device)
    {
        var losses = Losses(float64, OnDevice.Of(device));

        for (var step = 0; step < Steps; step++)
            losses[step].Should().BeApproximately(Stored.GetProperty("float64")[step].GetDouble(), 1e-9, $"step {step + 1}");
    }

    [Fact]
    public void Ten_steps_in_float32_are_no_further_from_PyTorchs_than_its_layouts_and_kernels_are_from_each_other()
    {
        var theirs = Stored.GetProperty("float32").EnumerateArray()
            .Select(run => run.EnumerateArray().Select(loss => loss.GetDouble()).ToArray()).ToList();
        var losses = Losses(float32, CPU);

        var apart = 1e-6;
        for (var step = 0; step < Steps; step++)
        {
            apart = Math.Max(apart, theirs.Max(run => run[step]) - theirs.Min(run => run[step]));
            theirs.Min(run => Math.Abs(run[step] - losses[step])).Should().BeLessThanOrEqualTo(apart, $"step {step + 1}");
        }
    }

    private static List<double> Losses(ScalarType dtype, Device device)
    {
        using var scope = NewDisposeScope();
        using var teacher = WrittenNetwork.Of("distillation/teacher", "efficientnet_b4", 10, dtype);
        using var student = WrittenNetwork.Of("distillation/student", "efficientnet_b0", 10, dtype);
        teacher.to(device);
        student.to(device);
        using var optimiser = Optimiser.Of(OptimiserKind.Adam, student, weightDecay: 0);
        using var average = new MovingAverage(student.state_dict(), decay: 0);
        using var loss = new WeightedLoss(new CrossEntropy(1), new SoftTargets(1, "teacher", temperature: 5));
        var teachers = new Dictionary<string, ITeacher> { ["teacher"] = new LiveTeacher(teacher) };
        var training = new TrainingStep(student, loss, teachers, optimiser, average);
        List<double> losses = [];
        student.train();
        for (var step = 0; step < Steps; step++)
        {
            using var pass = NewDisposeScope();
            var numbers = WrittenRule.Uniform($"distillation/images/{step}", Batch * 3 * Size * Size, -2, 2);
            var images = ChannelsLast.Of(tensor(numbers, [Batch, 3, Size, Size]).to(float32).to(dtype, device));
            var labels = tensor(WrittenRule.Integers($"distillation/labels/{step}", Batch, 10)).to(device);

            var views = new Views([.. Enumerable.Range(0, Batch)], images, Epoch: 1, () => images);
            losses.Add(training.Take(views, labels, maskSeed: 0, step, learningRate: 0.001).Loss);
        }
        return losses;
    }
}
