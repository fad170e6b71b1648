using System.Globalization;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.KnownAnswers;

/// <summary>
/// What a verb that computes with libtorch does first: it asks for known answers and, where one is wrong, takes what is right (this
/// program's own kernels, the other layout, one thread), until disposed, or stops. The choice is made by the answers alone, so
/// that it is the same whenever the machine is.
/// </summary>
public sealed class SoundArithmetic : IDisposable
{
    /// <summary>What is said where every answer is right.</summary>
    public const string AllRight = "right";

    private static readonly AsyncLocal<string?> Current = new();

    private readonly string? outcomeBefore = Current.Value;
    private readonly int threadsBefore = get_num_threads();
    private IDisposable? contiguous;

    /// <summary>
    /// What came of the known answers, for the record of a run: <see cref="AllRight"/>, or <see cref="Warning"/>; null where none were
    /// asked for.
    /// </summary>
    public static string? Outcome => Current.Value;

    /// <summary>What is wrong and what is done instead, in one line; null where nothing is wrong.</summary>
    public string? Warning { get; private set; }

    /// <summary>Asks for the known answers and chooses.</summary>
    /// <param name="device">Where the verb computes.</param>
    /// <param name="trains">Whether it needs gradients.</param>
    /// <param name="operations">Whose operations; libtorch's by default.</param>
    /// <exception cref="CheckFailedException">An operation that the verb needs is wrong, and nothing else can do it.</exception>
    public static SoundArithmetic Choose(Device device, bool trains, Operations? operations = null)
    {
        var choice = new SoundArithmetic();
        try
        {
            choice.Make(device, trains, operations ?? Operations.OfLibTorch);
            return choice;
        }
        catch
        {
            choice.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        contiguous?.Dispose();
        Current.Value = outcomeBefore;
        if (get_num_threads() != threadsBefore) set_num_threads(threadsBefore);
    }

    private void Make(Device device, bool trains, Operations operations)
    {
        Current.Value = AllRight;
        // The other layout is reached only where something is wrong: until then it is not asked for.
        var wrong = Wrong(operations, device, trains, [BatchLayout.ChannelsLast]);
        if (wrong.Count == 0) return;
        wrong.AddRange(Wrong(operations, device, trains, [BatchLayout.Contiguous]).Where(answer => answer.Layout is not null));
        var isOnCpu = device.type == TorchSharp.DeviceType.CPU;
        var hasKernels = isOnCpu && !Arithmetic.IsPlain;
        var layout = Sound(wrong, hasKernels);
        if (layout is null && isOnCpu && threadsBefore > 1)
        {
            set_num_threads(1);
            layout = Sound(Wrong(operations, device, trains, Questions.Layouts), hasKernels);
        }
        var said = Said(wrong, isOnCpu);
        if (layout is null)
            throw new CheckFailedException(
                $"{said}, and nothing else can do it: no number that needs it would be right; `reproduction check` shows what is");
        List<string> instead = [];
        if (hasKernels && wrong.Exists(answer => answer.HasKernel)) instead.Add("this program's own kernels compute it");
        if (layout == BatchLayout.Contiguous)
            instead.Add(hasKernels ? "what they leave to libtorch is contiguous" : "the contiguous layout is used");
        if (get_num_threads() != threadsBefore) instead.Add("one thread is used");
        if (layout == BatchLayout.Contiguous) contiguous = Arithmetic.UseContiguous();
        Warning = $"{said}; {(instead.Count == 0 ? "nothing here needs it" : $"{string.Join(", and ", instead)} instead")}";
        Current.Value = Warning;
    }

    private static List<KnownAnswer> Wrong(Operations operations, Device device, bool trains, IReadOnlyList<BatchLayout> layouts) =>
    [
        .. layouts.SelectMany(layout => Questions.Ask(operations, device, layout, gradients: trains))
            .Where(answer => !(trains ? answer.IsRight : answer.HasRightOutput)),
    ];

    // The layout in which what is reached is right, channels-last first; null where there is none.
    private static BatchLayout? Sound(List<KnownAnswer> wrong, bool hasKernels)
    {
        // The kernels hand what they leave to libtorch on in channels-last.
        if (hasKernels && wrong.Exists(answer => !answer.HasKernel && answer.Layout != BatchLayout.Contiguous)) return null;
        foreach (var layout in Questions.Layouts)
            if (!wrong.Exists(answer => answer.Layout is null || answer.Layout == layout)) return layout;
        return hasKernels ? BatchLayout.ChannelsLast : null;
    }

    private static string Said(List<KnownAnswer> wrong, bool isOnCpu)
    {
        var worst = wrong.MaxBy(answer => double.IsNaN(answer.Worst) ? double.MaxValue : answer.Worst)!;
        var size = double.IsFinite(worst.Worst)
            ? string.Create(CultureInfo.InvariantCulture, $"off by {100 * worst.Worst:G2} % of the largest entry")
            : "not a number";
        var names = string.Join(" and ", wrong.Select(answer => answer.Name).Distinct());
        return $"libtorch's {names} computes wrongly on this machine{(isOnCpu ? $" with {worst.Threads} threads" : "")} "
            + $"({worst.Example}: {size})";
    }
}
