namespace Reproduction.Reporting.Plots;

/// <summary>
/// The look of every plot. Models have, by their place in the report, a colour that the colour-blind can tell apart (after Okabe and Ito,
/// "Color Universal Design", 2008), and a mark of their own.
/// </summary>
internal static class PlotStyle
{
    /// <summary>How many forms of marks there are.</summary>
    public const int Forms = 5;

    private const int Colours = 6;

    /// <summary>
    /// As wide as a phone of 390 pixels leaves: what is wider is shown smaller there, and its letters of 11 pixels with it.
    /// </summary>
    public const int Width = 360;

    /// <summary>The look of a model's marks and lines.</summary>
    /// <param name="place">The model's place in the report.</param>
    public static string Look(int place) => $"model-{place % Colours + 1}";

    public const string Css =
        """
        .plot text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;fill:#1f2328;stroke:none}
        .plot .small{font-size:11px;fill:#59636e}
        .plot .end{text-anchor:end}.plot .middle{text-anchor:middle}
        .plot .name{paint-order:stroke;stroke:#fff;stroke-width:4}
        .plot .paper{fill:#fff}
        .plot .grid{stroke:#d1d9e0;stroke-width:1}
        .plot .zero{stroke:#59636e;stroke-width:1.25}
        .plot .curve{stroke-width:2;stroke-linejoin:round}
        .plot .dashed{stroke-width:1.5;stroke-dasharray:5 4}
        .plot .bar{stroke-width:1.75;stroke-linecap:round}
        .plot .neutral{fill:#59636e;stroke:#59636e}
        .plot .model-1{fill:#00795a;stroke:#00795a}
        .plot .model-2{fill:#0068a8;stroke:#0068a8}
        .plot .model-3,.plot .beyond{fill:#c24e00;stroke:#c24e00}
        .plot .model-4{fill:#a8437c;stroke:#a8437c}
        .plot .model-5{fill:#7a6200;stroke:#7a6200}
        .plot .model-6{fill:#1f2328;stroke:#1f2328}
        .plot .heat{fill:#0068a8;stroke:none}
        .plot .count{font-size:11px}.plot .over{fill:#fff}
        .plot .curve,.plot .dashed,.plot .ring,.plot .hollow{fill:none}.plot .ring,.plot .hollow{stroke-width:1.5}
        .plot .step{stroke:#59636e;stroke-width:1;stroke-dasharray:2 3}
        @media (prefers-color-scheme:dark){
        .plot text{fill:#e6edf3}.plot .small{fill:#9198a1}
        .plot .name{stroke:#0d1117}
        .plot .paper{fill:#0d1117}
        .plot .grid{stroke:#2f353d}.plot .zero,.plot .step{stroke:#9198a1}
        .plot .neutral{fill:#9198a1;stroke:#9198a1}
        .plot .model-1{fill:#2fc79b;stroke:#2fc79b}
        .plot .model-2{fill:#62b5f0;stroke:#62b5f0}
        .plot .model-3,.plot .beyond{fill:#ff9248;stroke:#ff9248}
        .plot .model-4{fill:#ec8fc0;stroke:#ec8fc0}
        .plot .model-5{fill:#d9bf3a;stroke:#d9bf3a}
        .plot .model-6{fill:#e6edf3;stroke:#e6edf3}
        .plot .heat{fill:#62b5f0}
        .plot .over{fill:#0d1117}
        .plot .curve,.plot .dashed,.plot .ring,.plot .hollow{fill:none}
        }
        """;
}
