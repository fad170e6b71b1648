using System.Globalization;
using Reproduction.Files;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>A small budget here; <c>make fuzz</c> runs the same with a large one and writes <c>artifacts/fuzz.md</c>.</summary>
[Collection(nameof(Alone))]
public sealed class FuzzSpecs : IDisposable
{
    private const int SmallBudget = 3000;

    /// <summary>Files of 100 KB cannot need more; a size taken from a file unchecked would ask for gigabytes.</summary>
    private const long MostAddressSpace = 1L << 30;

    private readonly string folder = Directory.CreateTempSubdirectory("fuzz-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Whatever_happens_to_a_file_its_reader_ends_with_tensors_or_one_line_and_takes_no_memory_beyond_its_size()
    {
        var budget = Environment.GetEnvironmentVariable("FUZZ_FILES");
        var fuzzer = new Fuzzer(folder);
        new Fuzzer(folder).Try(0).Should().BeNull("the libraries are loaded before memory is counted");
        var before = AddressSpace();

        var failure = fuzzer.Run(firstSeed: 1, budget is null ? SmallBudget : int.Parse(budget, CultureInfo.InvariantCulture));

        var growth = AddressSpace() - before;
        if (budget is not null)
            WholeFile.WriteText(Repository.Path("artifacts", "fuzz.md"), FuzzReport.Of(fuzzer.Outcomes, 1, failure, growth));
        failure.Should().BeNull();
        (growth ?? 0).Should().BeLessThan(MostAddressSpace);
    }

    [Fact]
    public void Every_kind_of_damage_is_tried()
    {
        var files = new MutatedFiles();

        Enumerable.Range(0, 2000).Select(seed => files.Make((ulong)seed).Kind).Distinct().Should().BeEquivalentTo(MutatedFiles.Kinds);
    }

    [Fact]
    public void A_seed_makes_the_same_file_for_ever()
    {
        var (one, other) = (new MutatedFiles(), new MutatedFiles());

        for (var seed = 0UL; seed < 200; seed++) other.Make(seed).Bytes.Should().Equal(one.Make(seed).Bytes, $"of seed {seed}");
        // The known answers of SplitMix64 that starts from 1234567, which is where this seed starts.
        var dice = new Dice(3901702034092073282);
        Enumerable.Range(0, 5).Select(_ => dice.Bits()).Should().Equal(
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821);
    }

    /// <summary>The peak of the process's address space in bytes, where the system tells it.</summary>
    private static long? AddressSpace()
    {
        if (!File.Exists("/proc/self/status")) return null;
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmPeak:", StringComparison.Ordinal));
        return long.Parse(line["VmPeak:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
