using System.IO.Compression;
using System.Text;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Predictions as other programs write them: each is the same two-class or three-class table in another dress.</summary>
public sealed class PredictionKindsSpecs : IDisposable
{
    private const string Plain = "index,label,logit_0,logit_1\n0,1,1,2\n1,0,3,-1\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a byte-order mark", "\ufefflabel,logit_0,logit_1\n1,1,2\n0,3,-1\n")]
    [InlineData("blank lines at the end", "index,label,logit_0,logit_1\n0,1,1,2\n1,0,3,-1\n\n\r\n")]
    [InlineData("semicolons", "index;label;logit_0;logit_1\n0;1;1;2\n1;0;3;-1\n")]
    [InlineData("tabs", "index\tlabel\tlogit_0\tlogit_1\n0\t1\t1\t2\n1\t0\t3\t-1\n")]
    [InlineData("quotes", "\"index\",\"label\",\"logit_0\",\"logit_1\"\r\n\"0\",\"1\",\"1\",\"2\"\r\n1,0,\"3\",-1\r\n")]
    [InlineData("no index", "label,logit_0,logit_1\n1,1,2\n0,3,-1\n")]
    [InlineData("pandas' index without a name", ",y_true,score_0,score_1\n0,1,1,2\n1,0,3,-1\n")]
    [InlineData("other names and order", "Logit_1,file,Target,Logit_0\n2,a.png,1,1\n-1,\"b,c.png\",0,3\n")]
    [InlineData("names with spaces", "Index,True Label,Logit-0,Logit 1\n0,1,1,2\n1,0,3,-1\n")]
    [InlineData("texts of several lines", "text,label,logit_0,logit_1\n\"Dear all,\n\n5\"\" tall\r\n\",1,1,2\n12\" and,0,3,-1\r\n")]
    [InlineData("rows in another order", "index,label,logit_0,logit_1\n1,0,3,-1\n0,1,1,2\n")]
    [InlineData("pandas' index of a part of a table", ",label,logit_0,logit_1\n66,0,3,-1\n17,1,1,2\n")]
    [InlineData("pandas' labels where a column had a gap", "label,logit_0,logit_1\n1.0,1,2\n0.0,3,-1\n")]
    [InlineData("two carriage returns before each line feed", "label,logit_0,logit_1\r\r\n1,1,2\r\r\n0,3,-1\r\r\n")]
    [InlineData("carriage returns alone", "label,logit_0,logit_1\r1,1,2\r0,3,-1\r")]
    [InlineData("carriage returns alone, and none at the end", "label,logit_0,logit_1\r1,1,2\r0,3,-1")]
    public void The_same_table_is_read_from(string what, string text)
    {
        File.WriteAllText(folder["table.csv"], text, new UTF8Encoding(false));

        ShouldBePlain(PredictionsFile.Read(folder["table.csv"]), what);
    }

    [Fact]
    public void Excels_Unicode_text_is_read()
    {
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllText(folder["unicode.txt"], Plain.Replace(',', '\t').Replace("\n", "\r\n"), encoding);

            ShouldBePlain(PredictionsFile.Read(folder["unicode.txt"]), encoding.WebName);
        }
    }

    [Theory]
    [InlineData("table.csv.gz")]
    [InlineData("TABLE.CSV.GZ")]
    [InlineData("table")]
    public void Compressed_text_is_told_by_its_content_and_may_have_several_members(string name)
    {
        File.WriteAllBytes(folder[name], [.. Zipped(Plain[..30]), .. Zipped(Plain[30..35]), .. Zipped(Plain[35..])]);

        ShouldBePlain(PredictionsFile.Read(folder[name]), name);
        var cut = () => PredictionsFile.Read(folder["cut.gz"]);
        foreach (var less in (int[])[1, 4, 8, 9, 20])
        {
            File.WriteAllBytes(folder["cut.gz"], File.ReadAllBytes(folder[name])[..^less]);
            cut.Should().Throw<BadInputException>($"{less} bytes less").WithMessage($"{folder["cut.gz"]}: not a whole gzip file*");
        }
    }

    [Theory]
    [InlineData("label,logit_cat,logit_dog\ndog,1,2\ncat,3,-1\n")]
    [InlineData("label,logit_cat,logit_dog\nDog,1,2\nCAT,3,-1\n")]
    public void Class_names_are_labels_too(string text)
    {
        File.WriteAllText(folder["named.csv"], text);

        var read = PredictionsFile.Read(folder["named.csv"]);

        ShouldBePlain(read, "named");
        read.ClassNames.Should().Equal("cat", "dog");
    }

    [Theory]
    [InlineData("label\tprob_tench, Tinca tinca\tprob_goldfish, Carassius auratus\n1\t0.25\t0.75\n0\t1\t0\n",
        "tench, Tinca tinca", "goldfish, Carassius auratus")]
    [InlineData("label;prob_tench, Tinca tinca;prob_goldfish, Carassius auratus, Linnaeus\n1;0.25;0.75\n0;1;0\n",
        "tench, Tinca tinca", "goldfish, Carassius auratus, Linnaeus")]
    [InlineData("label,prob_a;b;c,prob_d;e;f\n1,0.25,0.75\n0,1,0\n", "a;b;c", "d;e;f")]
    [InlineData("label,prob_a\tb,prob_c\td\n1,0.25,0.75\n0,1,0\n", "a\tb", "c\td")]
    [InlineData("label,\"prob_a; b; c\",\"prob_d; e; f\"\n1,0.25,0.75\n0,1,0\n", "a; b; c", "d; e; f")]
    public void Class_names_may_hold_what_divides_the_columns_of_other_tables(string text, params string[] names)
    {
        File.WriteAllText(folder["named.csv"], text);

        var read = PredictionsFile.Read(folder["named.csv"]);

        read.ClassNames.Should().Equal(names);
        read.Labels.ToArray().Should().Equal(1, 0);
    }

    [Fact]
    public void Class_names_that_differ_in_case_alone_are_different_classes()
    {
        File.WriteAllText(folder["named.csv"], "label,logit_a,logit_A\nA,1,2\na,3,-1\n");

        ShouldBePlain(PredictionsFile.Read(folder["named.csv"]), "named");
    }

    [Theory]
    [InlineData("label,prob_0,prob_1,prob_2\n2,0.25,0.25,0.5\n0,1,0,0\n", false)]
    [InlineData("label,logit_0,logit_1,logit_2\n2,0.25,0.25,0.5\n0,1,0,0\n", true)]
    public void Probabilities_are_read_as_they_are_where_their_name_or_the_user_says_so(string text, bool isTold)
    {
        File.WriteAllText(folder["table.csv"], text);

        var read = PredictionsFile.Read(folder["table.csv"], asProbabilities: isTold);

        read.Probabilities(0).ToArray().Should().Equal(0.25, 0.25, 0.5);
        read.Probabilities(1).ToArray().Should().Equal(1, 0, 0);
        read.Predicted.ToArray().Should().Equal(2, 0);
    }

    [Theory]
    [InlineData("label,logit_0,logit_1\n1,0.4,0.6\n0,1,0\n", true)]
    [InlineData("label,logit_0,logit_1\n1,0.4,0.6\n0,1,0.1\n", false)]
    [InlineData("label,logit_0,logit_1\n1,0.4,0.6\n0,1.5,-0.5\n", false)]
    [InlineData("label,prob_0,prob_1\n1,0.4,0.6\n0,1,0\n", false)]
    public void Logits_that_look_like_probabilities_are_said_to_and_read_as_logits(string text, bool isSaid)
    {
        File.WriteAllText(folder["table.csv"], text);
        string? said = null;

        PredictionsFile.Read(folder["table.csv"], note: note => said = note);

        (said?.Contains("--probabilities", StringComparison.Ordinal) ?? false).Should().Be(isSaid);
    }

    [Theory]
    [InlineData("split,y_true,y_pred\ntrain,1,1\ntrain,0,0\ntest,1,0\n",
        "split is train in 2 rows, test in 1 row: the figures are of all of them together")]
    [InlineData("Set,label,prob_0,prob_1\nval,1,0.2,0.8\ntest,0,0.6,0.4\ntest,0,0.7,0.3\n", "Set is test in 2 rows, val in 1 row: *")]
    [InlineData("split,y_true,y_pred\ntest,1,1\ntest,0,0\n", null)]
    // A set of what else there may be sets of.
    [InlineData("set,y_true,y_pred\na,1,1\nb,0,0\nc,1,1\nd,0,0\ne,1,1\nf,0,0\ng,1,1\nh,0,0\ni,1,1\n", null)]
    public void Rows_of_training_and_test_images_together_are_said_to_be_so(string text, string? expected)
    {
        File.WriteAllText(folder["table.csv"], text);
        List<string> notes = [];

        PredictionsFile.Read(folder["table.csv"], note: notes.Add);

        if (expected is null) notes.Should().BeEmpty();
        else notes.Should().ContainSingle().Which.Should().Match($"*: {expected}");
    }

    [Theory]
    [InlineData("y_true,y_pred\n2,2\n10,2\n10,10\n", "2", "10")]
    [InlineData("y_true,y_pred\ncat,cat\ndog,cat\ndog,dog\n", "cat", "dog")]
    [InlineData("true,prediction\nb,b\na,b\na,a\n", "a", "b")]
    [InlineData("True Label,Predicted Class,Probability\n1.0,1.0,0.9\n0.0,1.0,0.7\n0.0,0.0,0.2\n", "0", "1")]
    public void Hard_answers_have_classes_and_no_scores(string text, params string[] classes)
    {
        File.WriteAllText(folder["hard.csv"], text);

        var read = PredictionsFile.Read(folder["hard.csv"]);

        read.HasScores.Should().BeFalse();
        read.ClassNames.Should().Equal(classes);
        read.Hits.Should().Be(2);
        var run = Commands.Program.Run("metrics", folder["hard.csv"]);
        run.Output.Should()
            .MatchRegex(@"accuracy +0\.666667").And.MatchRegex(@"AUROC \(one-vs-rest, macro\) +undefined +undefined").And.MatchRegex(
                @"negative log likelihood +undefined +undefined");
        var json = System.Text.Json.JsonDocument.Parse(Commands.Program.Run("metrics", folder["hard.csv"], "--json").Output).RootElement;
        foreach (var name in (string[])["auroc_ovr_macro", "ece", "nll", "brier"])
        {
            json.GetProperty(name).ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, name);
            json.GetProperty("intervals").GetProperty(name).ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, name);
        }
    }

    /// <summary>numpy.savez(…, labels=…, logits=…): zip of arrays in the format that NumPy documents.</summary>
    [Fact]
    public void Arrays_of_NumPy_are_read()
    {
        WriteArrays("<f4", [.. new[] { 1f, 2, 3, -1 }.SelectMany(BitConverter.GetBytes)], "(2, 2)");
        ShouldBePlain(PredictionsFile.Read(folder["arrays.npz"]), "float32");

        WriteArrays("<f8", [.. new[] { 1.0, 2, 3, -1 }.SelectMany(BitConverter.GetBytes)], "(2, 2)", "<f8", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F]);
        ShouldBePlain(PredictionsFile.Read(folder["arrays.npz"]), "labels of 1.0 and 0.0");

        WriteArrays("<f4", [.. new[] { 1f, 2, 3 }.SelectMany(BitConverter.GetBytes)], "(1, 3)");
        var reading = () => PredictionsFile.Read(folder["arrays.npz"]);
        reading.Should().Throw<BadInputException>()
            .WithMessage($"{folder["arrays.npz"]}: labels are 2 and logits 1×3, expected N and N×K*");
        WriteArrays("<f4", new byte[16], "(2, 2)", "<f8", [0, 0, 0, 0, 0, 0, 0xE0, 0x3F]);
        reading.Should().Throw<BadInputException>().WithMessage($"{folder["arrays.npz"]}: labels[0] is 0.5, expected a class from 0 to 1");
        WriteArrays("<f4", new byte[16], "(2, 2)", "<U2", [99, 0, 0, 0]);
        reading.Should().Throw<BadInputException>().WithMessage($"{folder["arrays.npz"]}: labels[1] is '', expected a class");
    }

    /// <summary>numpy.savez(…, logits=numpy.stack([first, second]).T) of the scores class by class.</summary>
    [Fact]
    public void Arrays_that_NumPy_has_transposed_are_read()
    {
        WriteArrays("<f4", [.. new[] { 1f, 3, 2, -1 }.SelectMany(BitConverter.GetBytes)], "(2, 2)", order: "True");

        ShouldBePlain(PredictionsFile.Read(folder["arrays.npz"]), "Fortran's order");
    }

    [Theory]
    [InlineData("predictions.csv", "a zip of predictions.csv, expected arrays of NumPy or a table of text: unpack it first")]
    [InlineData("xl/workbook.xml", "an Excel workbook, expected arrays of NumPy or a table of text: save it as CSV UTF-8")]
    public void A_zipped_table_and_a_workbook_are_called_so(string entry, string expected)
    {
        using (var zip = new ZipArchive(File.Create(folder["table.zip"]), ZipArchiveMode.Create)) zip.CreateEntry(entry);

        Commands.Program.Run("metrics", folder["table.zip"]).ShouldBeBadInput($"table.zip: {expected}");
    }

    /// <summary>First bytes by the formats' own descriptions; what follows does not matter.</summary>
    [Theory]
    [InlineData("93 4E 55 4D 50 59 01 00 76 00", "an array of NumPy, expected an .npz with labels and logits (numpy.savez)")]
    [InlineData("42 5A 68 39 31 41 59 26 53 59",
        "compressed by bzip2, expected a table of text, unpacked (bunzip2 FILE) or compressed by gzip")]
    [InlineData("FD 37 7A 58 5A 00 00 04", "compressed by xz, expected")]
    [InlineData("28 B5 2F FD 04 00", "compressed by zstd, expected")]
    [InlineData("50 41 52 31 15 04", "a Parquet table, expected a table of text")]
    [InlineData("89 48 44 46 0D 0A 1A 0A", "HDF5, expected a table of text")]
    [InlineData("80 04 95 10", "a pickle of Python, expected a table of text")]
    [InlineData("D0 CF 11 E0 A1 B1 1A E1", "an Office document of the old kind, such as .xls, expected a table of text")]
    public void Another_format_is_called_what_it_is(string bytes, string expected)
    {
        File.WriteAllBytes(folder["predictions.csv"], [.. Convert.FromHexString(bytes.Replace(" ", "")), .. new byte[100]]);

        Commands.Program.Run("metrics", folder["predictions.csv"]).ShouldBeBadInput($"predictions.csv: {expected}");
    }

    [Fact]
    public void Text_in_UTF_16_without_its_mark_is_called_so()
    {
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllBytes(folder["unicode.txt"], encoding.GetBytes(Plain));

            Commands.Program.Run("metrics", folder["unicode.txt"])
                .ShouldBeBadInput("unicode.txt: text in UTF-16 without a byte-order mark, expected text in UTF-8");
        }
    }

    /// <summary>Arrays of two images; the second's label is of zeros alone.</summary>
    private void WriteArrays(
        string dtype, byte[] logits, string shape, string labelType = "<i8", byte[]? first = null, string order = "False")
    {
        byte[] labels = [.. first ?? [1, 0, 0, 0, 0, 0, 0, 0], 0, 0, 0, 0, 0, 0, 0, 0];
        Array.Resize(ref labels, 16);
        using var zip = new ZipArchive(File.Create(folder["arrays.npz"]), ZipArchiveMode.Create);
        foreach (var (name, type, size, content) in new[]
        {
            ("labels.npy", labelType, "(2,)", labels), ("logits.npy", dtype, shape, logits),
        })
        {
            using var entry = zip.CreateEntry(name).Open();
            var header = $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {size}, }}".PadRight(117) + "\n";
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. content]);
        }
    }

    private static byte[] Zipped(string text)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    private static void ShouldBePlain(Predictions read, string what)
    {
        read.Labels.ToArray().Should().Equal([1, 0], what);
        read.Logits(0).ToArray().Should().Equal([1, 2], what);
        read.Logits(1).ToArray().Should().Equal([3, -1], what);
    }
}
