using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Specs.Metrics.SignificanceTests;

/// <summary>Expected values are counted over every way to deal the answers to the images.</summary>
public sealed class ChanceTestSpecs
{
    [Theory]
    [InlineData("0011", "0011")]
    [InlineData("0012", "0121")]
    [InlineData("001122", "000012")]
    [InlineData("0123", "3210")]
    public void Mean_and_deviation_of_the_hits_are_those_of_all_ways_to_deal_the_answers(string labels, string answers)
    {
        var hits =
            Dealt([.. answers]).Select(dealt => (double)dealt.Zip(labels, (answer, label) => answer == label ? 1 : 0).Sum()).ToList();
        var mean = hits.Average();

        var test = Test(labels, answers);

        test.Expected.Should().BeApproximately(mean, 1e-12);
        test.Deviation.Should().BeApproximately(Math.Sqrt(hits.Average(count => (count - mean) * (count - mean))), 1e-12);
        test.Hits.Should().Be(labels.Zip(answers, (label, answer) => label == answer ? 1 : 0).Sum());
    }

    [Fact]
    public void A_model_that_answers_one_class_is_named_and_never_better_than_chance()
    {
        var test = Test("0001112", "0000000");

        test.OnlyAnswer.Should().Be(0);
        test.Deviation.Should().Be(0);
        test.IsBetterThanChance.Should().BeFalse();
    }

    [Fact]
    public void One_image_tells_nothing() => Test("0", "0").IsBetterThanChance.Should().BeFalse();

    [Theory]
    [InlineData(117, true)] // 10 classes of 100 images, answers spread evenly: 100 ± 9.5 by chance, 116.1 at most in 19 of 20 cases
    [InlineData(116, false)]
    [InlineData(95, false)]
    public void Ten_classes_are_told_apart_from_chance_where_hits_exceed_it_beyond_its_own_scatter(int hits, bool isBetter)
    {
        // Class c has hits[c] right, its other images are answered with the next class.
        var counts = new long[10, 10];
        for (var c = 0; c < 10; c++)
        {
            counts[c, c] = hits / 10 + (c < hits % 10 ? 1 : 0);
            counts[c, (c + 1) % 10] = 100 - counts[c, c];
        }

        var test = ChanceTest.Of(new ConfusionMatrix(counts));

        test.Hits.Should().Be(hits);
        test.IsBetterThanChance.Should().Be(isBetter);
    }

    [Fact]
    public void Of_no_images_there_is_no_test() =>
        FluentActions.Invoking(() => ChanceTest.Of(new ConfusionMatrix(new long[2, 2]))).Should().Throw<ArgumentException>();

    private static ChanceTest Test(string labels, string answers)
    {
        var counts = new long[4, 4];
        foreach (var (label, answer) in labels.Zip(answers)) counts[label - '0', answer - '0']++;
        return ChanceTest.Of(new ConfusionMatrix(counts));
    }

    private static IEnumerable<char[]> Dealt(List<char> answers) => answers.Count == 0
        ? [[]]
        : answers.SelectMany((answer, at) => Dealt([.. answers[..at], .. answers[(at + 1)..]]).Select(rest => (char[])[answer, .. rest]));
}
