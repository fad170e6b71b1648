using Reproduction.Metrics;
using Reproduction.Reporting;

namespace Reproduction.Specs.Reporting;

public sealed class AnswersSpecs
{
    [Fact]
    public void A_student_that_is_right_more_often_in_every_class_alike_is_better_beyond_noise_and_no_fairer()
    {
        // Of 200 images of each of two classes the baseline is right on 100, the student on 150.
        var answers = Answered(baseline: (100, 100), student: (150, 150));

        answers["Did accuracy change?"].Should().Contain("It rose from 0.5000 (baseline) to 0.7500 (student): student − baseline = +0.2500");
        answers["Did disparate impact change?"].Should().Contain("It did not move from 1.0000 (baseline) to 1.0000 (student): student − baseline = 0.0000");
        answers["Is that beyond noise?"].Should().StartWith("Accuracy: yes, the interval does not hold 0. Disparate impact: no, the interval holds 0.");
    }

    [Fact]
    public void A_class_that_is_given_up_lowers_disparate_impact_beyond_noise()
    {
        var answers = Answered(baseline: (150, 150), student: (190, 100));

        answers["Did accuracy change?"].Should().Contain("fell from 0.7500 (baseline) to 0.7250 (student)");
        answers["Did disparate impact change?"].Should().Contain("fell from 1.0000 (baseline) to 0.7632 (student): student − baseline = −0.2368", "mean recall 0.725 over 0.95");
        answers["Is that beyond noise?"].Should().Contain("Disparate impact: yes");
    }

    [Fact]
    public void Where_a_class_was_never_right_for_both_disparate_impact_is_said_to_be_undefined()
    {
        var answers = Answered(baseline: (0, 0), student: (0, 0));

        answers["Did disparate impact change?"].Should().StartWith("It is undefined: a class has no images or was never right.");
        answers["Is that beyond noise?"].Should().Contain("Disparate impact: undefined");
    }

    [Fact]
    public void Where_interval_and_test_disagree_the_answer_says_so()
    {
        // 5 images only the student has right, none only the baseline: p = 2 · 2⁻⁵ = 0.0625, but few resamples leave all five out.
        var answers = Answered(baseline: (100, 100), student: (105, 100));

        answers["Did accuracy change?"].Should().EndWith("McNemar's exact p = 0.0625.");
        answers["Is that beyond noise?"].Should().StartWith("Accuracy: on the edge, the interval does not hold 0 but p is not below 0.05.");
    }

    [Fact]
    public void A_run_without_a_student_answers_nothing()
    {
        var run = SimulatedRun.Report() with { Models = [.. SimulatedRun.Report().Models.Where(model => model.Name == "teacher")] };

        Answers.Of(RunMeasurements.Of(run)).Should().BeEmpty();
        MarkdownReport.Of(run).Should().NotContain("## Paired differences").And.Contain("## Metrics");
    }

    private static Dictionary<string, string> Answered((int, int) baseline, (int, int) student)
    {
        var run = SimulatedRun.Report() with
        {
            ClassNames = ["zero", "one"],
            Models = [new("baseline", "", 1, Right(baseline)), new("student", "", 1, Right(student))],
        };
        return Answers.Of(RunMeasurements.Of(run)).ToDictionary(answer => answer.Question, answer => answer.Answer);
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
