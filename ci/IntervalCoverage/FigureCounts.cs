using Reproduction.Metrics;

namespace IntervalCoverage;

/// <summary>Of one figure.</summary>
/// <param name="Truth">The population's figure.</param>
internal sealed record FigureCounts(double Truth)
{
    private const double Rounding = 1e-9;

    /// <summary>Test sets with an interval.</summary>
    public int Known { get; set; }

    /// <summary>Sum of the figure less its truth.</summary>
    public double Bias { get; set; }

    /// <summary>Intervals that hold the truth.</summary>
    public int Holds { get; set; }

    /// <summary>Sum of widths.</summary>
    public double Width { get; set; }

    /// <summary>Intervals without 0.</summary>
    public int WithoutZero { get; set; }

    /// <summary>Figures outside of their own interval.</summary>
    public int Outside { get; set; }

    /// <summary>Alternative intervals that hold the truth.</summary>
    public int OtherHolds { get; set; }

    /// <summary>Sum of their widths.</summary>
    public double OtherWidth { get; set; }

    /// <summary>Those without 0.</summary>
    public int OtherWithoutZero { get; set; }

    /// <summary>Counts one test set.</summary>
    public void Add(double? value, Interval? interval, Interval? other)
    {
        if (value is not { } known || interval is not { } now) return;
        Known++;
        Bias += known - Truth;
        Holds += Holding(now) ? 1 : 0;
        Width += now.High - now.Low;
        WithoutZero += now.Contains(0) ? 0 : 1;
        Outside += known < now.Low - Rounding || known > now.High + Rounding ? 1 : 0;
        if (other is not { } plain) return;
        OtherHolds += Holding(plain) ? 1 : 0;
        OtherWidth += plain.High - plain.Low;
        OtherWithoutZero += plain.Contains(0) ? 0 : 1;
    }

    private bool Holding(Interval interval) => interval.Low <= Truth + Rounding && Truth - Rounding <= interval.High;
}
