using System.Globalization;
using System.Text;
using Reproduction.Data;
using Reproduction.Specs.Golden;
using Reproduction.Specs.Models.Weights.Fuzzing;
using SkiaSharp;

namespace Reproduction.Specs.Data;

/// <summary>A small budget here; <c>make fuzz</c> runs the same with a large one.</summary>
public sealed class DataFuzzSpecs : IDisposable
{
    private const int SmallBudget = 600;

    private readonly TemporaryFolder folder = new();
    private readonly (string File, string Name, byte[] Whole)[] kinds;

    public DataFuzzSpecs()
    {
        ImageFiles.WriteZip(folder["images.zip"], ImageFiles.Tree().Append(new("train/trainLabels.csv", "a,b\n"u8.ToArray())));
        ImageFiles.WriteZip(folder["jpegs.zip"], ImageFiles.Tree(SKEncodedImageFormat.Jpeg));
        kinds =
        [
            ("images.zip", "", File.ReadAllBytes(folder["images.zip"])),
            ("images.zip", "", File.ReadAllBytes(folder["jpegs.zip"])),
            ("mnist.npz", "mnist", Arrays()),
            ("mnist_train.csv", "mnist", "label,a,b,c,d\n2,0,1,2,3\n9,4,5,6,255\n"u8.ToArray()),
            ("mnist/train-images-idx3-ubyte", "mnist", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]),
            ("mnist/train-images-idx3-ubyte.gz", "mnist", IdxSpecs.Gzipped([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4])),
            ("cifar-100-python/train", "cifar-100", GoldenValues.Tensors("cifar_pickles", "files")["fine"].Bytes),
            ("cifar-10-batches-py/data_batch_1", "cifar-10", GoldenValues.Tensors("cifar_pickles", "files")["protocol_2"].Bytes),
            ("cifar-100-binary/train.bin", "cifar-100", CifarFiles.Batch(1, 2)),
            ("pets-images/classes.txt", "pets", "cat\ndog\n"u8.ToArray()),
            ("pets-images/source.json", "pets", Encoding.UTF8.GetBytes(
                new DataSource("pets", "x.zip", "00", "PNG", ["cat", "dog"], "given", 1, 1, "00", 3).ToJson())),
        ];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_happens_to_a_file_of_data_its_reader_ends_with_images_or_one_line()
    {
        var budget = Environment.GetEnvironmentVariable("FUZZ_FILES") is { } files
            ? int.Parse(files, CultureInfo.InvariantCulture) / 3
            : SmallBudget;
        for (var seed = 1; seed <= budget; seed++)
        {
            var dice = new Dice((ulong)seed);
            var (file, name, whole) = dice.Of(kinds);
            var place = folder.MakeFolder($"place-{file.Replace('/', '-')}-{name}");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(place, file))!);
            File.WriteAllBytes(Path.Combine(place, file), ByteMutations.Damage(whole, dice.Of(kinds).Whole, dice));
            if (name == "pets") File.WriteAllBytes(Path.Combine(place, "pets-images/train-images-idx4-ubyte"), []);
            try
            {
                if (name.Length == 0) new ImageImport("pets").Run(Path.Combine(place, file), folder["imported"]);
                else HeldDataset.In(place, name)?.Read();
            }
            catch (BadInputException refusal)
            {
                PlainText.Line(refusal.Message).Length.Should().BeLessThan(2000, $"of seed {seed}");
            }
            catch (Exception crash)
            {
                crash.Should().BeNull($"of seed {seed}, {file}");
            }
            if (Directory.Exists(folder["imported"])) Directory.Delete(folder["imported"], recursive: true);
        }
    }

    private static byte[] Arrays()
    {
        var path = Path.GetTempFileName();
        File.Delete(path);
        try
        {
            OtherFormsSpecs.WriteNpz(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
