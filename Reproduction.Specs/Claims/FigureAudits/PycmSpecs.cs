using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>What PyCM 4.4 prints of 4 cats of which 3 were seen, and 6 owls of which 5 were, with some of its rows left out.</summary>
public sealed class PycmSpecs
{
    private const string Matrix = """
        Matrix : 

        Predict   cat       owl       
        Actual
        cat       3         1         

        owl       1         5         



        Normalized Matrix : 

        Predict       cat           owl           
        Actual
        cat           0.75          0.25          

        owl           0.16667       0.83333       



        """;

    private const string Overall = """
        Overall Statistics : 

        ACC Macro                                                         0.8
        F1 Macro                                                          0.79167
        Kappa                                                             0.58333
        NPV Macro                                                         None
        Overall ACC                                                       0.8
        PPV Macro                                                         0.79167
        SOA1(Landis & Koch)                                               Moderate
        TPR Macro                                                         0.79167

        """;

    private const string Classes = """
        Class Statistics :

        Classes                                                           cat           owl           
        ACC(Accuracy)                                                     0.8           0.8           
        AUCI(AUC value interpretation)                                    Very Good     Good          
        DOR(Diagnostic odds ratio)                                        None          15.0          
        F1(F1 score - harmonic mean of precision and sensitivity)         0.75          0.83333       
        FN(False negative/miss/type 2 error)                              1             1             
        FP(False positive/type 1 error/false alarm)                       1             1             
        FPR(Fall-out or false positive rate)                              0.16667       0.25          
        G(G-measure geometric mean of precision and sensitivity)          0.75          0.83333       
        N(Condition negative)                                             6             4             
        P(Condition positive or support)                                  4             6             
        POP(Population)                                                   10            10            
        PPV(Precision or positive predictive value)                       0.75          0.83333       
        PRE(Prevalence)                                                   0.4           0.6           
        TP(True positive/hit)                                             3             5             
        TPR(Sensitivity, recall, hit rate, or true positive rate)         0.75          0.83333       

        """;

    private const string OneVersusAll = """
        One-Vs-All : 

        cat-Vs-All : 

        Predict   cat       ~         
        Actual
        cat       3         1         

        ~         1         5         



        owl-Vs-All : 

        Predict   owl       ~         
        Actual
        owl       5         1         

        ~         1         3         


        """;

    public static TheoryData<string, string> Pastes => new()
    {
        { "whole", Matrix + Overall + Classes + OneVersusAll },
        { "the classes alone", Classes },
        { "as CSV",
            "Class,\"cat\",\"owl\"\nACC,0.8,0.8\nAGF,0.79057,0.79057\nAM,0,0\nDOR,None,15.0\nF1,0.75,0.83333\nFN,1,1\nFP,1,1\nFPR,0.16667,0.25\n"
            + "HD,2,2\nN,6,4\nP,4,6\nPLRI,Poor,Fair\nPOP,10,10\nPPV,0.75,0.83333\nPR,0.4,0.6\nPRE,0.4,0.6\nTP,3,5\nTPR,0.75,0.83333\n" },
    };

    [Theory]
    [MemberData(nameof(Pastes))]
    public void Its_figures_of_each_class_are_judged_by_what_it_calls_them(string kind, string paste)
    {
        var audit = Audit(paste);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent, kind);
        audit.Figures.ClassNames.Should().Equal("cat", "owl");
        audit.Question.Supports.Should().Equal(4, 6);
    }

    [Theory]
    [InlineData("TPR(Sensitivity, recall, hit rate, or true positive rate)         0.75",
        "TPR(Sensitivity, recall, hit rate, or true positive rate)         0.76")]
    [InlineData("FPR(Fall-out or false positive rate)                              0.16667",
        "FPR(Fall-out or false positive rate)                              0.15")]
    [InlineData("Overall ACC                                                       0.8",
        "Overall ACC                                                       0.85")]
    // (0.8 − 0.52) / (1 − 0.52), and what the correlation and the means are of the matrix above.
    [InlineData("Kappa                                                             0.58333",
        "Kappa                                                             0.57")]
    [InlineData("Overall ACC                                                       0.8",
        "Overall MCC                                                       0.57")]
    [InlineData("TPR Macro                                                         0.79167",
        "TPR Macro                                                         0.79267")]
    [InlineData("F1 Macro                                                          0.79167",
        "F1 Macro                                                          0.79267")]
    [InlineData("PPV Macro                                                         0.79167",
        "PPV Macro                                                         0.79267")]
    [InlineData("cat       3         1", "cat       2         2")]
    public void A_figure_that_no_counts_print_is_found(string figure, string wrong)
    {
        const string paste = Matrix + Overall + Classes;
        var changed = paste.Replace(figure, wrong, StringComparison.Ordinal);

        changed.Should().NotBe(paste);
        Audit(changed).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_figure_with_fewer_digits_is_the_rounded_one() =>
        Audit((Matrix + Overall + Classes).Replace("0.58333", "0.58", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Consistent);

    [Theory]
    [InlineData("\n")]
    [InlineData("\nModel B\n")]
    public void A_report_behind_it_is_another_one(string between)
    {
        const string three = "Overall Statistics : \n\nOverall ACC                   0.7\n\nClass Statistics :\n\n"
            + "Classes                                       a       b       c       d\nP(Condition positive or support)              4       3       2       1\n"
            + "PPV(Precision or positive predictive value)   0.75    0.66667   1.0   0.5\nTPR(Sensitivity)                              0.75    0.66667   0.5   1.0\n";
        const string report = "precision    recall  f1-score   support\n\ncat    0.75    0.75    0.75    4\nowl    0.83    0.83    0.83    6\n\naccuracy  0.80  10\n";

        Read(three + between + report).Select(figures => string.Join(' ', figures.ClassNames)).Should().Equal("a b c d", "cat owl");
    }

    [Fact]
    public void What_it_says_of_all_classes_is_said_of_no_other_table() =>
        Audit(Overall + "precision recall f1-score support\ncat 1.00 1.00 1.00 4\nowl 1.00 1.00 1.00 6\naccuracy 1.00 10\n")
            .Answer.Possibility.Should().Be(Possibility.Consistent);

    [Fact]
    public void A_class_may_have_as_many_images_as_all_before_it()
    {
        const string last = "Class,\"cat\",\"owl\",\"all\"\nP,3,3,6\nPPV,0.6,0.5,0.6\nTPR,1.0,0.33333,0.5\n";

        Audit(last).Question.Supports.Should().Equal(3, 3, 6);
    }

    [Fact]
    public void Its_page_says_at_the_end_of_each_row_what_it_means()
    {
        const string page = "<h2>Class Statistics : </h2><table><tr><td>Class</td><td>cat</td><td>owl</td><td>Description</td></tr>"
            + "<tr><td><a href=\"x\">P</a></td><td>4</td><td>6</td><td>Condition positive or support</td></tr>"
            + "<tr><td>PPV</td><td>0.75</td><td>0.83333</td><td>Precision or positive predictive value</td></tr>"
            + "<tr><td>TPR</td><td>0.75</td><td>0.83333</td><td>Sensitivity, recall, hit rate, or true positive rate</td></tr></table>";

        Audit(page).Figures.ClassNames.Should().Equal("cat", "owl");
    }

    [Fact]
    public void Its_matrix_has_an_empty_line_between_rows_and_its_labels_beside_them()
    {
        const string uneven =
            "Predict   cat       owl       \nActual\ncat       3         1         \n\nowl       2         4         \n\n\n";

        Audit(uneven, claims: ["accuracy=0.7", "recall[cat]=0.75"]).Answer.Possibility.Should().Be(Possibility.Consistent);
        // 3 of 5 were taken for cats rightly.
        Audit(uneven, claims: ["accuracy=0.7", "recall[cat]=0.6"]).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("FN(False negative/miss/type 2 error)     0  2  3\nFP(False positive/type 1 error/false alarm)  2  1  2\nTP(True positive/hit)  3  1  3\n")]
    [InlineData("FN 0 2 3\nFP 2 1 2\nTP 3 1 3\n")]
    [InlineData("true positives 3 1 3\nfalse positives 2 1 2\nfalse negatives 0 2 3\n")]
    [InlineData("P(Condition positive or support)    3   6\nPOP(Population)     9    9\n")]
    public void Counts_of_hits_and_misses_are_no_confusion_matrix(string counts) =>
        Refusal(counts, claims: ["accuracy=0.58333"]).Should().Contain("expected the header");

    [Fact]
    public void A_class_against_all_others_is_no_matrix_of_the_classes() =>
        Refusal(OneVersusAll, claims: ["accuracy=0.8"]).Should().Contain("expected the header");
}
