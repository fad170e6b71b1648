using Reproduction.Native;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Native;

public sealed class DiskSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_flushed_and_one_that_is_gone_is_named()
    {
        Disk.FlushFolder(folder.Path);
        var flushing = () => Disk.FlushFolder(folder["gone"]);

        flushing.Should().Throw<IOException>().WithMessage($"{folder["gone"]}: cannot be flushed*");
    }
}
