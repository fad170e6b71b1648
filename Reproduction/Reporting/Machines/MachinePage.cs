using Reproduction.Data;
using Reproduction.KnownAnswers;
using Reproduction.Native;
using Reproduction.Runs;
using static TorchSharp.torch;

namespace Reproduction.Reporting.Machines;

/// <summary>What the program can know of the machine that it runs on.</summary>
/// <param name="Program">Version and commit.</param>
/// <param name="System">The operating system.</param>
/// <param name="Dotnet">The run-time.</param>
/// <param name="Processor">The processor.</param>
/// <param name="Threads">Threads that share one operation.</param>
/// <param name="Arithmetic">The arithmetic in use, <see cref="Kernels.Arithmetic.Name"/>.</param>
/// <param name="Libtorch">The library.</param>
/// <param name="Cuda">Graphics processors; empty where libtorch can use none.</param>
/// <param name="Memory">The memory.</param>
/// <param name="Disks">Free room.</param>
/// <param name="DataSets">Every data set that is found.</param>
/// <param name="Weights">Every file of ImageNet weights that is found.</param>
/// <param name="KnownAnswers">What libtorch's operations said; with one thread too where something was wrong.</param>
/// <param name="InPlaceOfWrong">What a training takes in the place of what is wrong, or why none can run; null where nothing is.</param>
public sealed record MachinePage(
    string Program, string System, string Dotnet, ProcessorPage Processor, int Threads, string Arithmetic, LibTorchPage Libtorch,
    IReadOnlyList<string> Cuda, MemoryPage Memory, IReadOnlyList<DiskPage> Disks, IReadOnlyList<HeldPage> DataSets,
    IReadOnlyList<HeldPage> Weights,
    IReadOnlyList<KnownAnswer> KnownAnswers, string? InPlaceOfWrong)
{
    /// <summary>Whether every known answer at the threads in use is right.</summary>
    public bool ComputesRightly => KnownAnswers.All(answer => answer.IsRight);

    /// <summary>Looks at this machine; data sets are read and verified.</summary>
    /// <param name="data">The value of <c>--data</c>, or null.</param>
    /// <param name="operations">Whose operations are asked; libtorch's but in a spec.</param>
    /// <exception cref="BadInputException"><paramref name="data"/> does not exist.</exception>
    public static MachinePage OfThisMachine(string? data, Operations operations)
    {
        var places = DataPlaces.From(data);
        var versions = Machine.Versions();
        var answers = Ask(operations);
        return new(
            $"{versions["reproduction"]}, commit {Machine.Commit}", versions["system"], versions["dotnet"], ProcessorPage.OfThisMachine(),
            get_num_threads(), Kernels.Arithmetic.Name, LibTorchPage.OfTheLoaded(versions["torchsharp"]),
            cuda.is_available() ? [.. Machine.GraphicsProcessors(ProcFile.NvidiaDriver).Split(", ")] : [], MemoryPage.OfThisMachine(),
            [.. new[] { Directory.GetCurrentDirectory(), Path.GetTempPath() }.Select(DiskPage.Of)],
            [.. places.Names().SelectMany(places.FindAll).Select(HeldPage.Of)],
            [
                .. ImageNetWeights.All.SelectMany(
                    weights => weights.FoundIn(ImageNetWeights.Folders(data)).Select(found => HeldPage.Of(weights, found.Path))),
            ],
            answers, answers.All(answer => answer.IsRight) ? null : InPlace(operations));
    }

    private static IReadOnlyList<KnownAnswer> Ask(Operations operations)
    {
        List<KnownAnswer> answers = [.. Questions.Ask(operations, CPU)];
        if (cuda.is_available())
            answers.AddRange(Questions.Ask(operations, CUDA).Select(answer => answer with { Operation = $"{answer.Operation} on CUDA" }));
        var threads = get_num_threads();
        if (threads == 1 || answers.TrueForAll(answer => answer.IsRight)) return answers;
        try
        {
            set_num_threads(1);
            return [.. answers, .. Questions.Ask(operations, CPU)];
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static string InPlace(Operations operations)
    {
        Device[] devices = cuda.is_available() ? [CPU, CUDA] : [CPU];
        var said = devices
            .Select(device => (Name: device.type == TorchSharp.DeviceType.CPU ? "" : "on CUDA ", Said: InPlace(device, operations)))
            .Where(of => of.Said is not null).Select(of => $"{of.Name}{of.Said}").ToList();
        return said.Count == 0 ? "nothing here needs it" : string.Join("; ", said);
    }

    /// <summary>What is said on a device; null where what is wrong does not concern it.</summary>
    private static string? InPlace(Device device, Operations operations)
    {
        try
        {
            using var arithmetic = SoundArithmetic.Choose(device, trains: true, operations);
            return arithmetic.Warning;
        }
        catch (CheckFailedException e)
        {
            return e.Message;
        }
    }
}
