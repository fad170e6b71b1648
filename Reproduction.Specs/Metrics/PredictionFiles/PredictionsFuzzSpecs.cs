using System.Globalization;
using System.IO.Compression;
using System.Text;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;
using Reproduction.Specs.Models.Weights.Fuzzing;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>Damaged predictions; a small budget here, a third of FILES with <c>make fuzz</c>.</summary>
public sealed class PredictionsFuzzSpecs : IDisposable
{
    private const int SmallBudget = 1000, LongestMessage = 1500;

    private static readonly string[] Texts =
    [
        "index,label,logit_0,logit_1\n0,1,1,2\n1,0,3,-1\n", "label;prob_0;prob_1\n1;0.5;0.5\n0;1;0\n",
            "y_true,y_pred\ncat,dog\n\"do\"\"g\",cat\n",
        ",target\tscore_a\tscore_b\n0\t1\t2\n", "\ufefflabel,logit_0,logit_1\n1,1e300,2\n\n",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_happens_to_a_file_its_reader_ends_with_predictions_or_one_line_without_control_characters()
    {
        var budget = Environment.GetEnvironmentVariable("FUZZ_FILES") is { } files
            ? int.Parse(files, CultureInfo.InvariantCulture) / 3
            : SmallBudget;
        for (var seed = 0; seed < budget; seed++)
        {
            var dice = new Dice((ulong)seed);
            var text = Encoding.UTF8.GetBytes(dice.Of(Texts));
            var bytes = dice.OneIn(3)
                ? ByteMutations.Damage(Zipped(text), text, dice)
                : ByteMutations.Damage(text, Encoding.UTF8.GetBytes(dice.Of(Texts)), dice);
            if (dice.OneIn(6)) bytes = Zipped(bytes);
            File.WriteAllBytes(folder["damaged.csv"], bytes);
            try
            {
                PredictionsFile.Read(folder["damaged.csv"]);
            }
            catch (BadInputException refusal)
            {
                refusal.Message.Should()
                    .StartWith(folder["damaged.csv"], $"of seed {seed}").And.NotMatchRegex(@"\p{Cc}", $"of seed {seed}");
                refusal.Message.Length.Should().BeLessThan(folder["damaged.csv"].Length + LongestMessage, $"of seed {seed}");
            }
        }
    }

    private static byte[] Zipped(byte[] text)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(text);
        return memory.ToArray();
    }
}
