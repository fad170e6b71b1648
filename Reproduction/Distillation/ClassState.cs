using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>A number for each class that a term keeps from batch to batch.</summary>
internal sealed class ClassState : nn.Module
{
    private readonly string buffer;

    /// <summary>Starts with values.</summary>
    /// <param name="buffer">What they are, and their name in checkpoints.</param>
    /// <param name="values">K, which this takes over.</param>
    public ClassState(string buffer, Tensor values) : base(nameof(ClassState))
    {
        this.buffer = buffer;
        register_buffer(buffer, values.DetachFromDisposeScope());
    }

    /// <summary>K, to be changed in place.</summary>
    public Tensor Values => get_buffer(buffer)!;
}
