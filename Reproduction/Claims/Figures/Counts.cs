namespace Reproduction.Claims.Figures;

/// <summary>Of each class: its images, how many of them were taken for it, and how many others were.</summary>
internal sealed class Counts
{
    public Counts(IReadOnlyList<long> supports, long[] hits, long[] falseAlarms)
    {
        Supports = supports;
        Hits = hits;
        FalseAlarms = falseAlarms;
        foreach (var support in supports) Images += support;
        foreach (var hit in hits) AllHits += hit;
        foreach (var alarm in falseAlarms) AllFalseAlarms += alarm;
    }

    public IReadOnlyList<long> Supports { get; }

    public long[] Hits { get; }

    public long[] FalseAlarms { get; }

    public int Classes => Hits.Length;

    public long Images { get; }

    public long AllHits { get; }

    public long AllFalseAlarms { get; }

    public long Predictions(int c) => Hits[c] + FalseAlarms[c];
}
