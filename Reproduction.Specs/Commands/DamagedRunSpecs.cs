using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>What becomes of a run of which a file was changed, removed or taken from another one.</summary>
[Collection(nameof(Computing))]
public sealed class DamagedRunSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_whole_run_whose_predictions_were_changed_or_removed_is_not_called_whole()
    {
        TinyRun.Reproduce(folder["run"], "--set", "training.epochs=1").ExitCode.Should().Be(0);
        var before = Bytes("run", "teacher/test.csv");

        File.AppendAllText(folder["run/seed-1/teacher/test.csv"], "\n");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=1")
            .ShouldBeBadInput("teacher/test.csv: changed since the run was whole", "manifest.json");
        File.Delete(folder["run/seed-1/teacher/test.csv"]);
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=1")
            .ShouldBeBadInput("teacher/test.csv: gone since the run was whole");

        File.Delete(folder["run/seed-1/manifest.json"]);
        using (var unsealed = RunFolder.Take(folder["run/seed-1"], _ => { }, CancellationToken.None))
            unsealed.Invoking(run => run.Seal([])).Should().Throw<BadInputException>()
                .WithMessage("*teacher/test.csv: gone since this run wrote it*--resume*");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=1").ExitCode.Should().Be(0);
        Bytes("run", "teacher/test.csv").Should().Equal(before);
    }

    [Fact]
    public void Damaged_logits_of_the_teacher_and_damaged_weights_are_warnings_and_the_run_comes_to_the_same_files()
    {
        TinyRun.Finished(folder["whole"]);
        TinyRun.Finished(folder["run"]);
        File.Delete(folder["run/seed-1/manifest.json"]);
        File.Delete(folder["run/seed-1/student/weights.safetensors"]);
        Flip(folder["run/seed-1/teacher/answers.safetensors"]);
        Flip(folder["run/seed-1/baseline/weights.safetensors"]);

        var run = TinyRun.Reproduce(folder["run"], "--resume");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.TrimEnd().Split('\n').Should().SatisfyRespectively(
            first => first.Should()
                .StartWith("reproduction: warning: ").And.Contain("baseline/weights.safetensors").And.EndWith("baseline is trained again"),
            second => second.Should()
                .StartWith("reproduction: warning: ").And.Contain("teacher/answers.safetensors").And.EndWith("the teacher is asked again"));
        TinyRun.ShouldBeEqual(folder["run"], folder["whole"]);
        Bytes("run", "teacher/answers.safetensors").Should().Equal(Bytes("whole", "teacher/answers.safetensors"));
    }

    [Fact]
    public void What_was_copied_from_a_run_of_another_seed_or_from_another_model_is_damage_and_the_run_comes_to_the_same_files()
    {
        TinyRun.Finished(folder["whole"]);
        TinyRun.Reproduce(folder["other"], "--seed", "2").ExitCode.Should().Be(0);
        TinyRun.Finished(folder["run"]);
        File.Delete(folder["run/seed-1/manifest.json"]);
        foreach (var file in new[] { "teacher/answers.safetensors", "teacher/weights.safetensors" })
            File.Copy(folder[$"other/seed-2/{file}"], folder[$"run/seed-1/{file}"], overwrite: true);
        File.Copy(folder["whole/seed-1/baseline/weights.safetensors"], folder["run/seed-1/student/weights.safetensors"], overwrite: true);

        var run = TinyRun.Reproduce(folder["run"], "--resume");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().Contain("teacher/weights.safetensors: of another origin: key ").And.Contain("teacher is trained again")
            .And.NotContain("System.");
        TinyRun.ShouldBeEqual(folder["run"], folder["whole"]);
        Bytes("run", "teacher/answers.safetensors").Should().Equal(Bytes("whole", "teacher/answers.safetensors"));

        File.Delete(folder["run/seed-1/manifest.json"]);
        File.Copy(folder["other/seed-2/teacher/answers.safetensors"], folder["run/seed-1/teacher/answers.safetensors"], overwrite: true);
        File.Copy(folder["whole/seed-1/baseline/weights.safetensors"], folder["run/seed-1/student/weights.safetensors"], overwrite: true);
        TinyRun.Reproduce(folder["run"], "--resume").Error.Should()
            .Contain("teacher/answers.safetensors: of another origin: key ").And.Contain("the teacher is asked again")
            .And.Contain("student/weights.safetensors: of another origin: ").And.Contain(
                "stage train baseline, expected train student").And.Contain("student is trained again");
        TinyRun.ShouldBeEqual(folder["run"], folder["whole"]);
    }

    [Fact]
    public void A_teacher_that_had_to_be_trained_again_and_became_another_one_teaches_its_student_anew()
    {
        // As on a device that does not promise its bits: nothing of the former teacher may stand beside the new one.
        TinyRun.Finished(folder["whole"]);
        TinyRun.Finished(folder["run"]);
        File.Delete(folder["run/seed-1/manifest.json"]);
        var answers = StageRecord.Read(folder["run/seed-1/teacher/answers.json"])!;
        (answers with { Inputs = answers.Inputs.ToDictionary(input => input.Key, _ => "the hash of a former teacher") })
            .Write(folder["run/seed-1/teacher/answers.json"]);
        var student = StageRecord.Read(folder["run/seed-1/student/stage.json"])!;
        (student with { Inputs = student.Inputs.ToDictionary(input => input.Key, _ => "the hash of a former teacher's answers") })
            .Write(folder["run/seed-1/student/stage.json"]);

        var run = TinyRun.Reproduce(folder["run"], "--resume");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should()
            .Contain("teacher's logits of").And.Contain("student epoch 1").And.NotContain("baseline epoch 1").And.NotContain(
                "teacher epoch 1");
        TinyRun.ShouldBeEqual(folder["run"], folder["whole"]);
    }

    private static void Flip(string file)
    {
        var content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(file, content);
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(folder[$"{run}/seed-1/{file}"]);
}
