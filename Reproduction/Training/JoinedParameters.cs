using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// Parameters laid end to end in one tensor, of which each goes on as a view, and room for their gradients in another. One
/// optimiser's step over the whole takes a dozen operations instead of a dozen a parameter, and on CUDA starting thousands of
/// small operations takes longer than training a small batch.
/// </summary>
internal sealed class JoinedParameters : IDisposable
{
    // CUDA's allocations begin at multiples of 512 bytes, and its kernels read several numbers at once: what is in between stays 0.
    private const long Alignment = 512;

    private readonly List<Part> parts = [];
    private readonly Tensor gradients;
    private readonly List<(Part Part, Tensor Before)> idle = [];

    /// <summary>Moves parameters into one tensor.</summary>
    /// <param name="parameters">At least one, of one dtype and device; the memory of each is contiguous or channels-last.</param>
    public JoinedParameters(IReadOnlyCollection<(string Name, Parameter Value)> parameters)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var first = parameters.First().Value;
        var step = Alignment / first.ElementSize;
        long Room(Tensor parameter) => (parameter.numel() + step - 1) / step * step;
        var length = parameters.Sum(parameter => Room(parameter.Value));
        Whole = new Parameter(zeros(length, first.dtype, first.device));
        gradients = zeros(length, first.dtype, first.device);
        long offset = 0;
        foreach (var (name, parameter) in parameters)
        {
            var part = new Part(name, parameter, offset, parameter.shape, parameter.stride());
            parts.Add(part);
            offset += Room(parameter);
            var place = part.Of(Whole);
            place.copy_(parameter);
            parameter.set_(place);
        }
        Whole.grad = gradients;
        Whole.DetachFromDisposeScope();
        gradients.DetachFromDisposeScope();
    }

    /// <summary>All of them, one-dimensional, with the gradients that were taken last.</summary>
    public Parameter Whole { get; }

    /// <summary>The parts of a tensor that lies as <see cref="Whole"/> does, by the parameters' names and in their shapes: views.</summary>
    /// <param name="whole">One-dimensional, such as a moment.</param>
    public IEnumerable<(string Name, Tensor Value)> PartsOf(Tensor whole) => parts.Select(part => (part.Name, part.Of(whole)));

    /// <summary>Takes the parameters' gradients, and remembers those that have none, for <see cref="PutBackIdle"/>.</summary>
    public void TakeGradients()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var part in parts)
        {
            var place = part.Of(gradients);
            if (part.Parameter.grad is { } gradient)
            {
                place.copy_(gradient);
                continue;
            }
            place.zero_();
            idle.Add((part, part.Of(Whole).clone().DetachFromDisposeScope()));
        }
    }

    /// <summary>
    /// After a step: a parameter without a gradient is as it was, as PyTorch passes it by. Its moments are 0, as they are in PyTorch
    /// unless it had gradients in earlier steps, which in a training here all parameters have or none.
    /// </summary>
    /// <param name="moments">Each lies as <see cref="Whole"/> does; asked for only where a gradient lacked.</param>
    public void PutBackIdle(Func<IEnumerable<Tensor>> moments)
    {
        if (idle.Count == 0) return;
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var wholes = moments().ToList();
        foreach (var (part, before) in idle)
        {
            part.Of(Whole).copy_(before);
            foreach (var moment in wholes) part.Of(moment).zero_();
            before.Dispose();
        }
        idle.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Whole.Dispose();
        gradients.Dispose();
    }

    private sealed record Part(string Name, Parameter Parameter, long Offset, long[] Shape, long[] Strides)
    {
        public Tensor Of(Tensor whole) => whole.as_strided(Shape, Strides, Offset);
    }
}
