using Reproduction.Metrics;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;

namespace Reproduction.Specs.Reporting;

public sealed class AnswersSpecs
{
    [Fact]
    public void A_student_that_is_right_more_often_in_every_class_alike_is_better_beyond_noise_and_no_fairer()
    {
        // Of 200 images of each of two classes the baseline is right on 140, the student on 190.
        var answers = Answered(baseline: (140, 140), student: (190, 190));

        answers["Did accuracy change?"].Should()
            .MatchRegex(@"^Yes, it rose: \+0\.2500 \[\+0\.\d{4}, \+0\.\d{4}\] \(student 0\.9500, baseline 0\.7000\); McNemar's exact p = ");
        answers["Did disparate impact change?"].Should()
            .MatchRegex(@"^Not measurably: 0\.0000 \[−0\.\d{4}, \+0\.\d{4}\] \(student 1\.0000, baseline 1\.0000\)\.");
        answers["Which figures are beyond noise?"].Should()
            .Contain(" of 19: accuracy +0.2500 [").And.NotContain("DI: mean / max of recall");
    }

    [Fact]
    public void A_difference_within_noise_is_never_called_a_rise_or_a_fall()
    {
        var answers = Answered(baseline: (150, 150), student: (152, 146));

        answers["Did accuracy change?"].Should().StartWith("Not measurably: −0.0050 [");
        answers.Values.Should().NotContain(answer => answer.Contains("rose") || answer.Contains("fell"));
    }

    [Fact]
    public void Where_nothing_is_beyond_noise_that_is_said()
    {
        Answered(baseline: (150, 150), student: (150, 150))["Which figures are beyond noise?"].Should().StartWith("None of 19. ");
    }

    [Fact]
    public void Every_figure_that_is_beyond_noise_is_named_and_drawn()
    {
        var run = Run(baseline: (150, 150), student: (195, 110));
        var measured = RunMeasurements.Of(run);
        var beyond = measured.Comparisons[0].Figures.Where(figure => figure.IsBeyondNoise).Select(figure => figure.Name).ToList();
        beyond.Should()
            .Contain(name => name.Contains("of precision") || name.Contains("of F1"), "the figure used to draw those of recall alone");

        var answer = Answers.Of(measured).Single(answer => answer.Question == "Which figures are beyond noise?").Answer;
        var plot = Reproduction.Reporting.Plots.RunPlots.Of(run, measured).Differences.Single().ToFile();

        answer.Should().StartWith($"{beyond.Count} of 19: ");
        foreach (var name in beyond)
        {
            answer.Should().Contain(name);
            plot.Should().Contain($">{name}</text>");
        }
    }

    [Fact]
    public void A_class_that_is_given_up_lowers_disparate_impact_beyond_noise()
    {
        var answers = Answered(baseline: (150, 150), student: (190, 100));

        answers["Did disparate impact change?"].Should()
            .MatchRegex(@"^Yes, it fell: −0\.2368 \[−0\.\d{4}, −0\.\d{4}\] \(student 0\.7632, baseline 1\.0000\)",
                "mean recall 0.725 over 0.95");
    }

    [Fact]
    public void Where_a_class_was_never_right_for_both_disparate_impact_is_said_to_be_undefined()
    {
        var answers = Answered(baseline: (0, 0), student: (0, 0), inDoubt: []);

        answers["Did disparate impact change?"].Should().StartWith("Undefined, a class has no images or no class was ever right.");
    }

    [Fact]
    public void A_model_at_chance_makes_every_answer_that_nothing_can_be_said()
    {
        var answers = Answered(baseline: (100, 100), student: (150, 150), inDoubt: ["baseline"]);

        answers.Values.Should().OnlyContain(answer => answer.StartsWith("Nothing can be said, baseline is in doubt"));
        answers["Did accuracy change?"].Should().Contain(": +0.2500 [", "the figures stay");
    }

    [Fact]
    public void Where_interval_and_test_disagree_the_answer_says_so()
    {
        // 5 images only the student has right, none only the baseline: p = 2 · 2⁻⁵ = 0.0625, but few resamples leave all five out.
        var answers = Answered(baseline: (150, 150), student: (155, 150));

        answers["Did accuracy change?"].Should()
            .StartWith("On the edge, the interval does not hold 0 but p is not below 0.05: +0.0125 [").And.EndWith(
                "McNemar's exact p = 0.0625.");
    }

    [Fact]
    public void A_run_without_a_student_answers_nothing()
    {
        var run = SimulatedRun.Report() with { Models = [.. SimulatedRun.Report().Models.Where(model => model.Name == "teacher")] };

        Answers.Of(RunMeasurements.Of(run)).Should().BeEmpty();
        MarkdownReport.Of(run).Should().NotContain("## Paired differences").And.Contain("## Metrics");
    }

    private static Dictionary<string, string> Answered((int, int) baseline, (int, int) student, params string[] inDoubt) =>
        Answers.Of(RunMeasurements.Of(Run(baseline, student, inDoubt))).ToDictionary(answer => answer.Question, answer => answer.Answer);

    private static RunReport Run((int, int) baseline, (int, int) student, params string[] inDoubt)
    {
        ModelResult Model(string name, (int, int) hits) =>
            new(name, "", 1, Right(hits)) { Doubts = inDoubt.Contains(name) ? ["is not shown to be better than chance"] : [] };
        return SimulatedRun.Report() with
        {
            ClassNames = ["zero", "one"],
            Models = [Model("baseline", baseline), Model("student", student)]
        };
    }

    /// <summary>200 images of each class, the first so many of each classified rightly.</summary>
    private static Predictions Right((int Zero, int One) hits)
    {
        var labels = Enumerable.Range(0, 400).Select(image => image / 200).ToArray();
        var logits = labels.SelectMany((label, image) =>
        {
            var isRight = image % 200 < (label == 0 ? hits.Zero : hits.One);
            return label == 0 == isRight ? new[] { 1.0, 0.0 } : [0.0, 1.0];
        }).ToArray();
        return new Predictions(labels, logits, 2);
    }
}
