using Reproduction.Reporting;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Reporting;

public sealed class ModelAgreementSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_held_against_its_teacher_whether_or_not_the_two_are_compared()
    {
        var run = SimulatedRun.Report();
        var student = run.Models[2] with { Teachers = ["teacher", "someone of another run"] };

        var agreements = ModelAgreement.Of(run with
        {
            Models = [run.Models[0], run.Models[1], student],
            Compare = [new("student", "baseline")]
        });

        agreements.Select(of => (of.First, of.Second, of.IsOfTeacher)).Should().Equal(("student", "baseline", false),
            ("student", "teacher", true));
        // 87 of 120 by hand; SciPy: binomtest(87, 120).proportion_ci().
        agreements[1].Share.Value.Should().Be(87 / 120.0);
        agreements[1].Share.Interval!.Value.Low.Should().BeApproximately(0.63602, 1e-4);
    }

    [Fact]
    public void A_stored_run_knows_who_learned_from_whom()
    {
        SimulatedRun.Store(folder["run"], "quick");

        var report = RunReportReader.Read(folder["run"]);

        report.Models.Select(model => (model.Name, string.Join(' ', model.Teachers))).Should().Equal(("teacher", ""), ("baseline", ""),
            ("student", "teacher"));
    }
}
