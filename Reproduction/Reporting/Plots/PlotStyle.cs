namespace Reproduction.Reporting.Plots;

/// <summary>
/// The look of every plot. Models have a colour that the colour-blind can tell apart (after Okabe and Ito, "Color Universal
/// Design", 2008), and a mark of their own.
/// </summary>
internal static class PlotStyle
{
    public const string Css =
        """
        .plot text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;fill:#1f2328;stroke:none}
        .plot .small{font-size:11px;fill:#59636e}
        .plot .end{text-anchor:end}.plot .middle{text-anchor:middle}
        .plot .paper{fill:#fff}
        .plot .grid{stroke:#d1d9e0;stroke-width:1}
        .plot .zero{stroke:#59636e;stroke-width:1.25}
        .plot .curve{stroke-width:2;stroke-linejoin:round}
        .plot .dashed{stroke-width:1.5;stroke-dasharray:5 4}
        .plot .bar{stroke-width:1.75;stroke-linecap:round}
        .plot .neutral{fill:#59636e;stroke:#59636e}
        .plot .teacher{fill:#00795a;stroke:#00795a}
        .plot .baseline{fill:#0068a8;stroke:#0068a8}
        .plot .student{fill:#c24e00;stroke:#c24e00}
        .plot .aliased{fill:#a8437c;stroke:#a8437c}
        .plot .heat{fill:#0068a8;stroke:none}
        .plot .count{font-size:11px}.plot .over{fill:#fff}
        .plot .curve,.plot .dashed,.plot .ring{fill:none}.plot .ring{stroke-width:1.5}
        @media (prefers-color-scheme:dark){
        .plot text{fill:#e6edf3}.plot .small{fill:#9198a1}
        .plot .paper{fill:#0d1117}
        .plot .grid{stroke:#2f353d}.plot .zero{stroke:#9198a1}
        .plot .neutral{fill:#9198a1;stroke:#9198a1}
        .plot .teacher{fill:#2fc79b;stroke:#2fc79b}
        .plot .baseline{fill:#62b5f0;stroke:#62b5f0}
        .plot .student{fill:#ff9248;stroke:#ff9248}
        .plot .aliased{fill:#ec8fc0;stroke:#ec8fc0}
        .plot .heat{fill:#62b5f0}
        .plot .over{fill:#0d1117}
        .plot .curve,.plot .dashed,.plot .ring{fill:none}
        }
        """;
}
