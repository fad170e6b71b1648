using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Tables of LaTeX over several pages, and pages that LaTeXML makes, with formulas in titles: 4 cats of which 3 were seen, 6 owls of which
/// 5 were.
/// </summary>
public sealed class PagesAndFormulasSpecs
{
    private const string Header = "Class & Precision & Recall & F1 & Support \\\\\n";

    private const string Rows = "cat & 0.75 & 0.75 & 0.75 & 4 \\\\\nowl & 0.83 & 0.83 & 0.83 & 6 \\\\\n";

    [Theory]
    [InlineData("\\begin{longtable}{lrrrr}\n\\toprule\n" + Header + "\\midrule\n\\endhead\n" + Rows + "\\bottomrule\n\\end{longtable}\n")]
    [InlineData(Header + "\\endhead\ncat & 0.75 & 0.75 & 0.75 & 4 \\\\\n\\pagebreak[3]\nowl & 0.83 & 0.83 & 0.83 & 6 \\\\\n")]
    [InlineData(Header + "\\hline \\endfirsthead\n" + Rows)]
    // The head of the first page and of the others, and their feet.
    [InlineData("\\begin{longtable}{lrrrr}\n\\caption{Results.} \\\\\n\\toprule\n" + Header + "\\midrule\n\\endfirsthead\n"
        + "\\multicolumn{5}{c}{\\tablename\\ \\thetable{} -- continued from previous page} \\\\\n\\toprule\n"
        + Header + "\\midrule\n\\endhead\n"
        + "\\midrule\n\\multicolumn{5}{r}{Continued on next page} \\\\\n\\midrule\n\\endfoot\n\\bottomrule\n\\endlastfoot\n" + Rows
        + "\\end{longtable}\n")]
    // As pandas prints it, without a title over the names.
    [InlineData("\\begin{longtable}{lrrrr}\n\\toprule\n & Precision & Recall & F1 & Support \\\\\n\\midrule\n\\endfirsthead\n\\toprule\n"
        + " & Precision & Recall & F1 & Support \\\\\n\\midrule\n\\endhead\n\\midrule\n\\multicolumn{5}{r}{Continued on next page} \\\\\n"
        + "\\midrule\n\\endfoot\n\\bottomrule\n\\endlastfoot\n" + Rows + "\\end{longtable}\n")]
    // Its columns are the classes.
    [InlineData(
        "Metric & cat & owl \\\\\n\\midrule\n\\endhead\nPrecision & 0.75 & 0.83 \\\\\nRecall & 0.75 & 0.83 \\\\\nSupport & 4 & 6 \\\\\n")]
    public void Heads_and_feet_of_pages_are_no_rows(string paste)
    {
        var audit = Audit(paste);

        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Question.Supports.Should().Equal(4, 6);
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Figures.Notes.Should().NotContainMatch("not judged: *");
        // No share of 6 is 0.81.
        Audit(paste.Replace("0.83", "0.81", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    /// <summary>P = R = 0.83 has no F1 of 0.93.</summary>
    [Theory]
    [InlineData("0.83", Possibility.Consistent)]
    [InlineData("0.93", Possibility.Impossible)]
    public void The_LaTeX_that_a_page_keeps_beside_a_formula_is_no_part_of_a_title_or_number(string f1, Possibility expected)
    {
        static string Formula(string content, string latex) =>
            $"<math alttext=\"{latex}\" class=\"ltx_Math\" display=\"inline\"><semantics>{content}"
            + $"<annotation-xml encoding=\"MathML-Content\">{content}</annotation-xml>\n"
            + $"<annotation encoding=\"application/x-tex\">{latex}</annotation></semantics></math>";

        var audit = Audit("<table class=\"ltx_tabular\"><tr><th>Class</th><th>Precision</th><th>Recall</th><th>F"
            + Formula("<msub><mi></mi><mn>1</mn></msub>", "{}_{1}") + "</th><th>Support</th></tr>\n"
            + "<tr><th>cat</th><td>0.75</td><td>0.75</td><td>0.75</td><td>4</td></tr>\n"
            + $"<tr><th>owl</th><td>0.83</td><td>0.83</td><td>{Formula($"<mn>{f1}</mn>", f1)}</td><td>6</td></tr></table>");

        audit.Question.Claims.Should().HaveCount(6);
        audit.Answer.Possibility.Should().Be(expected);
    }
}
