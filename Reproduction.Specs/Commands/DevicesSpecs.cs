using Reproduction.Commands;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

public sealed class DevicesSpecs
{
    [Theory]
    [InlineData(false, null, "the CPU build of libtorch")]
    [InlineData(true, null, "no NVIDIA driver")]
    [InlineData(true, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.57.02  Tue Jul 13 16:14:05 UTC 2021\nGCC version: 12.2.0",
        "no CUDA device that libtorch can use under the driver 470.57.02")]
    [InlineData(true, "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build",
        "no CUDA device that libtorch can use under the driver 570.124.06")]
    public void What_there_is_in_the_place_of_a_CUDA_device_is_said(bool hasLibrary, string? driver, string found)
    {
        using var folder = new TemporaryFolder();
        if (driver is not null) File.WriteAllText(folder["version"], driver);

        Devices.Lacking(hasLibrary, folder["version"]).Should().Be(found);
    }
}
