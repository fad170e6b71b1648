namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>What became of the files of one kind.</summary>
internal sealed class FuzzOutcome
{
    /// <summary>Files that were read: damage can leave a file whole, or change values only.</summary>
    public int Read { get; private set; }

    /// <summary>Files that were refused with one line.</summary>
    public int Refused { get; private set; }

    /// <summary>The longest time that one took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Most managed bytes that reading one allocated.</summary>
    public long MostAllocated { get; private set; }

    /// <summary>
    /// Most managed bytes a byte of the file, among files of 64 KiB and more, where what each reading needs anyhow does not count.
    /// </summary>
    public double MostAllocatedPerByte { get; private set; }

    /// <summary>Notes one file.</summary>
    public void Add(bool isRead, TimeSpan time, long allocated, int fileBytes)
    {
        if (isRead) Read++;
        else Refused++;
        if (time > Longest) Longest = time;
        MostAllocated = Math.Max(MostAllocated, allocated);
        if (fileBytes >= 1 << 16) MostAllocatedPerByte = Math.Max(MostAllocatedPerByte, (double)allocated / fileBytes);
    }
}
