using System.Text.Json.Nodes;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using static Reproduction.Specs.Reporting.Summaries.ThreeSeeds;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>What two teachers of one model know together, over seeds.</summary>
public sealed class SummaryTeacherPairSpecs(ThreeSeeds stored) : IClassFixture<ThreeSeeds>
{
    [Fact]
    public void Two_teachers_stand_beside_each_other_with_the_images_on_which_one_is_right_in_each_seed()
    {
        int[] seeds = [1, 2];
        foreach (var seed in seeds)
            Store(stored.Folder[$"advised/seed-{seed}"], seed,
                ("models.second", "{network: teacher}"), ("models.both", "{ensemble_of: [second, baseline]}"),
                ("models.advised",
                    "{network: student, loss: [{cross_entropy: {weight: 1}}, {advice: {of: teacher, weight: 1}}, {advice: {of: second, weight: 1}}]}"),
                ("models.taught", "{network: student, loss: [{soft_targets: {of: both, temperature: 5, weight: 1}}]}"));

        var summary = Summary.Of([stored.Folder["advised"]]);

        summary.TeacherPairs.Select(of => (of.Name, string.Join(' ', of.Students))).Should().Equal(
            ("teacher, second", "advised"), ("baseline, second", "taught"));
        var pair = summary.TeacherPairs[0];
        foreach (var (i, seed) in seeds.Index())
        {
            pair.EitherRight.Values[i].Should().BeApproximately(Share(seed, (one, other, label) => one == label || other == label), 1e-12);
            pair.Agreement.Values[i].Should().BeApproximately(Share(seed, (one, other, _) => one == other), 1e-12);
            pair.BetterAlone.Values[i].Should().BeApproximately(
                Math.Max(Share(seed, (one, _, label) => one == label), Share(seed, (_, other, label) => other == label)), 1e-12);
        }
        // Classes have as many images each.
        pair.EitherRightByClass.Average().Should().BeApproximately(pair.EitherRight.Mean, 1e-12);
        pair.Disagreement.Average().Should().BeApproximately(1 - pair.Agreement.Mean, 1e-12);
        pair.EitherRight.ImageDeviation.Should().BeApproximately(
            Math.Sqrt(pair.EitherRight.Values.Average(share => share * (1 - share) / 300)), 1e-12);

        SummaryMarkdown.Of(summary).Should().Contain("\n## Teachers of one model\n")
            .And.MatchRegex(
                @$"\n\| teacher, second \| {pair.Agreement.Mean:F4} ± 0\.\d{{4}} \| 0\.\d{{4}} \| {pair.EitherRight.Mean:F4} ± 0\.\d{{4}} \| ");
        var json = SummaryJson.Of(summary)["teacher_pairs"]![0]!;
        (json["first"]!.GetValue<string>(), json["second"]!.GetValue<string>(), json["students"]![0]!.GetValue<string>()).Should()
            .Be(("teacher", "second", "advised"));
        json["either_right"]!["mean"]!.GetValue<double>().Should().Be(pair.EitherRight.Mean);
        json["either_right_by_class"]!.AsArray().Select(share => share!.GetValue<double>()).Should()
            .Equal(pair.EitherRightByClass.Select(share => share!.Value));
    }

    [Fact]
    public void Of_two_teachers_that_were_made_once_no_seed_differs_from_another_and_none_is_said_to_deviate()
    {
        foreach (var seed in new[] { 1, 2 })
            Store(stored.Folder[$"pinned/seed-{seed}"], seed,
                ("compare", "[[student, baseline], [second, teacher], [advised, second]]"),
                ("models.second",
                    "{network: teacher, seed: 4, loss: [{cross_entropy: {weight: 1}}, {soft_targets: {of: teacher, temperature: 5, weight: 1}}]}"),
                ("models.advised",
                    "{network: student, loss: [{cross_entropy: {weight: 1}}, {advice: {of: teacher, weight: 1}}, {advice: {of: second, weight: 1}}]}"));

        var summary = Summary.Of([stored.Folder["pinned"]]);

        var pair = summary.TeacherPairs.Should().ContainSingle().Which;
        pair.IsMadeOnce.Should().BeTrue();
        SummaryMarkdown.Of(summary).Should()
            .MatchRegex(
                @$"\n\| teacher, second \| {pair.Agreement.Mean:F4} \| 0\.\d{{4}} \| {pair.EitherRight.Mean:F4} \| 0\.\d{{4}} "
                + @$"\| {pair.BetterAlone.Mean:F4} \| advised \|")
            .And.MatchRegex(@$"\n\| second, teacher \| {pair.Agreement.Mean:F4} \| 0\.\d{{4}} \| yes \|")
            .And.MatchRegex(@"\n\| advised, second \| 0\.\d{4} ± 0\.\d{4} \| ");
        var json = SummaryJson.Of(summary);
        foreach (var share in new[] { "agreement", "either_right", "better_alone" })
            IsNull(json["teacher_pairs"]![0]![share]!, "deviation").Should().BeTrue(share);
        json["agreements"]!.AsArray().Select(of => ($"{of!["first"]}, {of["second"]}", IsNull(of["agreement"]!, "deviation"))).Should()
            .Contain([("second, teacher", true), ("advised, second", false), ("advised, teacher", false)]);
        json["pairs"]!.AsArray().Select(of =>
            ($"{of!["first"]} - {of["second"]}", IsNull(of["differences"]!["accuracy"]!, "deviation"))).Should()
            .Equal(("student - baseline", false), ("second - teacher", true), ("advised - second", false));
        json["models"]!.AsObject().Select(model => (model.Key, IsNull(model.Value!["accuracy"]!, "deviation"))).Should().BeEquivalentTo(
            [("teacher", true), ("baseline", false), ("student", false), ("second", true), ("advised", false)]);
    }

    [Fact]
    public void Where_every_model_has_one_teacher_the_summary_says_nothing_of_pairs() =>
        SummaryMarkdown.Of(stored.Summary).Should().NotContain("Teachers of one model");

    /// <summary>Whether it says of a value, by its name, that there is none.</summary>
    private static bool IsNull(JsonNode json, string name) => json.AsObject().ContainsKey(name) && json[name] is null;

    /// <summary>On which share of the images the two teachers' answers and the label are as they are wanted.</summary>
    private static double Share(int seed, Func<int, int, int, bool> isWanted)
    {
        var (one, other) = (Answers("teacher", seed), Answers("second", seed));
        return Enumerable.Range(0, one.Count).Count(image => isWanted(one.Predicted[image], other.Predicted[image], one.Labels[image]))
            / (double)one.Count;
    }
}
