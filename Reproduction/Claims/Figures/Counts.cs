namespace Reproduction.Claims.Figures;

/// <summary>Of each class: its images, how many of them were taken for it, and how many others were.</summary>
internal sealed class Counts
{
    public Counts(IReadOnlyList<long> supports, long[] hits, long[] falseAlarms, Conventions? conventions = null)
    {
        Supports = supports;
        Hits = hits;
        FalseAlarms = falseAlarms;
        Conventions = conventions ?? Conventions.Usual;
        checked
        {
            foreach (var support in supports) Images += support;
            foreach (var hit in hits) AllHits += hit;
            foreach (var alarm in falseAlarms) AllFalseAlarms += alarm;
        }
    }

    public IReadOnlyList<long> Supports { get; }

    public long[] Hits { get; }

    public long[] FalseAlarms { get; }

    public Conventions Conventions { get; }

    public int Classes => Hits.Length;

    public long Images { get; }

    public long AllHits { get; }

    public long AllFalseAlarms { get; }

    public long Predictions(int c) => Hits[c] + FalseAlarms[c];

    /// <summary>Images beside the class's own.</summary>
    public long Others(int c) => Conventions.Others is { } others ? others[c] : Images - Supports[c];

    /// <summary>The counts of each table; these alone where there is one.</summary>
    public IEnumerable<Counts> Tables()
    {
        if (Conventions.Tables is not { Classes: var classes } several) return [this];
        return several.Images.Select((_, table) => new Counts(
            [.. Supports.Skip(table * classes).Take(classes)], Hits[(table * classes)..((table + 1) * classes)],
            FalseAlarms[(table * classes)..((table + 1) * classes)]));
    }

    /// <summary>One class against the rest.</summary>
    public TwoByTwo Of(int c) => new(Hits[c], FalseAlarms[c], Supports[c] - Hits[c], Others(c) - FalseAlarms[c], Conventions.ZeroDivision);
}
