using Reproduction.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;
using Reproduction.Specs.Models;
using TorchSharp;
using static Reproduction.Specs.Training.TinyTraining;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>A CUDA device computes what the CPU computes, and its runs stop, go on and end like the CPU's.</summary>
[Collection(nameof(Computing))]
public sealed class DeviceSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void In_float64_logits_stages_loss_gradients_and_statistics_of_a_B0_are_the_CPUs(string name)
    {
        using var rehearsal = OnDevice.Rehearse(name, out var device);
        using var scope = NewDisposeScope();
        using var onCpu = WrittenNetwork.Of("models/efficientnet_b0", "efficientnet_b0", 10, float64);
        using var onDevice = WrittenNetwork.Of("models/efficientnet_b0", "efficientnet_b0", 10, float64);
        onDevice.to(device);
        var images = tensor(WrittenRule.Uniform("models/images/32/11", 9L * 32 * 32, -2, 2), [3, 3, 32, 32]).to(float32);
        var labels = tensor([3L, 0L, 7L]);

        foreach (var training in new[] { false, true })
        {
            var expected = NetworkOutcome.Of(onCpu, images, labels, training);
            var outcome = NetworkOutcome.Of(onDevice, images.to(device), labels.to(device), training);

            outcome.DistancesFrom(expected).Should()
                .AllSatisfy(group => group.Distance.Should().BeLessThan(1e-10, $"{group.Kind} {group.Group}"));
        }
    }

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void The_first_step_sees_the_images_views_masks_and_weights_that_it_sees_on_the_CPU(string name)
    {
        using var rehearsal = OnDevice.Rehearse(name, out var device);
        double FirstLoss(string place, Device device, params (string, string)[] more)
        {
            var listener = new Listener(stopAfter: 1);
            // A classifier that is 0 would say the same of everything.
            Train(folder[place], Recipe([("networks.student.initialisation", "torchvision"), .. EverythingRandom, .. more]), listener,
                device: device);
            return listener.Losses.Single();
        }

        var (here, there) = (FirstLoss("here", CPU), FirstLoss("there", device));

        // TensorFloat-32 has 10 bits; the images themselves in the place of their views, or no masks, move a first loss by more.
        there.Should().BeApproximately(here, 0.002);
        FirstLoss("plain", CPU, ("augmentation", "[]")).Should().NotBeApproximately(here, 0.01);
        FirstLoss("whole", CPU, ("networks.student.dropout", "0")).Should().NotBeApproximately(here, 0.01);
        FirstLoss("deep", CPU, ("networks.student.stochastic_depth", "0")).Should().NotBeApproximately(here, 0.01);
    }

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void A_training_that_was_stopped_goes_on_from_its_moments_weights_and_figures(string name)
    {
        using var rehearsal = OnDevice.Rehearse(name, out var device);
        foreach (var optimiser in new[] { "adam", "adamw", "sgd" })
        {
            var recipe = Recipe([.. EverythingRandom, ("training.optimiser", optimiser)]);
            var whole = Train(folder[$"{optimiser}/whole"], recipe, device: device)!;

            Train(folder[$"{optimiser}/stopped"], recipe, new(stopAfter: 8), device: device).Should()
                .BeNull("the training was asked to stop");
            var resumed = Train(folder[$"{optimiser}/stopped"], recipe, device: device)!;

            resumed.StepsTaken.Should().Be(7);
            resumed.History.Select(row => row.Epoch).Should().Equal(1, 2, 3);
            // A device that adds in another order each time does not promise the bits.
            resumed.History.Zip(whole.History, (a, b) => Math.Abs(a.TrainLoss - b.TrainLoss)).Max().Should().BeLessThan(0.05, optimiser);
        }
    }

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void A_whole_run_with_views_at_random_ends_and_says_on_which_device(string name)
    {
        using var rehearsal = OnDevice.Rehearse(name, out _);
        string[] more = ["--device", name, "--set", "augmentation=[{random_crop: {padding: 2}}]"];

        var run = TinyRun.Reproduce(folder["run"], more);
        var again = TinyRun.Reproduce(folder["run"], [.. more, "--resume"]);

        run.ExitCode.Should().Be(0, run.Error);
        again.ExitCode.Should().Be(0, again.Error);
        RunRecord.Read(folder["run/seed-1/run.json"]).Device.Should().Be(name);
        File.ReadAllText(folder["run/seed-1/report.md"]).Should()
            .Contain(name == "cuda" ? "float32 on cuda (convolutions in TensorFloat-32 where the device has it" : "float32 on cpu, ");
    }
}
