using System.Diagnostics;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Devices and pipes in the place of a file are refused at once: no command waits for their end, which never comes.</summary>
public sealed class SpecialFileSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SpecialFileSpecs() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices and pipes are made as Linux does.");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("reproduce", "/dev/zero", "a character device")]
    [InlineData("audit --claims", "/dev/zero", "a character device")]
    [InlineData("data import", "/dev/zero", "a character device")]
    [InlineData("reproduce", "fifo", "a named pipe")]
    [InlineData("audit --claims", "fifo", "a named pipe")]
    [InlineData("data import", "fifo", "a named pipe")]
    public void A_recipe_a_ledger_or_a_zip_that_is_none_is_refused(string verb, string path, string what)
    {
        if (path == "fifo") path = Fifo("fifo");

        InTime([.. verb.Split(' '), path]).ShouldBeBadInput($"{path}: {what}", "expected a regular file");
    }

    [Theory]
    [InlineData(false, "a named pipe")]
    [InlineData(true, "a character device")]
    public void An_image_that_is_none_is_refused(bool device, string what)
    {
        ImageFiles.WriteFolder(folder["images"], ImageFiles.Tree());
        var image = Directory.GetFiles(folder["images/train"], "*", SearchOption.AllDirectories)[0];
        File.Delete(image);
        if (device) File.CreateSymbolicLink(image, "/dev/zero");
        else Fifo(Path.GetRelativePath(folder.Path, image));

        InTime("data", "import", folder["images"], "--name", "pets", "--data", folder.MakeFolder("data")).ShouldBeBadInput(image, what);
    }

    [Theory]
    [InlineData("cifar-10", "cifar-10-batches-bin/data_batch_3.bin")]
    [InlineData("cifar-10", "cifar-10-batches-bin/batches.meta.txt")]
    [InlineData("cifar-10", "cifar-10-batches-bin/source.json")]
    [InlineData("fashion-mnist", "fashion-mnist/train-images-idx3-ubyte")]
    [InlineData("cifar-10", "cifar-10-binary.tar.gz")]
    [InlineData("mnist", "mnist.npz")]
    [InlineData("mnist", "mnist_train.csv")]
    public void A_file_of_a_data_set_that_is_none_is_refused(string name, string file)
    {
        if (file.StartsWith("cifar-10-batches")) CifarFiles.Write(folder["cifar-10-batches-bin"]);
        if (name == "fashion-mnist") IdxSpecs.WriteAll(folder.MakeFolder("fashion-mnist"), "");
        File.Delete(folder[file]);
        Fifo(file);

        InTime("data", "verify", name, "--data", folder.Path).ShouldBeBadInput($"{folder[file]}: a named pipe");
    }

    private string Fifo(string name)
    {
        Process.Start("mkfifo", [folder[name]]).WaitForExit();
        return folder[name];
    }

    private static Program.Outcome InTime(params string[] arguments)
    {
        var run = Task.Run(() => Program.Run(arguments));
        run.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken).Should().BeTrue("it ends");
        return run.Result;
    }
}
