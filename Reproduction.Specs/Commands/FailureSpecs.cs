using System.Runtime.InteropServices;
using Reproduction.Commands;

namespace Reproduction.Specs.Commands;

/// <summary>What the program says of an error, and what it exits with.</summary>
public sealed class FailureSpecs
{
    [Theory]
    [InlineData("[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")]
    [InlineData("CUDA out of memory. Tried to allocate 9.00 GiB.")]
    [InlineData("CUDNN_STATUS_ALLOC_FAILED")]
    public void Where_libtorch_gets_no_memory_less_may_be_asked_for(string message) =>
        CommandLine.Failure(new LibTorchError($"{message}\nframe #0")).Should().Be(($"libtorch: {message}", 2));

    [Theory]
    [InlineData("false INTERNAL ASSERT FAILED at \"../aten/src/ATen/native/Convolution.cpp\":1, please report a bug to PyTorch.")]
    [InlineData("CUDA error: an illegal memory access was encountered")]
    public void Any_other_error_of_libtorch_is_a_fault_that_no_input_is_to_blame_for(string message) =>
        CommandLine.Failure(new LibTorchError($"{message}\nframe #0")).Should().Be(($"libtorch: {message}", 70));

    [Fact]
    public void Want_of_memory_in_the_program_itself_is_not_said_of_libtorch() =>
        CommandLine.Failure(new InsufficientMemoryException("Too large.")).Should().Be(("not enough memory: Too large.", 2));

    [Fact]
    public void A_mistake_of_the_program_is_no_error_to_explain_away() =>
        CommandLine.Failure(new InvalidOperationException("mistake")).Should().BeNull();

    private sealed class LibTorchError(string message) : ExternalException(message);
}
