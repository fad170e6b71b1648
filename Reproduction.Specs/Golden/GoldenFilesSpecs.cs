using System.Security.Cryptography;
using System.Text;

namespace Reproduction.Specs.Golden;

public sealed class GoldenFilesSpecs : IDisposable
{
    private static readonly string[] Listed = ["../../_rule.py", "../../_topic.py", "../../losses.py", "ce.json", "versions.json"];

    private readonly string folder = Directory.CreateTempSubdirectory("golden-").FullName;

    public GoldenFilesSpecs()
    {
        Write("_rule.py", "print()\n");
        Write("_topic.py", "import _rule\n");
        Write("_other.py", "print()\n");
        Write("losses.py", "import os\nfrom _topic import Topic  # first\n");
        Write("values/losses/versions.json", "{}\n");
        Write("values/losses/ce.json", "1.25\n");
        WriteSums(Listed);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_stored_value_is_what_its_script_wrote() =>
        GoldenManifest.Problems(GoldenValues.Folder).Should().BeEmpty();

    [Fact]
    public void All_stored_values_together_are_smaller_than_20_MB() =>
        Directory.EnumerateFiles(Path.Combine(GoldenValues.Folder, "values"), "*", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length).Should().BePositive().And.BeLessThan(20_000_000);

    [Fact]
    public void Values_as_they_were_made_have_no_problem() =>
        GoldenManifest.Problems(folder).Should().BeEmpty();

    [Fact]
    public void A_value_edited_by_hand_is_found()
    {
        Write("values/losses/ce.json", "1.26\n");

        GoldenManifest.Problems(folder).Should().Equal("losses: ce.json is not what losses.py wrote; run golden/make.sh losses.");
    }

    [Theory]
    [InlineData("losses.py")]
    [InlineData("_topic.py")]
    [InlineData("_rule.py")]
    public void A_script_or_what_it_imports_changed_without_being_run_is_found(string script)
    {
        File.AppendAllText(Path.Combine(folder, script), "print(1)\n");

        GoldenManifest.Problems(folder).Should()
            .Equal($"losses: {script} was changed since the values were made; run golden/make.sh losses.");
    }

    [Fact]
    public void A_file_that_no_script_wrote_is_found()
    {
        Write("values/losses/kl.json", "2\n");

        GoldenManifest.Problems(folder).Should().Equal("losses: kl.json is not in SHA256SUMS.");
    }

    [Theory]
    [InlineData("values/losses/ce.json", "losses: ce.json is missing.")]
    [InlineData("values/losses/versions.json", "losses: versions.json is missing.")]
    [InlineData("losses.py", "losses: ../../losses.py is missing.")]
    [InlineData("_topic.py", "losses: ../../_topic.py is missing.")]
    [InlineData("values/losses/SHA256SUMS", "losses: there is no SHA256SUMS.")]
    public void A_missing_file_is_found(string file, string problem)
    {
        File.Delete(Path.Combine(folder, file));

        GoldenManifest.Problems(folder).Should().Equal(problem);
    }

    [Theory]
    [InlineData("versions.json")]
    [InlineData("../../losses.py")]
    [InlineData("../../_topic.py")]
    [InlineData("../../_rule.py")]
    public void Versions_and_scripts_must_be_listed(string left)
    {
        WriteSums([.. Listed.Where(file => file != left)]);

        GoldenManifest.Problems(folder).Should().Equal($"losses: {left} is not in SHA256SUMS.");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void WriteSums(params string[] files)
    {
        var sums = new StringBuilder();
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(Path.Combine(folder, "values/losses", file));
            sums.Append($"{Convert.ToHexStringLower(SHA256.HashData(content))}  {file}\n");
        }
        Write("values/losses/SHA256SUMS", sums.ToString());
    }
}
