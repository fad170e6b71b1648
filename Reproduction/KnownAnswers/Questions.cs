using System.Runtime.CompilerServices;
using Reproduction.Kernels;
using static Reproduction.KnownAnswers.OwnArithmetic;
using static TorchSharp.torch;

namespace Reproduction.KnownAnswers;

/// <summary>
/// Known-answer tests of the operations that EfficientNets ask of libtorch in float32, output and gradients, at the sizes where one of
/// its releases was found wrong (<c>docs/wrong-convolutions.md</c>) and some others. All together take a few tens of milliseconds.
/// </summary>
public static class Questions
{
    /// <summary>The 1×1 convolution's name.</summary>
    public const string Pointwise = "1×1 convolution";

    private const int Images = 3;
    private const double Epsilon = 0.001;

    /// <summary>The layouts in which operands may lie, that of the networks first.</summary>
    internal static IReadOnlyList<BatchLayout> Layouts { get; } = [BatchLayout.ChannelsLast, BatchLayout.Contiguous];

    /// <summary>Begins to find the answers on other threads; called before libtorch is loaded, they are there when it is.</summary>
    public static void Begin() => _ = All.Value;

    /// <summary>Asks every question at the present number of threads, those that have layouts in each.</summary>
    /// <param name="operations">Whose operations answer.</param>
    /// <param name="device">Where.</param>
    public static IReadOnlyList<KnownAnswer> Ask(Operations operations, Device device) =>
        [.. Asked()
            .SelectMany(question => question.HasLayout ? Layouts : [Layouts[0]],
                (question, layout) => question.Ask(operations, device, layout))];

    /// <summary>Asks every question at the present number of threads, in one layout.</summary>
    /// <param name="operations">Whose operations answer.</param>
    /// <param name="device">Where.</param>
    /// <param name="layout">How operands lie that may lie in two ways.</param>
    /// <param name="gradients">Whether gradients are asked for too.</param>
    internal static IEnumerable<KnownAnswer> Ask(Operations operations, Device device, BatchLayout layout, bool gradients) =>
        Asked().Select(question => (gradients ? question : question with { Direction = null }).Ask(operations, device, layout));

    // Every answer is there before the first question is asked: TorchSharp hands libtorch the address of a scalar, which a garbage
    // collection that another thread's work brings about may free before libtorch has read it ("Unknown scalar type").
    private static IEnumerable<Question> Asked() => Task.WhenAll(All.Value).GetAwaiter().GetResult();

    private static readonly Lazy<IReadOnlyList<Task<Question>>> All = new(() =>
    [
        Task.Run(() => OnePixel(240, 40)),
        Task.Run(() => OnePixel(480, 80)),
        Task.Run(() => OnePixel(672, 112)),
        Task.Run(() => OnePixel(1152, 320, gradients: false)),
        Task.Run(() => OnePixel(320, 1280, gradients: false)),
        Task.Run(() => Convolved("depthwise 3×3 convolution", new(Images, 5, 40, 40, Kernel: 3, Stride: 1, Groups: 40))),
        Task.Run(() => Convolved("depthwise 5×5 convolution", new(Images, 4, 112, 112, Kernel: 5, Stride: 2, Groups: 112))),
        Task.Run(() => Convolved("3×3 convolution", new(Images, 8, 3, 40, Kernel: 3, Stride: 2, Groups: 1))),
        Task.Run(() => Normalised(40, 5)),
        Task.Run(() => Activated(40, 5)),
        Task.Run(() => Multiplied(17, 1280, 10)),
        Task.Run(() => Pooled(112, 7)),
        Task.Run(() => Pooled(1280, 2)),
        Task.Run(() => Softmax(17, 10)),
    ]);

    // Gradients of the largest would take as long as everything else together.
    private static Question OnePixel(int input, int output, bool gradients = true)
    {
        const int side = 2;
        const int rows = Images * side * side;
        var draw = new Numbers();
        var (x, w, dy) = (draw.Whole(rows * input), draw.Whole(output * input), draw.Whole(rows * output));
        var y = Product(rows, x, w);
        return new(
            Pointwise, $"{input} → {output} channels, {Images} maps of {side}×{side}", HasLayout: true, HasKernel: true,
            (operations, operands) => operations.Convolve(operands[0], operands[1], 1, 1),
            [new(x, Images, input, side, side), new(w, output, input, 1, 1)],
            gradients ? new(dy, Images, output, side, side) : null,
            gradients ? [y, .. ProductGradients(rows, x, w, dy)[..2]] : [y]);
    }

    private static Question Convolved(string name, Map shape)
    {
        var draw = new Numbers();
        var (each, pixels) = (shape.Input / shape.Groups, shape.OutputSide * shape.OutputSide);
        var x = draw.Whole(shape.Images * shape.Side * shape.Side * shape.Input);
        var w = draw.Whole(shape.Output * each * shape.Kernel * shape.Kernel);
        var dy = draw.Whole(shape.Images * pixels * shape.Output);
        var (y, dx, dw) = Convolution(shape, x, w, dy);
        return new(
            name, $"{shape.Input} → {shape.Output} channels, stride {shape.Stride}, {shape.Images} maps of {shape.Side}×{shape.Side}",
            HasLayout: true, HasKernel: true,
            (operations, operands) => operations.Convolve(operands[0], operands[1], shape.Stride, shape.Groups),
            [new(x, shape.Images, shape.Input, shape.Side, shape.Side), new(w, shape.Output, each, shape.Kernel, shape.Kernel)],
            new(dy, shape.Images, shape.Output, shape.OutputSide, shape.OutputSide), [y, dx, dw]);
    }

    private static Question Normalised(int channels, int side)
    {
        var draw = new Numbers();
        var size = Images * side * side * channels;
        var (x, gamma, beta, dy) = (draw.Eighths(size), draw.Eighths(channels), draw.Eighths(channels), draw.Eighths(size));
        return new(
            "batch norm", Maps(channels, side), HasLayout: true, HasKernel: true,
            (operations, operands) => operations.Normalise(operands[0], operands[1], operands[2], Epsilon),
            [new(x, Images, channels, side, side), new(gamma, channels), new(beta, channels)], new(dy, Images, channels, side, side),
            Norm(channels, x, gamma, beta, Epsilon, dy));
    }

    private static Question Activated(int channels, int side)
    {
        var draw = new Numbers();
        var (x, dy) = (draw.Eighths(Images * side * side * channels), draw.Eighths(Images * side * side * channels));
        return new(
            "SiLU", Maps(channels, side), HasLayout: true, HasKernel: true, (operations, operands) => operations.Activate(operands[0]),
            [new(x, Images, channels, side, side)], new(dy, Images, channels, side, side), Silu(x, dy));
    }

    private static Question Pooled(int channels, int side)
    {
        var draw = new Numbers();
        var (x, dy) = (draw.Eighths(Images * side * side * channels), draw.Eighths(Images * channels));
        return new(
            "average pooling", Maps(channels, side), HasLayout: true, HasKernel: false, (operations, operands) =>
                operations.Pool(operands[0]),
            [new(x, Images, channels, side, side)], new(dy, Images, channels, 1, 1), Pool(channels, side * side, x, dy));
    }

    private static Question Multiplied(int rows, int input, int output)
    {
        var draw = new Numbers();
        var (x, w, bias, dy) = (draw.Whole(rows * input), draw.Whole(output * input), draw.Whole(output), draw.Whole(rows * output));
        return new(
            "matrix product", $"{rows}×{input} by {input}×{output}", HasLayout: false, HasKernel: false,
            (operations, operands) => operations.Multiply(operands[0], operands[1], operands[2]),
            [new(x, rows, input), new(w, output, input), new(bias, output)], new(dy, rows, output),
            [Product(rows, x, w, bias), .. ProductGradients(rows, x, w, dy)]);
    }

    private static Question Softmax(int rows, int classes)
    {
        var draw = new Numbers();
        var (x, dy) = (draw.Eighths(rows * classes), draw.Eighths(rows * classes));
        return new(
            "softmax", $"{rows}×{classes}", HasLayout: false, HasKernel: false, (operations, operands) =>
                operations.LogSoftmax(operands[0]),
            [new(x, rows, classes)], new(dy, rows, classes), LogSoftmax(classes, x, dy));
    }

    private static string Maps(int channels, int side) => $"{channels} channels, {Images} maps of {side}×{side}";

    /// <summary>Numbers without a pattern, the same in every process.</summary>
    /// <remarks>
    /// They are not <see cref="Randomness.CounterRandom"/>'s, though no golden file holds them: the deviations that <c>check</c> prints and
    /// <c>run.json</c> keeps are of these numbers, and stay comparable from release to release as long as the numbers stay.
    /// </remarks>
    private sealed class Numbers
    {
        private uint state;

        /// <summary>Whole numbers from −2 to 2.</summary>
        internal float[] Whole(int count) => Drawn(count, 5, 1);

        /// <summary>Eighths from −4 to 4.</summary>
        internal float[] Eighths(int count) => Drawn(count, 65, 1f / 8);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private float[] Drawn(int count, uint steps, float step)
        {
            var numbers = new float[count];
            for (var i = 0; i < count; i++)
            {
                // Numerical Recipes' linear congruential generator, of which the upper bits are the good ones.
                state = state * 1664525 + 1013904223;
                numbers[i] = ((int)((state >> 16) % steps) - (int)(steps / 2)) * step;
            }
            return numbers;
        }
    }
}
