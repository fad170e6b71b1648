using System.Globalization;
using Reproduction.Data;
using Reproduction.Data.Import;
using Reproduction.Specs.Golden;
using Reproduction.Specs.Models.Weights.Fuzzing;
using Reproduction.Text;
using SkiaSharp;

namespace Reproduction.Specs.Data;

/// <summary>A small budget here; <c>make fuzz</c> runs the same with a large one.</summary>
public sealed class DataFuzzSpecs : IDisposable
{
    private const int SmallBudget = 600;

    private readonly TemporaryFolder folder = new();
    private readonly Kind[] kinds;

    public DataFuzzSpecs()
    {
        ImageFiles.WriteZip(folder["images.zip"], ImageFiles.Tree());
        ImageFiles.WriteZip(folder["jpegs.zip"], ImageFiles.Tree(SKEncodedImageFormat.Jpeg));
        var two = new ImageSet([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [0, 1], channels: 3, height: 1, width: 2);
        ImportedImages.Write(
            folder.MakeFolder("pets"), two, two, new DataSource("pets", "x.zip", "00", "PNG", ["cat", "dog"], "given", 2, 2, "00", 3));
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4], labels = [0, 0, 8, 1, 0, 0, 0, 2, 3, 9];
        (string, byte[])[] idx =
        [
            ("mnist/train-images-idx3-ubyte", images), ("mnist/train-labels-idx1-ubyte", labels),
            ("mnist/t10k-images-idx3-ubyte", images), ("mnist/t10k-labels-idx1-ubyte", labels),
        ];
        var pickles = GoldenValues.Tensors("cifar_pickles", "files");
        (string, byte[])[] pets =
        [
            .. Directory.GetFiles(folder["pets"], "*", SearchOption.AllDirectories)
                .Select(file => ($"pets-images/{Path.GetFileName(file)}", File.ReadAllBytes(file))),
        ];
        byte[] table = "label,a,b,c,d\n2,0,1,2,3\n9,4,5,6,255\n"u8.ToArray();
        kinds =
        [
            new("images.zip", "", [("images.zip", File.ReadAllBytes(folder["images.zip"]))]),
            new("images.zip", "", [("images.zip", File.ReadAllBytes(folder["jpegs.zip"]))]),
            new("mnist.npz", "mnist", [("mnist.npz", Arrays())]),
            new("mnist_train.csv", "mnist", [("mnist_train.csv", table), ("mnist_test.csv", table)]),
            new("mnist/train-images-idx3-ubyte", "mnist", idx),
            new("mnist/train-labels-idx1-ubyte", "mnist", idx),
            new("mnist/train-images-idx3-ubyte.gz", "mnist", [.. idx[1..], ("mnist/train-images-idx3-ubyte.gz", IdxSpecs.Gzipped(images))]),
            new("cifar-100-python/train", "cifar-100",
                [("cifar-100-python/train", pickles["fine"].Bytes), ("cifar-100-python/test", pickles["fine"].Bytes)]),
            new("cifar-10-batches-py/data_batch_1", "cifar-10",
            [
                .. Enumerable.Range(1, 5).Select(batch => $"data_batch_{batch}").Append("test_batch")
                    .Select(file => ($"cifar-10-batches-py/{file}", pickles["protocol_2"].Bytes)),
            ]),
            new("cifar-100-binary/train.bin", "cifar-100", [.. new[] { "train", "test" }.Select(split =>
                ($"cifar-100-binary/{split}.bin", (byte[])[7, .. CifarFiles.Record(1, 0), 8, .. CifarFiles.Record(2, 0)]))]),
            new("pets-images/classes.txt", "pets", pets),
            new("pets-images/source.json", "pets", pets),
        ];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_happens_to_a_file_of_data_its_reader_ends_with_images_or_one_line()
    {
        var budget = Environment.GetEnvironmentVariable("FUZZ_FILES") is { } files
            ? int.Parse(files, CultureInfo.InvariantCulture) / 3
            : SmallBudget;
        var refusals = new int[kinds.Length];
        foreach (var (i, kind) in kinds.Index())
        {
            var reading = () => Read(kind, kind.Whole, i);
            reading.Should().NotThrow($"{kind.Damaged} is whole");
        }
        for (var seed = 1; seed <= budget; seed++)
        {
            var dice = new Dice((ulong)seed);
            var i = dice.Below(kinds.Length);
            try
            {
                Read(kinds[i], ByteMutations.Damage(kinds[i].Whole, dice.Of(kinds).Whole, dice), i);
            }
            catch (BadInputException refusal)
            {
                // The command line prints no line breaks of a name.
                PlainText.Line(refusal.Message).Length.Should()
                    .BeLessThan(2000, $"of seed {seed}: {PlainText.Line(refusal.Message[^Math.Min(200, refusal.Message.Length)..])}");
                if (kinds[i].Name.Length > 0) refusal.Message.Should().NotContain(": missing", $"of seed {seed}");
                refusals[i]++;
            }
            catch (Exception crash)
            {
                crash.Should().BeNull($"of seed {seed}, {kinds[i].Damaged}");
            }
        }
        refusals.Should().OnlyContain(count => count > 0, "every kind is damaged so that it is refused");
    }

    private void Read(Kind kind, byte[] content, int number)
    {
        var place = folder.MakeFolder($"place-{number}");
        foreach (var (file, whole) in kind.Files)
        {
            var path = Path.Combine(place, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file == kind.Damaged ? content : whole);
        }
        try
        {
            if (kind.Name.Length == 0) new ImageImport("pets").Run(Path.Combine(place, kind.Damaged), folder["imported"]);
            else HeldDataset.In(place, kind.Name)!.Read();
        }
        finally
        {
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

    /// <summary>A data set, one of whose files is damaged.</summary>
    private sealed record Kind(string Damaged, string Name, (string File, byte[] Content)[] Files)
    {
        public byte[] Whole => Files.Single(file => file.File == Damaged).Content;
    }
}
