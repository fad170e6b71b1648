using System.Text.Json;
using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Jupyter notebooks, as Jupyter writes them: of 5 cats 4 were seen, of 7 owls 5.</summary>
public sealed class NotebookSpecs
{
    [Fact]
    public void A_notebook_is_audited_by_what_its_cells_printed()
    {
        var audit = Audit(Notebook);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Supports.Should().Equal(5, 7);
        Audit(Notebook.Replace("0.80      0.73", "0.90      0.73", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Fact]
    public void Lines_are_those_of_the_notebooks_file()
    {
        var header = 1 + Notebook[..Notebook.IndexOf("precision    recall", StringComparison.Ordinal)].Count(c => c == '\n');

        Read(Notebook)[0].Notes.Should().ContainMatch($"read: a table of 2 classes in lines {header} to {header + 6}");
    }

    [Fact]
    public void The_matrix_that_another_cell_showed_is_held_against_the_table()
    {
        Read(Notebook)[0].Matrices.Should().ContainSingle();
        Audit(Notebook.Replace("[2, 5]", "[1, 6]", StringComparison.Ordinal)).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_notebook_in_one_line_is_the_same_notebook()
    {
        var audit = Audit(JsonSerializer.Serialize(JsonDocument.Parse(Notebook).RootElement));

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Question.Supports.Should().Equal(5, 7);
    }

    [Fact]
    public void Of_a_data_frame_the_HTML_is_read_whose_plain_text_is_cut()
    {
        const string frame = """
            {"cells": [{"cell_type": "code", "metadata": {}, "source": ["report"], "outputs": [{"output_type": "execute_result", "metadata": {}, "data": {
              "text/plain": ["     precision ...  support\n", "cat  0.67      ...  5"],
              "text/html": ["<table><tr><th></th><th>precision</th><th>recall</th><th>f1-score</th><th>support</th></tr>\n",
                "<tr><th>cat</th><td>0.67</td><td>0.80</td><td>0.73</td><td>5</td></tr>\n",
                "<tr><th>owl</th><td>0.83</td><td>0.71</td><td>0.77</td><td>7</td></tr></table>"]}}]}], "nbformat": 4, "nbformat_minor": 5}
            """;

        Audit(frame).Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Theory]
    [InlineData("text/markdown",
        "| | precision | recall | f1-score | support |\\n|---|---|---|---|---|\\n| cat | 0.67 | 0.80 | 0.73 | 5 |\\n"
        + "| owl | 0.83 | 0.71 | 0.77 | 7 |\\n")]
    [InlineData("text/latex", " & precision & recall & f1-score & support \\\\\\\\\\n cat & 0.67 & 0.80 & 0.73 & 5 \\\\\\\\\\n"
        + " owl & 0.83 & 0.71 & 0.77 & 7 \\\\\\\\\\n")]
    [InlineData("text/html", "<pre>   precision recall f1-score support\\n\\n cat 0.67 0.80 0.73 5\\n owl 0.83 0.71 0.77 7\\n</pre>")]
    public void A_report_that_was_displayed_is_read_in_whatever_form_it_was(string form, string report)
    {
        string Showing(string shown) =>
            "{\"cells\": [{\"cell_type\": \"code\", \"metadata\": {}, \"source\": [\"display(report)\"], \"outputs\": "
            + $"[{{\"output_type\": \"display_data\", \"metadata\": {{}}, \"data\": {{\"{form}\": \"{shown}\", "
            + "\"text/plain\": [\"<IPython.core.display object>\"]}}]}], \"nbformat\": 4, \"nbformat_minor\": 5}";

        Audit(Showing(report)).Question.Supports.Should().Equal(5, 7);
        Audit(Showing(report)).Answer.Possibility.Should().Be(Possibility.Consistent);
        Audit(Showing(report.Replace("0.73", "0.51", StringComparison.Ordinal))).Answer.Possibility.Should().Be(Possibility.Impossible);
    }

    [Fact]
    public void A_table_in_the_prose_of_a_notebook_is_read()
    {
        const string prose = """
            {"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["| class | precision | recall | f1-score | support |\n", "|---|---|---|---|---|\n",
              "| cat | 0.67 | 0.80 | 0.73 | 5 |\n", "| owl | 0.83 | 0.71 | 0.77 | 7 |"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """;

        Audit(prose).Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void A_notebook_that_was_not_run_is_refused_as_one() =>
        Refusal("""{"cells": [{"cell_type": "code", "source": ["precision recall f1-score support"], "outputs": []}], "nbformat": 4}""")
            .Should().EndWith(": a notebook without outputs, expected one with a classification report in it");

    /// <summary>scikit-learn 1.2.1's report and matrix, in nbformat 4.</summary>
    private const string Notebook = """
        {
         "cells": [
          {
           "cell_type": "code",
           "execution_count": 7,
           "metadata": {},
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "Epoch 3/3 - loss: 0.41 - accuracy: 0.83\n",
              "              precision    recall  f1-score   support\n",
              "\n",
              "         cat       0.67      0.80      0.73         5\n",
              "         owl       0.83      0.71      0.77         7\n",
              "\n",
              "    accuracy                           0.75        12\n",
              "   macro avg       0.75      0.76      0.75        12\n",
              "\n"
             ]
            }
           ],
           "source": [
            "print(classification_report(y, model.predict(x).argmax(1), target_names=['cat', 'owl']))"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 8,
           "metadata": {},
           "outputs": [
            {
             "data": {
              "text/plain": [
               "array([[4, 1],\n",
               "       [2, 5]])"
              ]
             },
             "execution_count": 8,
             "metadata": {},
             "output_type": "execute_result"
            }
           ],
           "source": [
            "confusion_matrix(y, model.predict(x).argmax(1))"
           ]
          }
         ],
         "metadata": {
          "language_info": {
           "name": "python"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;
}
