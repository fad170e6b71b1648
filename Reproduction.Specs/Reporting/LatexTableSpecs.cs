using Reproduction.Reporting.Pages;

namespace Reproduction.Specs.Reporting;

public sealed class LatexTableSpecs
{
    /// <summary>The ten special characters of LaTeX (Lamport, "LaTeX: A Document Preparation System", section 2.1), and ours.</summary>
    [Theory]
    [InlineData("50 % & $1 #2 a_b {c}", @"50 \% \& \$1 \#2 a\_b \{c\}")]
    [InlineData(@"\~^", @"\textbackslash{}\textasciitilde{}\textasciicircum{}")]
    [InlineData("−0.5 ± 0.1", @"$-$0.5 $\pm$ 0.1")]
    [InlineData("[0, 1]", "{[}0, 1{]}")]
    [InlineData("a\nb", "a b")]
    public void Text_is_shown_as_it_is(string plain, string escaped) => LatexTable.Escaped(plain).Should().Be(escaped);

    [Fact]
    public void A_table_has_the_rules_of_booktabs_and_as_many_columns_as_cells() =>
        LatexTable.Of("50 %", ["model", "accuracy"], [["a", "1"], ["b", "2"]]).Should().Be(
            """
            % \usepackage{booktabs}
            \begin{table}
            \centering
            \caption{50 \%}
            \begin{tabular}{lr}
            \toprule
            model & accuracy \\
            \midrule
            a & 1 \\
            b & 2 \\
            \bottomrule
            \end{tabular}
            \end{table}

            """);
}
