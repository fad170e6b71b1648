using System.IO.Compression;
using System.Text;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;

namespace Reproduction.Specs.Metrics.PredictionFiles;

public sealed class PredictionsFileSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("predictions-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_has_the_header_one_row_an_image_and_numbers_that_read_back()
    {
        var path = Path.Combine(folder, "predictions.csv");

        new Predictions([1, 0], [0.1f, -2.5f, 1e-7f, 3.4028235e38f], 2).Write(path);

        File.ReadAllText(path).Should().Be("index,label,logit_0,logit_1\n0,1,0.1,-2.5\n1,0,1E-07,3.4028235E+38\n");
    }

    [Theory]
    [InlineData("predictions.csv")]
    [InlineData("predictions.csv.gz")]
    [InlineData("predictions.npz")]
    public void Predictions_read_back_are_those_that_were_written(string name)
    {
        var path = Path.Combine(folder, name);
        var written = Simulated.Predictions(images: 500, classes: 10, seed: 1);

        written.Write(path);
        var read = PredictionsFile.Read(path);

        read.Labels.ToArray().Should().Equal(written.Labels.ToArray());
        for (var image = 0; image < written.Count; image++)
            read.Logits(image).ToArray().Should().Equal(written.Logits(image).ToArray());
        Metrics(read).Should().Equal(Metrics(written));

        static double?[] Metrics(Predictions p) =>
            [Calibration.NegativeLogLikelihood(p), Calibration.BrierScore(p), Calibration.ExpectedCalibrationError(p),
                Auroc.OneVsRestMacro(p)];
    }

    [Theory]
    [InlineData("predictions.csv")]
    [InlineData("predictions.npz")]
    public void A_float32_logit_comes_back_from_the_file_as_the_same_float32(string name)
    {
        var path = Path.Combine(folder, name);
        var random = new Random(3);
        var logits = Enumerable.Range(0, 20_000).Select(_ => BitConverter.Int32BitsToSingle(random.Next())).Where(float.IsFinite)
            .Take(9_000).ToArray();

        new Predictions(new int[4_500], logits, 2).Write(path);
        var read = PredictionsFile.Read(path);

        Enumerable.Range(0, read.Count).SelectMany(i => read.Logits(i).ToArray()).Select(z => (float)z).Should().Equal(logits);
    }

    /// <summary>0.1f is 0.100000001490116…, of which a table says 0.1: figures of either must have the same bits.</summary>
    [Fact]
    public void A_float32_logit_of_arrays_is_the_number_that_a_table_holds()
    {
        var (table, arrays) = (Path.Combine(folder, "predictions.csv"), Path.Combine(folder, "predictions.npz"));
        var answers = new Predictions([1, 0], [0.1f, -2.5f, 1e-7f, 3.4028235e38f], 2);
        answers.Write(table);
        answers.Write(arrays);

        PredictionsFile.Read(arrays).Logits(0).ToArray().Should().Equal(0.1, -2.5);
        PredictionsFile.Read(arrays).Logits(1).ToArray().Should().Equal(PredictionsFile.Read(table).Logits(1).ToArray());
    }

    [Fact]
    public void A_logit_that_no_float32_is_keeps_every_bit_in_arrays()
    {
        var path = Path.Combine(folder, "predictions.npz");

        new Predictions([0], [1 / 3.0, Math.BitIncrement(0.1)], 2).Write(path);

        PredictionsFile.Read(path).Logits(0).ToArray().Should().Equal(1 / 3.0, Math.BitIncrement(0.1));
    }

    /// <summary>The bytes by NumPy's description of the format (numpy.lib.format), version 1.0, and by its own writer.</summary>
    [Fact]
    public void Arrays_are_written_as_NumPy_writes_them()
    {
        var path = Path.Combine(folder, "predictions.npz");
        new Predictions([1, 0, 1], [0.5f, 1, 2, 3, 4, 5], 2).Write(path);
        using var zip = ZipFile.OpenRead(path);

        Entry("labels").Should().Be(
            "\u0093NUMPY\u0001\0v\0{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }".PadRight(127) + "\n\u0001\0\u0001");
        Entry("logits").Should().StartWith(
            "\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }".PadRight(127) + "\n\0\0\0?\0\0\u0080?")
            .And.HaveLength(128 + 6 * 4);

        string Entry(string name)
        {
            using var reader = new StreamReader(zip.GetEntry($"{name}.npy")!.Open(), Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    [Theory]
    [InlineData("csv.gz")]
    [InlineData("npz")]
    public void The_same_predictions_make_the_same_compressed_bytes(string kind)
    {
        var predictions = Simulated.Predictions(images: 100, classes: 3, seed: 2);
        string first = Path.Combine(folder, $"a.{kind}"), second = Path.Combine(folder, $"b.{kind}");

        predictions.Write(first);
        predictions.Write(second);

        File.ReadAllBytes(first).Should().Equal(File.ReadAllBytes(second));
    }

    [Fact]
    public void Rows_may_stand_in_any_order_and_lines_may_end_as_Windows_ends_them()
    {
        var path = Path.Combine(folder, "predictions.csv");
        File.WriteAllText(path, "index,label,logit_0,logit_1\r\n1,1,3,4\r\n0,0,1,2");

        var read = PredictionsFile.Read(path);

        read.Labels.ToArray().Should().Equal(0, 1);
        read.Logits(1).ToArray().Should().Equal(3, 4);
    }

    [Fact]
    public void Of_equal_logits_the_lowest_class_is_predicted() =>
        new Predictions([0, 0, 0], [1f, 1f, 0f, -2f, 5f, 5f, 3f, 3f, 3f], 3).Predicted.ToArray().Should().Equal(0, 1, 0);

    [Theory]
    [InlineData("", ":1:", "no header")]
    [InlineData("index,label,logit_0\n0,0,1\n", ":1:", "logit_0 is the only column of scores")]
    [InlineData("index,logit_0,logit_1\n0,1,2\n", ":1:", "no column with the true class")]
    [InlineData("index,label\n0,1\n", ":1:",
        "no column with an answer (logit_0, logit_1, …, prob_0, prob_1, … or y_pred) among 'index', 'label'")]
    [InlineData("index,label,logit_0,logit_2\n0,0,1,2\n", ":1:", "column logit_1 is missing, expected one for each of 2 classes from 0")]
    [InlineData("index,label,logit_1,logit_1\n0,0,1,2\n", ":1:", "class '1' has two columns")]
    [InlineData("index,label,prob_0,prob_1\n0,0,0.5,0.6\n", ":2:", "the probabilities sum to 1.1, expected 1")]
    [InlineData("index,label,prob_0,prob_1\n0,0,1.5,-0.5\n", ":2:", "prob_0 is '1.5', expected a probability from 0 to 1")]
    [InlineData("y_true,y_pred\n1,1\n1,1\n", "", "class '1' alone occurs")]
    [InlineData("y_true,y_pred\n\u001b[31m,1\n1\n", ":3:", "1 fields, expected 2")]
    [InlineData("label,logit_0,logit_1\n\u001b]0;pwn\u0007,1,2\n", ":2:", "label is '\\u001b]0;pwn\\u0007', expected")]
    [InlineData("label,logit_\u001b[31m,logit_1\n1,x,2\n", ":2:", "logit_\\u001b[31m is 'x', expected a finite number")]
    [InlineData("label,\"logit_0,logit_1\n", ":1:", "a quote that is not closed")]
    [InlineData("label,logit_0,logit_1\n0,1,2\n\"1,2\n3,4\n", ":3:", "a quote that is not closed")]
    [InlineData("label,\"logit_0\"x,logit_1\n", ":1:", "text after a closing quote")]
    [InlineData("index,label,logit_0,logit_1\n", "", "no images")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,2\n1,1,3\n", ":3:", "3 fields, expected 4")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,2\n1,1,3,4,5\n", ":3:", "5 fields, expected 4")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,2\n\n1,1,1,2\n", ":3:", "a blank line, expected a row")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,2\n1,1,3,\n", ":3:", "logit_1 is ''")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,nan\n", ":2:", "logit_1 is 'nan'")]
    [InlineData("index,label,logit_0,logit_1\n0,0,NaN,1\n", ":2:", "logit_0 is 'NaN'")]
    [InlineData("index,label,logit_0,logit_1\n0,0,Infinity,1\n", ":2:", "logit_0 is 'Infinity'")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1e39,1\n", ":2:", "logit_0 is '1e39'")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1 2,1\n", ":2:", "logit_0 is '1 2'")]
    [InlineData("index,label,logit_0,logit_1\n0,2,1,1\n", ":2:", "label is '2', expected a class from 0 to 1")]
    [InlineData("index,label,logit_0,logit_1\n0,-1,1,1\n", ":2:", "label is '-1'")]
    [InlineData("index,label,logit_0,logit_1\n0,0.5,1,1\n", ":2:", "label is '0.5', expected a class from 0 to 1")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,1\n0,1,1,1\n", ":3:",
        "index 0 again, it is on line 2 already, expected each of 0 to 1 once")]
    [InlineData("index,label,logit_0,logit_1\n0,0,1,1\n2,1,1,1\n", ":3:", "index 2 in a file of 2 images, expected each of 0 to 1 once")]
    [InlineData(
        "index,label,logit_0,logit_1\n0,12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789,1,1\n",
        ":2:", "label is '12345678901234567890123456789012345678901234567890123456789012345678901234567890…', expected")]
    [InlineData("index,label,logit_0,logit_1\n-1,0,1,1\n", ":2:", "index is '-1'")]
    public void A_damaged_file_is_one_line_that_says_where_and_what(string text, string where, string what)
    {
        var path = Path.Combine(folder, "damaged.csv");
        File.WriteAllText(path, text);

        var reading = () => PredictionsFile.Read(path);

        reading.Should().Throw<BadInputException>().Which.Message
            .Should().Contain($"{path}{where}").And.Contain(what).And.NotContain("\n").And.NotContain("\u001b");
    }

    [Fact]
    public void A_compressed_file_that_was_cut_or_altered_is_refused()
    {
        var path = Path.Combine(folder, "damaged.csv.gz");
        Simulated.Predictions(images: 200, classes: 3, seed: 4).Write(path);
        var whole = File.ReadAllBytes(path);
        var altered = (byte[])whole.Clone();
        altered[^6] ^= 1; // in the checksum

        foreach (var damaged in new[] { whole[..^1], whole[..^8], whole[..(whole.Length / 2)], whole[..10], [], altered,
            Encoding.ASCII.GetBytes("index,label,logit_0,logit_1\n0,0,1,1\n") })
        {
            File.WriteAllBytes(path, damaged);
            var reading = () => PredictionsFile.Read(path);
            reading.Should().Throw<BadInputException>().WithMessage($"{path}: not a whole gzip file*");
        }
    }

    [Fact]
    public void A_file_that_swells_beyond_any_predictions_is_refused_before_it_does()
    {
        var path = Path.Combine(folder, "bomb.csv.gz");
        var swollen = new MemoryStream();
        using (var zip = new GZipStream(swollen, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(new byte[1 << 24]);
        // Its trailer says how long the text is: beyond what so few bytes can hold, beyond what is read, less than it holds.
        foreach (var (padding, says, expected) in new[] { (0, 0xFFFFFFFFu, "not a whole gzip file"), (1 << 22, 0xF0000000u, "too large"),
            (0, 5u, "not a whole gzip file") })
        {
            byte[] bytes = [.. swollen.ToArray()[..^4], .. new byte[padding], .. BitConverter.GetBytes(says)];
            File.WriteAllBytes(path, bytes);
            var reading = () => PredictionsFile.Read(path);
            reading.Should().Throw<BadInputException>().WithMessage($"{path}: *{expected}*");
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_bad_input()
    {
        var reading = () => PredictionsFile.Read(Path.Combine(folder, "none.csv"));
        reading.Should().Throw<BadInputException>().WithMessage("*none.csv: no such file*");
        var readingFolder = () => PredictionsFile.Read(folder);
        readingFolder.Should().Throw<BadInputException>();
    }
}
