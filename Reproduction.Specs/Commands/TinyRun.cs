namespace Reproduction.Specs.Commands;

/// <summary>The recipe quick on a few hundred real images, so that a whole run takes seconds.</summary>
internal static class TinyRun
{
    private const string FashionMnist = "/usr/share/datasets/fashion-mnist";

    internal static readonly string[] Overrides =
    [
        "--set", "train_images=260", "--set", "test_images=100", "--set", "validation=60", "--set", "training.batch_size=50",
        "--set", "training.epochs=2", "--set", "networks.teacher.architecture=efficientnet_w0.2_d0.2",
        "--set", "networks.student.architecture=efficientnet_w0.1_d0.2",
    ];

    /// <summary>Where the images are; a spec without them is skipped with the reason.</summary>
    internal static void NeedsImages() =>
        Assert.SkipUnless(
            Directory.Exists(FashionMnist) || Directory.Exists(Path.Combine(Repository, "data", "fashion-mnist")),
            "Fashion-MNIST is neither in data/ nor in /usr/share/datasets: run `make data`");

    /// <summary>The place to give as --data; null where the program finds the images by itself.</summary>
    internal static string Data => Directory.Exists(FashionMnist) ? FashionMnist : Path.Combine(Repository, "data");

    internal static Program.Outcome Reproduce(string folder, params string[] more)
    {
        NeedsImages();
        return Program.Run(["reproduce", "quick", "--data", Data, "--out", folder, .. Overrides, .. more]);
    }

    private static string Repository
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Reproduction.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}
