using System.Diagnostics;
using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Speed;

/// <summary>
/// One measurement of speed, on the CPU in float32 with ten classes. Set-up and <see cref="WarmUpSteps"/> steps are not timed.
/// </summary>
/// <param name="ImagesPerSecond">Images over wall time.</param>
/// <param name="CpuSecondsPerImage">User and system time of all threads over images.</param>
/// <param name="PeakMemoryBytes">The process's largest resident set so far.</param>
/// <param name="SecondsToFirstStep">From the process's start to the end of its first step.</param>
/// <param name="DataShare">Share of the time in which images were prepared.</param>
public sealed record Benchmark(
    double ImagesPerSecond, double CpuSecondsPerImage, long PeakMemoryBytes, double SecondsToFirstStep, double DataShare)
{
    /// <summary>Steps before the clock starts.</summary>
    public const int WarmUpSteps = 4;

    /// <summary>Classes of the network.</summary>
    internal const int Classes = 10;

    private const ulong Seed = 1;
    private const double LearningRate = 0.001;

    /// <summary>Measures, and again for each further measurement that is asked for.</summary>
    /// <param name="kind">What is repeated.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="imageSize">Side of the images.</param>
    /// <param name="batch">Images a step.</param>
    /// <param name="steps">Timed steps of a measurement.</param>
    /// <param name="dataset">
    /// Whose training images each step prepares anew, cropped and flipped; null for one batch of random numbers.
    /// </param>
    /// <param name="teacher">Who answers in each step of a distillation; null for stored logits.</param>
    /// <exception cref="CheckFailedException">The loss is not finite.</exception>
    public static IEnumerable<Benchmark> Repeated(
        BenchmarkKind kind, EfficientNetArchitecture architecture, int imageSize, int batch, int steps, Dataset? dataset,
        EfficientNetArchitecture? teacher = null)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(Seed, CPU);
        using var network = Network(architecture);
        using var optimiser = Optimiser.Of(OptimiserKind.Adam, network, weightDecay: 0);
        using var average = new MovingAverage(network.state_dict(), decay: 0);
        var logits = randn([batch, Classes], generator: generator);
        using var loss = kind == BenchmarkKind.Distill
            ? new WeightedLoss(new CrossEntropy(1), new SoftTargets(1, "teacher", temperature: 5))
            : new WeightedLoss(new CrossEntropy(1));
        using ITeacher asked = teacher is null ? new Stored(logits) : new LiveTeacher(Network(teacher));
        var training = new TrainingStep(network, loss, loss.Teachers.ToDictionary(name => name, _ => asked), optimiser, average);
        long taken = 0;
        var batches = dataset is null ? RandomBatch(imageSize, batch, generator) : Batches(dataset, imageSize, batch);
        // As an evaluation does.
        using var frozen = new FrozenWeights();
        using var use = kind == BenchmarkKind.Eval ? frozen.Use() : null;
        var preparing = new Stopwatch();
        network.train();
        void Step()
        {
            using var step = NewDisposeScope();
            preparing.Start();
            var (images, labels) = batches();
            preparing.Stop();
            if (kind == BenchmarkKind.Eval)
            {
                Evaluate(network, images);
                return;
            }
            var outcome = training.Take(new([], images, Epoch: 1, () => images), labels, Seed, taken++, LearningRate);
            if (!outcome.IsFinite)
                throw new CheckFailedException(
                    $"bench: the loss of step {taken} is {outcome.Loss}, with which no step is taken, expected a finite number");
        }

        Step();
        var first = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds;
        for (var i = 1; i < WarmUpSteps; i++) Step();
        while (true)
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            preparing.Reset();
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < steps; i++) Step();
            var wall = clock.Elapsed;
            var process = Process.GetCurrentProcess();
            double count = (double)steps * batch;
            yield return new(
                count / wall.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds / count, process.PeakWorkingSet64, first,
                preparing.Elapsed / wall);
        }
    }

    private static EfficientNet Network(EfficientNetArchitecture architecture)
    {
        var network = new EfficientNet(architecture, Classes, Initialisation.FanIn, Seed);
        ChannelsLast.Apply(network);
        return network;
    }

    private static Func<(Tensor, Tensor)> RandomBatch(int imageSize, int batch, Generator generator)
    {
        var images = randn([batch, 3, imageSize, imageSize], generator: generator);
        if (Arithmetic.Layout == BatchLayout.ChannelsLast) images = ChannelsLast.Of(images);
        var labels = tensor(Enumerable.Range(0, batch).Select(index => (long)(index % Classes)).ToArray());
        return () => (images, labels);
    }

    private static Func<(Tensor, Tensor)> Batches(Dataset dataset, int imageSize, int batch)
    {
        var batches = new Batches(
            dataset.Train,
            new(imageSize, ResizeMethod.Pil) { Augmentations = [new RandomCrop(Padding: 4), new RandomHorizontalFlip(Probability: 0.5)] },
            CPU, Arithmetic.Layout);
        var at = 0;
        return () =>
        {
            var epoch = new EpochSeed(Seed, at / dataset.Train.Count);
            var indices = Enumerable.Range(at, batch).Select(index => index % dataset.Train.Count).ToArray();
            at += batch;
            return (batches.Images(indices, epoch), batches.Labels(indices));
        };
    }

    private static void Evaluate(EfficientNet network, Tensor images)
    {
        using var gradients = no_grad();
        network.eval();
        network.call(images);
    }

    /// <summary>A teacher whose logits are there already.</summary>
    private sealed class Stored(Tensor logits) : ITeacher
    {
        private readonly NetworkOutput answer = new(logits, new Dictionary<string, Tensor>());

        public NetworkOutput Answer(Views views, IReadOnlyList<string> taps) => answer;

        public void Dispose() { }
    }
}
