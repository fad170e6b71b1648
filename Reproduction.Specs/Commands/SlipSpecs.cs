using Reproduction.Runs;

namespace Reproduction.Specs.Commands;

/// <summary>A mistyped command line is answered with its neighbour and where help is, in the program's words.</summary>
public sealed class SlipSpecs
{
    [Theory]
    [InlineData("reprodcue quick", "reprodcue: no command of `reproduction`, did you mean reproduce?", "see `reproduction --help`")]
    [InlineData("adit", "adit: no command of `reproduction`, did you mean audit?", "see `reproduction --help`")]
    [InlineData("xyzzy", "xyzzy: no command of `reproduction`, expected one of reproduce, evaluate, metrics, audit, data",
        "see `reproduction --help`")]
    [InlineData("data fecth cifar-10", "fecth: no command of `reproduction data`, did you mean fetch?", "see `reproduction data --help`")]
    [InlineData("reproduce quick --seeed 3", "--seeed: no option of `reproduction reproduce`, did you mean --seed?",
        "see `reproduction reproduce --help`")]
    [InlineData("reproduce --sed=3 quick", "--sed=3: no option of `reproduction reproduce`, did you mean --seed?")]
    [InlineData("reproduce quick -resume", "-resume: no option of `reproduction reproduce`, did you mean --resume?")]
    [InlineData("reproduce quick --set --ouut", "--ouut: no option of `reproduction reproduce`, did you mean --out?")]
    [InlineData("metrics --jsn", "--jsn: no option of `reproduction metrics`, did you mean --json?", "see `reproduction metrics --help`")]
    [InlineData("metrics a.csv b.csv", "b.csv: one word too many for `reproduction metrics`", "see `reproduction metrics --help`")]
    [InlineData("metrics", "PREDICTIONS", "see `reproduction metrics --help`")]
    [InlineData("audit --rusn artifacts", "--rusn: no option of `reproduction audit`, did you mean --runs?")]
    [InlineData("bench train --model efficientnet_b0 --image-size big --batch 2 --steps 1",
        "--image-size: found 'big', expected a whole number")]
    [InlineData("bench train --model efficientnet_b0 --image-size 32 --batch 2.5 --steps 1",
        "--batch: found '2.5', expected a whole number")]
    [InlineData("bench train --model efficientnet_b0 --image-size 99999999999 --batch 2 --steps 1",
        "--image-size: found '99999999999', expected a whole number")]
    [InlineData("evaluate --model efficientnet_b0 --weights w --dataset cifar-10 --image-size 32 --batch many",
        "--batch: found 'many', expected a whole number",
        "see `reproduction evaluate --help`")]
    [InlineData("audit --images abc", "--images: found 'abc', expected a whole number")]
    [InlineData("audit --images 99999999999999999999", "--images: found '99999999999999999999', expected a whole number")]
    [InlineData("audit --folds ten", "--folds: found 'ten', expected a whole number")]
    [InlineData("data import images --resize 32x32", "--resize: found '32x32', expected a whole number")]
    [InlineData("data import images --test-share a-fifth", "--test-share: found 'a-fifth', expected a number")]
    [InlineData("data import images --test-share 0,2", "--test-share: found '0,2', expected a number such as 0.2")]
    [InlineData("data import images --test-share 2", "--test-share 2: expected more than 0 and less than 1")]
    [InlineData("data import images --test-share NaN", "--test-share NaN: expected more than 0 and less than 1")]
    [InlineData("data import images --resize 3,2", "--resize: found '3,2', expected a whole number")]
    [InlineData("metrics a.csv --resamples 1,000", "--resamples: found '1,000', expected a whole number")]
    [InlineData("audit --images 10,000", "--images: found '10,000', expected a whole number")]
    [InlineData("stages quick --seed 1,0", "--seed: found '1,0', expected a whole number of at least 0")]
    [InlineData("stages quick --set training.learning_rate=0,01",
        "--set training.learning_rate=0,01: training.learning_rate: found '0,01', expected a number above 0")]
    [InlineData("stages quick --set training.batch_size=1,000", "training.batch_size: found '1,000', expected a whole number")]
    [InlineData("evaluate --image-size", "see `reproduction evaluate --help`")]
    public void A_mistyped_word_is_answered_with_its_neighbour_and_the_help(string line, params string[] words)
    {
        var run = Program.Run(line.Split(' '));

        run.ShouldBeBadInput(words);
        run.Error.Should().NotContain("System.").And.NotContain("Int32");
    }

    [Fact]
    public void Without_a_word_the_help_is_printed()
    {
        var run = Program.Run();

        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("reproduce").And.Contain("audit").And.Contain("--help");
    }

    [Fact]
    public void Help_is_given_whatever_else_stands_there() =>
        Program.Run("reproduce", "--sed", "1", "--help").Output.Should().Contain("--seed");

    [Theory]
    [InlineData("""{"recipe": 1}""")]
    [InlineData("""{"recipe": "quick", "seed": "one"}""")]
    [InlineData("""{"recipe": """)]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_file_of_JSON_that_does_not_fit_is_described_without_the_programs_types(string json)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, json);
        try
        {
            var reading = () => RunRecord.Read(path);

            reading.Should().Throw<BadInputException>().Which.Message.Should().StartWith($"{path}: not the record of a run (")
                .And.NotContain("System.").And.NotContain("Reproduction.").And.NotContain("LineNumber").And.NotContain("\n");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
