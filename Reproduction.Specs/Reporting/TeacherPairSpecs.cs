using Reproduction.Metrics;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;

namespace Reproduction.Specs.Reporting;

/// <summary>What two teachers of one model know together: eight images of three classes, counted by hand.</summary>
public sealed class TeacherPairSpecs
{
    private static readonly int[] Labels = [0, 0, 0, 1, 1, 1, 2, 2];

    [Fact]
    public void Teachers_are_paired_once_whoever_learns_from_both_and_an_ensemble_stands_for_its_members()
    {
        var pairs = TeacherPair.Of(Report(
            Model("left", [0, 0, 1, 1, 2, 0, 2, 0]), Model("right", [0, 1, 0, 1, 1, 2, 0, 0]), Model("wrong", [1, 1, 1, 2, 2, 2, 0, 0]),
            Model("both", Labels) with { Members = ["left", "right"] }, Model("all", Labels) with { Members = ["both", "wrong"] },
            Model("advised", Labels) with { Teachers = ["right", "left"] }, Model("taught", Labels) with { Teachers = ["both"] },
            Model("alone", Labels) with { Teachers = ["left", "someone of another run"] },
            Model("deep", Labels) with { Teachers = ["all"] }));

        pairs.Select(pair => (pair.Name, string.Join(' ', pair.Students))).Should().Equal(
            ("left, right", "advised taught deep"), ("left, wrong", "deep"), ("right, wrong", "deep"));
        // They say the same of the first, the fourth and the last image, of which both are wrong about the last.
        pairs[0].Agreement.Share.Should().Be(3 / 8.0);
        pairs[0].Agreement.DisagreementByClass.Should().Equal(2 / 3.0, 2 / 3.0, 1 / 2.0);
        pairs[0].EitherRight.Share.Should().Be(6 / 8.0);
        pairs[0].EitherRight.ByClass.Should().Equal(1, 2 / 3.0, 1 / 2.0);
        pairs[0].BetterAlone.Should().Be(4 / 8.0);
        // SciPy: binomtest(6, 8).proportion_ci(), binomtest(3, 8).proportion_ci().
        pairs[0].Right.Interval!.Value.Low.Should().BeApproximately(0.349144, 1e-6);
        pairs[0].Right.Interval!.Value.High.Should().BeApproximately(0.968146, 1e-6);
        pairs[0].Agreeing.Interval!.Value.Low.Should().BeApproximately(0.085233, 1e-6);
        (pairs[1].EitherRight.Share, pairs[1].BetterAlone).Should().Be((4 / 8.0, 4 / 8.0), "who is never right adds nothing");
    }

    [Fact]
    public void Models_of_one_teacher_have_no_pairs_and_their_report_says_nothing_of_them()
    {
        var run = SimulatedRun.Report();
        var student = run.Models[2] with { Teachers = ["teacher"] };

        TeacherPair.Of(run with { Models = [run.Models[0], run.Models[1], student] }).Should().BeEmpty();
        MarkdownReport.Of(run).Should().NotContain("Teachers of one model");
    }

    /// <summary>Of 120 images the two agree on 86 and one at least is right on 115; SciPy: binomtest(k, 120).proportion_ci().</summary>
    [Fact]
    public void A_report_shows_agreement_and_the_images_on_which_one_is_right_overall_and_by_class()
    {
        var run = SimulatedRun.Report();
        var student = run.Models[2] with { Teachers = ["teacher", "baseline"] };

        var report = MarkdownReport.Of(run with { Models = [run.Models[0], run.Models[1], student] });

        report.Should().Contain("\n### Teachers of one model\n").And.Contain(
            """
            | teachers | agreement | at least one right | the better one alone | they teach |
            | --- | ---: | ---: | ---: | ---: |
            | teacher, baseline | 0.7167 [0.6272, 0.7951] | 0.9583 [0.9054, 0.9863] | 0.8583 | student |

            | teachers that do not agree | circle | square \& \<cross\> | a\|b |
            | --- | ---: | ---: | ---: |
            | teacher, baseline | 0.3500 | 0.3250 | 0.1750 |

            | teachers of which one is right | circle | square \& \<cross\> | a\|b |
            | --- | ---: | ---: | ---: |
            | teacher, baseline | 0.9500 | 0.9250 | 1.0000 |

            """);
    }

    private static RunReport Report(params ModelResult[] models) =>
        SimulatedRun.Report() with { ClassNames = ["a", "b", "c"], Models = models, Compare = [], History = [] };

    private static ModelResult Model(string name, int[] predicted) => new(
        name, "by hand", 1,
        new Predictions(Labels, [.. predicted.SelectMany(answer => Enumerable.Range(0, 3).Select(c => c == answer ? 1.0 : 0))], 3));
}
