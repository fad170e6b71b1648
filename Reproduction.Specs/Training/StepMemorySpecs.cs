using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Specs.Data;
using TorchSharp;
using static Reproduction.Specs.Training.TinyTraining;

namespace Reproduction.Specs.Training;

/// <summary>However long a training is, it takes no more memory: it counts the tensors of the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class StepMemorySpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void No_tensor_of_a_network_a_teacher_a_term_or_the_moving_average_outlives_its_step(string name)
    {
        using var rehearsal = OnDevice.Rehearse(name, out var device);
        using var teacher = TinyTerms.Teacher();
        teacher.to(device);
        var recipe = Recipe([("training.epochs", "12"), ("training.moving_average_decay", "0.9"), .. EverythingRandom]);
        var live = new LiveTeacher(teacher);
        using var network = new AdvisedNetwork(Student(recipe), ["teacher"], Initialisation.FanIn, _ => 1);
        using var loss = new WeightedLoss(
        [
            new CrossEntropy(1),
            .. TinyTerms.Terms.Select(term => TinyTerms.Term(term.Data, network, live)).DistinctBy(term => term.Kind),
        ]);
        // What specs before and the start of the training left to the finalisers must be gone when the second epoch begins.
        var steps = 0;
        var listener = new Listener { Stepped = () => { if (++steps <= 5) Finalise(); } };

        Train(folder["taught"], recipe, listener, live, network, device: device, loss: loss);

        var perEpoch = listener.LiveTensors.Chunk(5).Skip(1).ToList();
        perEpoch.Should().HaveCountGreaterThan(8);
        perEpoch.Select(epoch => epoch[^1]).Distinct().Should().ContainSingle("the number of live tensors is the same after every epoch");

        static void Finalise()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
