using Reproduction.Runs;
using Reproduction.Specs.Data;
using TorchSharp;

namespace Reproduction.Specs.Runs;

public sealed class MachineSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_graphics_processors_are_those_that_NVIDIAs_driver_lists()
    {
        foreach (var address in new[] { "0000:02:00.0", "0000:01:00.0" })
        {
            Directory.CreateDirectory(folder[$"gpus/{address}"]);
            File.WriteAllText(folder[$"gpus/{address}/information"],
                $"Model: \t\t NVIDIA H100 {address[5..7]}\nIRQ:   \t\t 41\nGPU UUID: \t GPU-44c5ed02\n");
        }

        Machine.GraphicsProcessors(folder.Path).Should().Be("NVIDIA H100 01, NVIDIA H100 02");
    }

    [Fact]
    public void Where_the_driver_lists_none_a_run_on_CUDA_says_so_and_one_on_the_CPU_does_not_speak_of_it()
    {
        Machine.GraphicsProcessors(folder["nowhere"]).Should().Be("unknown graphics processor");
        Machine.Processor(DeviceType.CPU).Should().NotContain("graphics").And.EndWith("cores)");
        Machine.Processor(DeviceType.CUDA).Should().StartWith($"{Machine.Processor(DeviceType.CPU)}; ");
    }
}
