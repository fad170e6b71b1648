namespace Reproduction.Reporting.Machines;

/// <summary>A cache as the processor reports it; in a virtual machine that need not be the truth.</summary>
/// <param name="Level">1, 2 or 3.</param>
/// <param name="Kind">Data, Instruction or Unified.</param>
/// <param name="Size">Such as 1024K.</param>
/// <param name="Ways">Its associativity; 0 where it is not reported.</param>
/// <param name="SharedBy">The cores that share it, such as 0-1.</param>
public sealed record CachePage(string Level, string Kind, string Size, string Ways, string SharedBy)
{
    internal static CachePage Read(string folder)
    {
        string Value(string name) =>
            Path.Combine(folder, name) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : "unknown";
        return new(Value("level"), Value("type"), Value("size"), Value("ways_of_associativity"), Value("shared_cpu_list"));
    }
}
