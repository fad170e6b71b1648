using System.Runtime.CompilerServices;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.KnownAnswers;

/// <summary>An operation with operands for which the answer is known.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Example">The sizes, in words.</param>
/// <param name="HasLayout">Whether the operands may lie in memory in two ways.</param>
/// <param name="HasKernel">Whether a kernel of this program does the operation where the processor allows.</param>
/// <param name="Compute">The operation.</param>
/// <param name="Operands">What it is given.</param>
/// <param name="Direction">The gradient at the output; null where none is asked for at the operands.</param>
/// <param name="Answers">The output, then the gradient at each operand.</param>
internal sealed record Question(
    string Operation, string Example, bool HasLayout, bool HasKernel, Func<Operations, Tensor[], Tensor> Compute, Operand[] Operands,
    Operand? Direction,
    float[][] Answers)
{
    /// <summary>Asks.</summary>
    /// <param name="operations">Whose operation answers.</param>
    /// <param name="device">Where.</param>
    /// <param name="way">How the operands lie where there are two ways.</param>
    internal KnownAnswer Ask(Operations operations, Device device, BatchLayout way)
    {
        BatchLayout? layout = HasLayout ? way : null;
        using var scope = NewDisposeScope();
        var operands = Operands.Select(operand => operand.On(device, layout).requires_grad_(Direction is not null)).ToArray();
        var output = Compute(operations, operands);
        var gradients = Direction is null ? [] : autograd.grad([output], operands, [Direction.On(device, layout)]);
        return new(Operation, layout, Example, get_num_threads(), HasKernel,
            [.. gradients.Prepend(output).Zip(Answers, (found, answer) => Deviation(found, answer))]);
    }

    private static unsafe double Deviation(Tensor found, float[] answer)
    {
        using var scope = NewDisposeScope();
        var own = found.detach().cpu();
        var numbers = (own.dim() == 4 ? Memory.Pixels(own) : own).contiguous();
        return numbers.numel() == answer.Length
            ? Deviation(new ReadOnlySpan<float>(Memory.Of(numbers), answer.Length), answer)
            : double.NaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Deviation(ReadOnlySpan<float> found, float[] answer)
    {
        float largest = 0, difference = 0;
        for (var i = 0; i < answer.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(answer[i]));
            difference = Math.Max(difference, Math.Abs(found[i] - answer[i]));
        }
        return (double)difference / largest;
    }
}
