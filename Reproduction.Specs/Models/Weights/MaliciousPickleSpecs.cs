using Reproduction.Models.Weights;

namespace Reproduction.Specs.Models.Weights;

public sealed class MaliciousPickleSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pickle-").FullName;

    public static TheoryData<string> Malicious => [.. GoldenWeights.Malicious];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Malicious))]
    public void A_function_that_a_pickle_asks_for_is_refused_by_its_name_and_not_run(string file)
    {
        var path = Path.Combine(folder, "weights.pth");
        File.WriteAllBytes(path, GoldenWeights.Bytes(file));

        Action reading = () => WeightsFile.Read(path);

        reading.Should().Throw<BadInputException>().Which.Message
            .Should().StartWith(path).And.Contain($"'{file.Split(' ')[0]}'").And.NotContain("\n");
        File.Exists("ran-by-a-pickle").Should().BeFalse("what the pickles ask for writes this file");
    }

    [Fact]
    public void Every_way_in_which_a_pickle_can_come_was_made_to_call_the_system() =>
        GoldenWeights.Malicious.Count(name => name.StartsWith("posix.system ", StringComparison.Ordinal)).Should()
            .BeGreaterThanOrEqualTo(6);
}
